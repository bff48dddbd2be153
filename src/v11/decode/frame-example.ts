/** A frame as it may be shown to people: short, and without anything that looks like a token. */
import { recordOf, type JsonRecord } from './readers.js';
import { HIDDEN, isSecretName, shownText } from './secrets.js';

/** Longest example, in characters. */
export const MAX_EXAMPLE = 500;

/** What is looked at of a frame, so that a huge one costs no more than a small one. */
const MAX_DEPTH = 4;
const MAX_FIELDS = 16;
const MAX_ITEMS = 3;
const MAX_TEXT = 60;
const MORE = '…';

/** A frame in brief, as JSON or the beginning of it: 500 characters at most. Never throws. */
export function exampleOf(frame: JsonRecord): string {
  const text = JSON.stringify(brief(frame, 0)) ?? '';
  return text.length > MAX_EXAMPLE ? text.slice(0, MAX_EXAMPLE - 1) + MORE : text;
}

/** A word of a frame, such as its type, as it may be shown. */
export function shownWord(text: string): string {
  return shownText(text, MAX_TEXT);
}

function brief(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return briefText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) return MORE;
  if (Array.isArray(value)) return briefList(value, depth);
  return briefRecord(recordOf(value) ?? {}, depth);
}

/** JSON inside a text may have a secret under a name, and a name is not far from its value. */
function briefText(text: string): string {
  return isSecretName(text.slice(0, 4 * MAX_TEXT)) ? HIDDEN : shownWord(text);
}

function briefList(list: readonly unknown[], depth: number): unknown[] {
  const items = list.slice(0, MAX_ITEMS).map((item) => brief(item, depth + 1));
  return list.length > MAX_ITEMS ? [...items, MORE] : items;
}

/** Without a prototype, so that a field called `__proto__` is a field like any other. */
function briefRecord(record: JsonRecord, depth: number): object {
  const copy = Object.create(null) as Record<string, unknown>;
  let count = 0;
  for (const name in record) {
    count += 1;
    if (count > MAX_FIELDS) {
      copy[MORE] = MORE;
      break;
    }
    copy[shownWord(name)] = isSecretName(name) ? HIDDEN : brief(record[name], depth + 1);
  }
  return copy;
}
