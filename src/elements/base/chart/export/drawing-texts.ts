import type { Words } from '../../../../locales/en.js';
import type { Formatter } from '../../format.js';
import type { ExportedChart } from './exported-chart.js';
import type { DrawingTexts } from './png.js';

/** What is written around a saved image: the heading, where the values come from and from when they are, the legend. */
export function drawingTextsOf(
  exported: ExportedChart | undefined,
  legend: string,
  { chart }: Words,
  format: Formatter,
): DrawingTexts {
  const { heading = '', source = '', simulated = false, from = 0, to = 0 } = exported ?? {};
  const origin = simulated ? chart.simulated : source;
  return { heading, note: chart.exportedFrom(origin, format.time(from), format.time(to)), legend };
}
