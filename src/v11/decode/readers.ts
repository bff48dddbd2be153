/** Reads single values out of parsed JSON. Nothing here throws, whatever the value. */
import type { Confidence, Origin } from '../../domain/live-update.js';
import type { NodeType } from '../../domain/node-config.js';

/** A JSON object. Only fixed names are read from it, so a key such as `__proto__` means nothing. */
export type JsonRecord = { readonly [name: string]: unknown };

/** Longest identifier or word that is taken, in characters. */
const MAX_WORD = 200;

/** Longest text that is taken for a number or a time, in characters. */
const MAX_NUMERIC = 40;

const NUMERIC_TEXT = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i;

/** The value as an object, or nothing. */
export function recordOf(value: unknown): JsonRecord | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonRecord) : undefined;
}

/** The value as a list, or nothing. */
export function listOf(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

/** The objects in a list; everything else in it is left out. No list gives none. */
export function recordsIn(value: unknown): readonly JsonRecord[] {
  return (listOf(value) ?? []).map(recordOf).filter((record) => record !== undefined);
}

/**
 * A quantity: finite and not negative; NaN for everything else. Numeric text counts, because several backends write
 * numbers with `toFixed` (protocol 3.4). No quantity of this domain can be negative; a load average that is says that
 * the machine has none (protocol 1.3).
 */
export function quantity(value: unknown): number {
  const number = typeof value === 'string' ? numberInText(value) : value;
  if (typeof number !== 'number' || !(number >= 0 && number < Infinity)) return NaN;
  // -0 becomes 0. The number itself is handed on, because a sum would be a new one on the heap.
  return number === 0 ? 0 : number;
}

function numberInText(text: string): number {
  return text.length <= MAX_NUMERIC && NUMERIC_TEXT.test(text) ? Number(text) : NaN;
}

/** An identifier or a state: a text that is not empty and not absurdly long. */
export function word(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= MAX_WORD ? value : undefined;
}

/**
 * An instant in epoch milliseconds. Backends write ISO text with up to nine fraction digits, or numbers of seconds,
 * milliseconds, microseconds or nanoseconds, which their size tells apart (protocol 1.6). Text without a zone is taken
 * as UTC (protocol 5.2). A time of day such as `14:15:23` names no instant.
 */
export function instant(value: unknown): number | undefined {
  const at = typeof value === 'string' ? instantInText(value) : instantInNumber(value);
  return Number.isFinite(at) ? at : undefined;
}

function instantInNumber(value: unknown): number {
  if (typeof value !== 'number' || value <= 0) return NaN;
  if (value < 1e11) return value * 1e3;
  if (value < 1e14) return value;
  return value < 1e17 ? value / 1e3 : value / 1e6;
}

/** Engines agree on three fraction digits and on nothing beyond. */
function instantInText(text: string): number {
  if (text.length > MAX_NUMERIC || !/^\d{4}-\d{2}-\d{2}T/.test(text)) return NaN;
  const cut = text.replace(/(\.\d{3})\d+/, '$1');
  return Date.parse(/(Z|[+-]\d{2}:\d{2})$/.test(cut) ? cut : `${cut}Z`);
}

const LEADER_NAMES = ['currentLeader', 'leader', 'leaderNodeId', 'leaderId', 'leaderNode', 'proposer'] as const;

/** Who leads, under any of its names (protocol 1.11); empty if nobody is known to, nothing if the frame does not tell. */
export function leaderOf(record: JsonRecord): string | undefined {
  const name = LEADER_NAMES.find((candidate) => record[candidate] !== undefined);
  if (name === undefined) return undefined;
  const value = record[name];
  if (value === null || value === '') return '';
  const leader = word(value);
  return leader?.toLowerCase() === 'unknown' ? '' : leader;
}

const NODE_TYPE_WORDS: ReadonlyMap<string, NodeType> = new Map([
  ['channel', 'channel'],
  ['validator', 'validator'],
  ['business', 'business'],
  ['slim', 'slim'],
  // What the seed calls slim has three other names on the backend (protocol 3.2).
  ['api', 'slim'],
  ['api-integration', 'slim'],
  ['api_integration', 'slim'],
]);

/** The type of a node, in any case and under the backend's other names; nothing where the seed has no such type. */
export function nodeTypeOf(value: unknown): NodeType | undefined {
  if (typeof value !== 'string') return undefined;
  return NODE_TYPE_WORDS.get(value) ?? NODE_TYPE_WORDS.get(value.toLowerCase());
}

/**
 * An origin; make one for each frame and confidence and share it.
 *
 * @param message what came; where it has a time of its own, that is the time at which the source made the value
 */
export function originOf(source: string, at: number, confidence: Confidence, message: JsonRecord | undefined): Origin {
  const sentAt = instant(message?.timestamp);
  return sentAt === undefined ? { source, at, confidence } : { source, at, sentAt, confidence };
}

/** The shared origin of a frame, or a copy of it for the value that has another time. */
export function originAt(shared: Origin, at: number): Origin {
  return at === shared.at ? shared : { ...shared, at };
}
