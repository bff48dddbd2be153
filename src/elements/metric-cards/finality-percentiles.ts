import type { SystemField } from '../../domain/live-update.js';

/** A percentile of the time until a block is final, as the network reports it. */
interface FinalityPercentile {
  /** What people call it. */
  readonly label: string;
  /** The figure that holds it, in milliseconds. */
  readonly field: SystemField;
}

/**
 * The percentiles that the card shows beside the average, in their order. None of the live metrics holds one yet; a line
 * here is all that is needed once one does, such as `{ label: 'p99', field: 'finalityP99Ms' }`. They are never computed
 * from the averages that are kept: a percentile of averages is not one of blocks.
 */
export const FINALITY_PERCENTILES: readonly FinalityPercentile[] = [];
