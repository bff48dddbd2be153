import type { ChoiceField } from './field.js';

/** The modes of schema design 2.1, slowest first. */
export const PERFORMANCE_MODES = ['educational', 'development', 'staging', 'production'] as const;

/** Field description; the default is the one of the settings (interchange 3). */
export const performanceModeField: ChoiceField<(typeof PERFORMANCE_MODES)[number]> = {
  kind: 'choice',
  label: 'Performance mode',
  options: PERFORMANCE_MODES,
  default: 'development',
  help: 'How many transactions per second the network is meant to reach.',
};

/** How fast a network is meant to be (schema design 2.1). */
export type PerformanceMode = (typeof PERFORMANCE_MODES)[number];

/** Target throughput of each mode in transactions per second (schema design 2.1: 3K, 30K, 300K, 2M+). */
export const TARGET_TPS: Readonly<Record<PerformanceMode, number>> = {
  educational: 3_000,
  development: 30_000,
  staging: 300_000,
  production: 2_000_000,
};

/**
 * Throughput as a share of the mode's target, in percent (schema design 4, `efficiency`).
 * Not capped: a backend that reports more than the target shows more than 100.
 */
export function efficiencyPercent(tps: number, mode: PerformanceMode): number {
  return (tps / TARGET_TPS[mode]) * 100;
}
