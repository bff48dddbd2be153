/** What incidents do to the demo network as a whole. */
import type { FeedType } from '../../domain/node-config.js';

/** Read by load, figures and slim nodes in every step. */
export interface Strain {
  /** How much of an overload there is, 0 to 1. */
  surge: number;
  /** Share of the nodes that a partition took away, 0 to 1. */
  lost: number;
  /** The provider that is away. */
  feedOut: FeedType | undefined;
}

/** No incident. */
export function calm(): Strain {
  return { surge: 0, lost: 0, feedOut: undefined };
}

/** An overload builds up within three seconds, and is gone when it ends: it falls over its last third, six seconds at most. */
export function envelope(passedMs: number, durationMs: number): number {
  const rise = Math.min(3_000, durationMs / 4);
  const fall = Math.min(6_000, durationMs / 3);
  return Math.max(0, Math.min(1, passedMs / rise, (durationMs - passedMs) / fall));
}
