import type { Clock } from '../domain/clock.js';
import type { SocketEndpoint } from './endpoints.js';

/**
 * A frame that is older than one of its kind is left out for so long after that one came, in milliseconds. Not for
 * longer: a backend whose clock was set back must not be left out for good.
 */
const OLDER_MS = 2_000;
/** The same for a frame that is the same again: a backend that has nothing new to say may repeat itself every second. */
const REPEATED_MS = 500;

/** Kinds that are remembered: one for each node of a large network, and an end for a hostile backend. */
const MOST_KINDS = 20_000;

/** A frame of up to so many characters is kept to compare the next one with, and so many characters in all. */
const KEPT_CHARACTERS = 32_768;
const MOST_KEPT_CHARACTERS = 16_000_000;

/** What a frame is about stands in its first characters. */
const HEAD_CHARACTERS = 240;

/** The time of a frame stands at its end, or at its start where the frame is flat (protocol 1.1). */
const TIME_AT_END = /"timestamp":\s*(\d{12,14})\s*\}\s*$/;
const TIME_AT_START = /^\s*\{\s*"timestamp":\s*"([^"]{20,35})"/;
const TAIL_CHARACTERS = 40;

/** The newest frame of a kind. */
interface Newest {
  readonly sentAt: number;
  /** The frame itself, which costs nothing until another one is of the same time; of a long one its fingerprint. */
  readonly content: string | number;
  /** Elapsed milliseconds. */
  readonly heardAt: number;
}

/**
 * Tells frames that come twice or too late, because V11 has no sequence numbers: no frame is applied twice, and an
 * older one never overwrites a newer one of the same socket, type and node (reliability 4, R8). A frame without a time
 * is never left out. Nothing is parsed here; the few characters that matter are looked at.
 */
export class FrameOrder {
  readonly #clock: Clock;
  readonly #newest = new Map<string, Newest>();
  /** Characters of all frames that are kept. */
  #kept = 0;
  #late = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** How many frames were left out. */
  get late(): number {
    return this.#late;
  }

  /** Whether a frame may be applied. */
  accepts(endpoint: SocketEndpoint, data: unknown): boolean {
    const sentAt = typeof data === 'string' ? timeOf(data) : NaN;
    if (typeof data !== 'string' || Number.isNaN(sentAt)) return true;
    const kind = `${endpoint} ${subjectOf(data)}`;
    const before = this.#newest.get(kind);
    const frame = { sentAt, content: contentOf(data), heardAt: this.#clock.elapsed() };
    if (before !== undefined && isLate(frame, before)) {
      this.#late += 1;
      return false;
    }
    if (this.#newest.size >= MOST_KINDS || this.#kept > MOST_KEPT_CHARACTERS) this.reset();
    else if (before !== undefined) this.#kept -= charactersOf(before);
    this.#newest.set(kind, frame);
    this.#kept += charactersOf(frame);
    return true;
  }

  /** Forgets everything, because another backend may speak now. */
  reset(): void {
    this.#newest.clear();
    this.#kept = 0;
  }
}

function contentOf(text: string): string | number {
  return text.length <= KEPT_CHARACTERS ? text : fingerprintOf(text);
}

function charactersOf({ content }: Newest): number {
  return typeof content === 'string' ? content.length : 0;
}

function isLate(frame: Newest, before: Newest): boolean {
  const sinceMs = frame.heardAt - before.heardAt;
  if (frame.sentAt === before.sentAt) return sinceMs <= REPEATED_MS && frame.content === before.content;
  return sinceMs <= OLDER_MS && frame.sentAt < before.sentAt;
}

/** When a frame was sent, in epoch milliseconds by the backend's clock; NaN if it does not tell. */
function timeOf(text: string): number {
  const atEnd = TIME_AT_END.exec(text.slice(-TAIL_CHARACTERS));
  if (atEnd !== null) return Number(atEnd[1]);
  const atStart = TIME_AT_START.exec(text.slice(0, HEAD_CHARACTERS));
  return atStart === null ? NaN : Date.parse(atStart[1] ?? '');
}

/** Type, channel and node, as far as the head of the frame tells. */
function subjectOf(text: string): string {
  const head = text.slice(0, HEAD_CHARACTERS);
  const [, type = ''] = /"type":\s*"([^"]*)"/.exec(head) ?? [];
  const [, subject = ''] = /"(?:nodeId|channelId|channel)":\s*"([^"]*)"/.exec(head) ?? [];
  return `${type} ${subject}`;
}

/** FNV-1a; two frames of one kind and millisecond that differ have different ones, near enough. */
function fingerprintOf(text: string): number {
  let hash = 0x811c9dc5;
  // Every few characters are enough.
  const step = Math.ceil(text.length / 4_096);
  for (let index = 0; index < text.length; index += step) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash ^ text.length;
}
