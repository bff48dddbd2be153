/** Reading one field: notation to canonical value, with a notice for whatever was guessed, filled in or lost. */
import type { ChoiceField, NumberField } from '../../domain/field.js';
import { toTimestamp } from '../../domain/timestamp.js';
import { readDate, type AssumedZone, type ReadDate } from './dates.js';
import type { Draft } from './draft.js';
import type { Notes } from './notes.js';
import { readNumber } from './numbers.js';
import { addressWithoutSecrets } from './secrets.js';
import { readWord, type Aliases } from './words.js';

/** What reading a part of a file needs to know. */
export interface ReadContext {
  readonly newId: () => string;
  /** Epoch milliseconds, for missing dates. */
  readonly now: number;
  /** Zone of dates that name none. */
  readonly zone: AssumedZone;
  /** How that zone is called in notices. */
  readonly zoneName: string;
  /** Whether numbers outside their range are moved to the nearest limit. */
  readonly isClamping: boolean;
  readonly notes: Notes;
  /** Hears where in an object a default was filled in. */
  readonly filled?: (draft: Draft, key: string) => void;
}

/** Puts a default in the place of a field that is missing or `null`, and tells. */
export function fill(draft: Draft, key: string, value: unknown, context: ReadContext): void {
  if (draft.has(key)) return;
  draft.set(key, value);
  context.filled?.(draft, key);
  context.notes.tell(draft.where(key), undefined, value, `“${key}” is missing; a default is used.`);
}

/** Reads a number, also from text. What is no number, or out of range while not clamping, is left to the schema. */
export function readNumberField(draft: Draft, key: string, field: NumberField, context: ReadContext): void {
  if (!draft.has(key)) return;
  const number = readNumber(draft.get(key));
  draft.set(key, number);
  if (!context.isClamping || typeof number !== 'number') return;
  const nearest = Math.min(Math.max(number, field.min), field.max);
  if (nearest === number) return;
  draft.set(key, nearest);
  const message = `${field.label} was out of range and was moved to the nearest limit.`;
  context.notes.tell(draft.where(key), number, nearest, message);
}

/** Reads a word of a closed list. An unknown word is left to the schema, or replaced where the protocol says so. */
export function readChoiceField(
  draft: Draft,
  key: string,
  { label, options }: Pick<ChoiceField, 'label' | 'options'>,
  context: ReadContext,
  { aliases, fallback }: { readonly aliases: Aliases; readonly fallback?: string },
): void {
  const found = draft.get(key);
  if (typeof found !== 'string') return;
  const read = readWord(found, options, aliases);
  const used = read?.word ?? fallback;
  if (used === undefined) return;
  draft.set(key, used);
  if (read === undefined)
    context.notes.tell(draft.where(key), found, used, `${label} is not known here; ${used} is used instead.`);
  else if (read.isAlias) context.notes.tell(draft.where(key), found, used, `${label} has another name here.`);
}

const LACKS: Readonly<Record<NonNullable<ReadDate['lack']>, (zone: string) => string>> = {
  zone: (zone) => `This date names no time zone. It was taken as ${zone}.`,
  microseconds: () => 'This date is kept to the millisecond.',
  text: () => 'This number was taken as milliseconds since 1970.',
};

/** Reads a date. What is none is left to the schema. */
export function readDateField(draft: Draft, key: string, context: ReadContext): void {
  const found = draft.get(key);
  const read = readDate(found, context.zone);
  if (read === undefined) return;
  draft.set(key, read.timestamp);
  if (read.lack === undefined) return;
  context.notes.tell(draft.where(key), found, read.timestamp, LACKS[read.lack](context.zoneName));
}

/** A missing date is now (protocol 5.4, step 7). */
export function fillDate(draft: Draft, key: string, context: ReadContext): void {
  fill(draft, key, toTimestamp(context.now), context);
}

/** Reads an id: opaque text; some backends number theirs. */
export function readIdField(draft: Draft, context: ReadContext): void {
  const id = draft.get('id');
  if (typeof id !== 'number') return;
  draft.set('id', String(id));
  context.notes.tell(draft.where('id'), id, String(id), 'This id was a number and is now a text.');
}

/** Takes user name, password and keys out of an address; they are secrets in an unusual place. */
export function readAddressField(draft: Draft, key: string, context: ReadContext): void {
  const found = draft.get(key);
  if (typeof found !== 'string') return;
  const used = addressWithoutSecrets(found);
  if (used === found) return;
  draft.set(key, used);
  context.notes.tell(
    draft.where(key),
    'not shown',
    used,
    'A user name, password or key was taken out of this address.',
  );
}
