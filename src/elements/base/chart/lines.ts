import type { LiveMetrics } from '../../../session/live-metrics.js';
import { firstAtOrAfter } from './columns.js';
import type { ChartDeclaration, ChartSeries } from './declaration.js';
import type { Stretch } from './stretch.js';

type Lines = ChartDeclaration['series'];

/** From the first to the last time of what is kept of any line; nothing where there is nothing. */
export function reachOf(lines: Lines, live: LiveMetrics): Stretch | undefined {
  const kept = lines.map(({ name }) => live.series(name)).filter(({ length }) => length > 0);
  if (kept.length === 0) return undefined;
  return {
    from: Math.min(...kept.map(({ times }) => times[0] ?? Infinity)),
    to: Math.max(...kept.map(({ lastTime }) => lastTime)),
  };
}

/**
 * The lines that have something to show: all but optional ones without a value in the picture. The main line is always
 * there.
 *
 * @param windowMs length of the window that ends at the newest value of any line
 * @param stretch looked at instead of that window
 */
export function linesIn([main, ...others]: Lines, live: LiveMetrics, windowMs: number, stretch?: Stretch): Lines {
  if (!others.some(({ optional }) => optional)) return [main, ...others];
  const newest = reachOf([main, ...others], live)?.to ?? -Infinity;
  const { from, to } = stretch ?? { from: newest - windowMs, to: newest };
  return [main, ...others.filter((line) => !line.optional || hasPoint(line, live, from, to))];
}

function hasPoint({ name }: ChartSeries, live: LiveMetrics, from: number, to: number): boolean {
  const { times } = live.series(name);
  return (times[firstAtOrAfter(times, from)] ?? Infinity) <= to;
}
