import type { SystemField } from '../../domain/live-update.js';

/** A percentile of the time until a block is final, as the network reports it. */
interface FinalityPercentile {
  /** What people call it. */
  readonly label: string;
  /** The figure that holds it, in milliseconds. */
  readonly field: SystemField;
}

/**
 * The percentiles that the card shows beside the average, in their order, where the network tells them. They are never
 * computed from the averages that are kept: a percentile of averages is not one of blocks.
 */
export const FINALITY_PERCENTILES: readonly FinalityPercentile[] = [
  { label: 'p50', field: 'finalityP50Ms' },
  { label: 'p95', field: 'finalityP95Ms' },
  { label: 'p99', field: 'finalityP99Ms' },
];
