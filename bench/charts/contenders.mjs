/** Whom the benchmark of the charts compares. */

/** What everybody's cost is net of, what it is measured in, and what it is about. */
export const NOTHING = 'nothing';
export const YARDSTICK = 'uPlot';
export const AGAIN = 'uPlot again';
export const PORTAL = 'Recharts';
export const OURS = 'aurigraph-tps-chart';

/**
 * By name the module that makes a chart of it, and the most points it is asked to stream and to paint. Recharts takes
 * seconds for an update of the longest windows.
 */
export const CONTENDERS = [
  { name: NOTHING, entry: 'bench/charts/contenders/nothing.ts' },
  { name: YARDSTICK, entry: 'bench/charts/contenders/bare-uplot.ts' },
  // The same once more: how far two measurements of one thing are apart.
  { name: AGAIN, entry: 'bench/charts/contenders/bare-uplot.ts' },
  { name: OURS, entry: 'bench/charts/contenders/aurigraph.ts' },
  { name: 'Chart.js', entry: 'bench/peers/chart-js.js' },
  { name: 'ECharts', entry: 'bench/peers/echarts.js' },
  { name: 'Lightweight Charts', entry: 'bench/peers/lightweight-charts.js' },
  { name: PORTAL, entry: 'bench/peers/recharts.js', mostStreamed: 3_600, mostPainted: 100_000 },
].map((contender) => ({ mostStreamed: Infinity, mostPainted: Infinity, ...contender, file: fileOf(contender.entry) }));

function fileOf(entry) {
  return entry.replace(/.*\//, '').replace(/\.ts$/, '.js');
}
