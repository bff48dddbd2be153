/** Numbers that other dialects write as text (protocol 5.1: text from `toFixed`). */

/** Longer texts are no numbers. */
const LONGEST_NUMBER = 40;

const NUMERIC = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

/** The number in a text, or the value as it is: what is no finite number stays visible to whoever refuses it. */
export function readNumber(value: unknown): unknown {
  if (typeof value !== 'string' || value.length > LONGEST_NUMBER) return value;
  const text = value.trim();
  const number = Number(text);
  return NUMERIC.test(text) && Number.isFinite(number) ? number : value;
}
