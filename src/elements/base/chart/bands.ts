/** How near a value is to its target. */
export type Band = 'good' | 'fair' | 'poor';

/**
 * The band of an efficiency in percent: at or above 90 good, 70 to 89 fair, below 70 poor. It is rounded first, as it
 * is shown, so that a "90%" on the page is never called fair.
 */
export function bandOf(efficiencyPercent: number): Band {
  const shown = Math.round(efficiencyPercent);
  if (shown >= 90) return 'good';
  return shown >= 70 ? 'fair' : 'poor';
}
