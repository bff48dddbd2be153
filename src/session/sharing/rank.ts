import type { Heard } from './heard.js';

const VERSION = /^(\d{1,5})\.(\d{1,5})\.(\d{1,5})/;

/** One part of a version, such as `1` in `0.1.0`, counts at most so far. */
const PART = 100_000;

/** Highest rank there can be. */
export const MOST_RANK = PART ** 3;

/** How new a version of the library is, as a number that can be compared; 0 for what is no version. */
export function rankOf(version: string): number {
  const [, major, minor, patch] = VERSION.exec(version) ?? [];
  return (Number(major ?? 0) * PART + Number(minor ?? 0)) * PART + Number(patch ?? 0);
}

/**
 * A tab that is looked at has timers that run, and leads better than one that has not; otherwise the newer library does,
 * because an older one cannot tell what it does not know. An order of all tabs, so that none is handed on in a circle.
 */
export function leadsBetter(one: Pick<Heard, 'visible' | 'rank'>, other: Pick<Heard, 'visible' | 'rank'>): boolean {
  return one.visible === other.visible ? one.rank > other.rank : one.visible;
}
