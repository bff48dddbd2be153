import type { Stop } from '../domain/clock.js';

/** How long work that waits for a pause may be put off, in milliseconds. */
const LONGEST_WAIT_MS = 2_000;

/** Runs once when the page has nothing better to do, after two seconds at the latest; at once outside of a browser. */
export function whenIdle(run: () => void): Stop {
  if (typeof requestIdleCallback !== 'function') {
    run();
    return () => undefined;
  }
  const request = requestIdleCallback(() => run(), { timeout: LONGEST_WAIT_MS });
  return () => cancelIdleCallback(request);
}
