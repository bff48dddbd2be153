/** How high values stand on a scale: a scale of equal steps, or one of equal factors. */

/** What kind of scale. */
export type ScaleKind = 'linear' | 'log';

/**
 * Height of a value on a logarithmic scale, in decades. From `threshold` on each factor of ten is one decade; below it the
 * scale is linear down to zero, which no logarithm can show, and the same the other way round for negative values.
 *
 * @param threshold where the logarithm begins; more than zero
 */
export function decades(value: number, threshold: number): number {
  const size = Math.abs(value) / threshold;
  const height = size <= 1 ? size : 1 + Math.log10(size);
  return value < 0 ? -height : height;
}

/**
 * Whether a logarithmic scale helps: where half of the values would be crushed into the lowest fiftieth of a linear one.
 * It stays until half of them have a twentieth, so that the scale changes once when a network changes its pace, and not
 * to and fro. A value that falls for a moment crushes nothing, and changes nothing.
 *
 * @param values Of all points, or of a fair share of them, in any order; without NaN.
 */
export function helpfulScale(values: Float64Array, before: ScaleKind): ScaleKind {
  const sorted = values.toSorted();
  const [low, high, middle] = [sorted[0] ?? 0, sorted.at(-1) ?? 0, sorted[sorted.length >> 1] ?? 0];
  if (low < 0 || high <= 0) return 'linear';
  return middle / high < (before === 'log' ? 1 / 20 : 1 / 50) ? 'log' : 'linear';
}
