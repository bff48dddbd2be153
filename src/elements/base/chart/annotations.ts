/** What a mark on a chart is about. */
export const ANNOTATION_KINDS = ['leader-change', 'reconnect', 'incident', 'note'] as const;
/** What a mark on a chart is about, as a word. */
export type AnnotationKind = (typeof ANNOTATION_KINDS)[number];

/** Something that a chart marks in time, as a host page gives it. */
export interface ChartAnnotation {
  /** Epoch milliseconds, a date, or a date as text with its zone (ISO 8601). */
  readonly at: number | Date | string;
  /** What happened, in the page's language; 160 characters are shown. */
  readonly text: string;
  /** Default `note`. */
  readonly kind?: AnnotationKind;
}

/** An annotation that was checked. */
export interface Annotation {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly kind: AnnotationKind;
  /** One line of text without control characters. */
  readonly text: string;
}

/** Most annotations that are taken from a page, the last ones of its list. */
const MOST_TAKEN = 200;

/** Longest text, in characters. */
const LONGEST = 160;

/** The largest time that a date can have, in epoch milliseconds. */
const LATEST = 8.64e15;

/** Control characters, line and paragraph separators, and what turns the direction of the text after it. */
const UNSEEN = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]+/gu;

/**
 * Reads what a host page gave: whatever it is, nothing is thrown, and what cannot be read is left out.
 *
 * @returns oldest first, with how many were left out
 */
export function readAnnotations(given: unknown): { readonly read: readonly Annotation[]; readonly leftOut: number } {
  if (given === undefined || given === null) return { read: [], leftOut: 0 };
  try {
    if (!Array.isArray(given)) return { read: [], leftOut: 1 };
    const read = given.slice(-MOST_TAKEN).map(readOne);
    const usable = read.filter((one) => one !== undefined).sort((a, b) => a.at - b.at);
    return { read: usable, leftOut: given.length - usable.length };
  } catch {
    // A list whose length or members throw.
    return { read: [], leftOut: 1 };
  }
}

/** One line of plain text, at most 160 characters; empty where nothing can be read. */
export function plainText(given: unknown): string {
  if (typeof given !== 'string') return '';
  // Cut before it is searched: a text may be very long.
  const line = given
    .slice(0, LONGEST * 4)
    .replaceAll(UNSEEN, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const characters = [...line];
  return characters.length <= LONGEST ? line : `${characters.slice(0, LONGEST - 1).join('')}…`;
}

function readOne(given: unknown): Annotation | undefined {
  try {
    if (typeof given !== 'object' || given === null) return undefined;
    const { at, text, kind } = given as Partial<Record<keyof ChartAnnotation, unknown>>;
    const [time, line] = [readTime(at), plainText(text)];
    if (time === undefined || line === '') return undefined;
    return { at: time, text: line, kind: ANNOTATION_KINDS.find((known) => known === kind) ?? 'note' };
  } catch {
    return undefined;
  }
}

function readTime(at: unknown): number | undefined {
  const time = typeof at === 'string' ? Date.parse(at) : at instanceof Date ? at.getTime() : at;
  return typeof time === 'number' && Math.abs(time) <= LATEST ? time : undefined;
}
