/**
 * Whether a value is newer than the one that is there. V11 has no sequence numbers (reliability R8, R9 for V11): the
 * source's own time decides where a message has one, else the time of receipt.
 *
 * - `newer`: take it.
 * - `same`: of the same moment; the frame was repeated, or says more about that moment.
 * - `older`: it came late; what is there stays.
 */
export type ArrivalOrder = 'newer' | 'same' | 'older';

/** A step back in time of more than this is a clock that was set, in milliseconds. */
export const CLOCK_SET_BACK_MS = 2_000;

/** A source that tells only old times for so long has set its clock back, in milliseconds. */
const PATIENCE_MS = 5_000;

/**
 * Compares a value with the last one of the same source. Times are epoch milliseconds, those of the source NaN where a
 * message has none. A pure function of both, so that it says the same wherever it runs.
 */
export function arrivalOrder(lastAt: number, lastSentAt: number, at: number, sentAt: number): ArrivalOrder {
  const sinceMs = at - lastAt;
  if (Number.isNaN(sentAt) || Number.isNaN(lastSentAt))
    return sinceMs < 0 && sinceMs >= -CLOCK_SET_BACK_MS ? 'older' : 'newer';
  if (sentAt === lastSentAt) return 'same';
  return sentAt > lastSentAt || sinceMs < 0 || sinceMs >= PATIENCE_MS ? 'newer' : 'older';
}
