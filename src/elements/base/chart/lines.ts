import type { LiveMetrics } from '../../../session/live-metrics.js';
import type { ChartDeclaration, ChartSeries } from './declaration.js';

type Lines = ChartDeclaration['series'];

/**
 * The lines that have something to show: all but optional ones without a value inside the window, which ends at the
 * newest value of any line. The main line is always there.
 */
export function linesIn([main, ...others]: Lines, live: LiveMetrics, windowMs: number): Lines {
  if (!others.some(({ optional }) => optional)) return [main, ...others];
  const newest = (line: ChartSeries): number => live.series(line.name).lastTime;
  const from = Math.max(newest(main), ...others.map(newest)) - windowMs;
  return [
    main,
    ...others.filter((line) => !line.optional || (live.series(line.name).length > 0 && newest(line) >= from)),
  ];
}
