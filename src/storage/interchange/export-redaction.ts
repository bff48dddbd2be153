/** Keys that someone typed where they do not belong, such as a description (reliability I7). */
import { isPlainData } from '../migrations/unknown-fields.js';
import { REDACTED } from './secrets.js';

/** Whether a text contains an API key that this page holds at the moment. */
export type ContainsSecret = (text: string) => Promise<boolean>;

/** A copy in which every text that contains a live key is replaced, whatever field it is in, names of fields included. */
export async function withoutLiveKeys<Value>(value: Value, containsSecret: ContainsSecret): Promise<Value> {
  const texts = [...new Set(textsIn(value))];
  // Asked about all at once first: as a rule there is nothing to find.
  if (!(await containsSecret(texts.join('\n')))) return value;
  const hits = new Set<string>();
  for (const text of texts) if (await containsSecret(text)) hits.add(text);
  return replaced(value, hits) as Value;
}

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (Array.isArray(value)) for (const item of value) yield* textsIn(item);
  else if (isPlainData(value)) for (const [key, field] of Object.entries(value)) yield* [key, ...textsIn(field)];
}

function replaced(value: unknown, hits: ReadonlySet<string>): unknown {
  if (typeof value === 'string') return hits.has(value) ? REDACTED : value;
  if (Array.isArray(value)) return value.map((item) => replaced(item, hits));
  if (!isPlainData(value)) return value;
  const entries = Object.entries(value).map(([key, field]) => [hits.has(key) ? REDACTED : key, replaced(field, hits)]);
  return Object.fromEntries(entries);
}
