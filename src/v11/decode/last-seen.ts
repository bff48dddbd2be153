import { instant } from './readers.js';

/** A node that the backend has not heard from for so long is as old as that, in milliseconds. */
const SILENT_MS = 60_000;

/**
 * When something was seen, on this machine's clock: the backend's own clock says how long ago, so that a wrong clock
 * on either side does not matter. Differences below a minute are how backends count, not silence, and are left out.
 */
export function seenAt(lastSeen: unknown, sentAt: unknown, receivedAt: number): number {
  const ageMs = (instant(sentAt) ?? NaN) - (instant(lastSeen) ?? NaN);
  return ageMs > SILENT_MS ? receivedAt - ageMs : receivedAt;
}
