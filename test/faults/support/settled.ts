import { expect } from 'vitest';
import type { Outcome } from './page/stage.js';

/** Nothing may keep a page waiting for longer, in milliseconds: three seconds (reliability G16) and some for the test. */
export const SETTLED_MS = 3_300;

/** Failures that a broken store may give. */
const HONEST: readonly (string | undefined)[] = [undefined, 'storage-blocked', 'quota-exceeded', 'not-found'];

/** Every call ended in time, and with a value or a typed failure. */
export function expectSettled(outcomes: Record<string, Outcome>): void {
  const wrong = Object.entries(outcomes).filter(([, { ms, code }]) => ms > SETTLED_MS || !HONEST.includes(code));
  expect(wrong).toEqual([]);
}
