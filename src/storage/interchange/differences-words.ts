/** How values and names of a file are put into sentences for people. */

const numbers = new Intl.NumberFormat('en', { maximumFractionDigits: 6 });

/** Longest piece of someone else's text in a sentence. */
const SHOWN_LENGTH = 60;

/** Control characters, halves of pairs, and what turns the direction of writing and with it the rest of a sentence. */
const UNSHOWABLE = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A text as part of a sentence: quoted, short, and without characters that would disturb it. */
export function quoted(text: string): string {
  const short = text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH - 1)}…` : text;
  return `“${short.replace(UNSHOWABLE, '\ufffd')}”`;
}

/** Any value as part of a sentence, with its unit if it is a number. */
export function inWords(value: unknown, unit = ''): string {
  if (value === undefined || value === null || value === '') return 'nothing';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return unit === '' ? numbers.format(value) : `${numbers.format(value)} ${unit}`;
  if (typeof value === 'string') return quoted(value);
  const isListOfTexts = Array.isArray(value) && value.every((item) => typeof item === 'string');
  return quoted(isListOfTexts ? value.join(', ') : JSON.stringify(value));
}
