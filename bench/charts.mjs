/**
 * `npm run bench -- charts`: what the charts cost beside bare uPlot, Chart.js, ECharts, Lightweight Charts and Recharts
 * (performance P1 to P5), on the same page with the same values, in one run. The others are installed into bench/peers
 * when they are missing. Each contender has a page and a process of its own, they take turns, and what counts is the
 * processor time of the main thread as the kernel tells it, less that of a page without a chart. Prints the figures and
 * the goals, and writes them to bench/results/charts.json.
 *
 * - `stream`: 4 lines, one push in each frame, with windows of 60, 3,600 and 100,000 points: cost of an update, frames
 *   dropped, growth of the heap.
 * - `paint`: the first picture of 100,000 and 1,000,000 points.
 * - `rates`: 1,000 pushes a second beside 60; `sight`: 50 charts of which 5 can be seen beside 5.
 *
 * Options:
 * - `--seconds=10`: streaming of each contender and window for a short run, in five turns; this is the default.
 * - `--minutes=10`: the same in turns of 30 s, for the growth of the heap; the full run takes some 5 hours.
 * - `--part=stream`: only these parts, with commas between them.
 * - `--windows=60,3600`: only these windows of the stream.
 * - `--only=aurigraph,again`: only contenders with one of these in their name, and uPlot. Only they are installed and
 *   bundled.
 */
import { parseArgs } from 'node:util';
import { CONTENDERS, NOTHING, YARDSTICK } from './charts/contenders.mjs';
import { measureRates, measureSight } from './charts/many.mjs';
import { measurePaint, PAINTED } from './charts/paint.mjs';
import { peerVersions } from './stage/peers.mjs';
import { runParts } from './stage/run-parts.mjs';
import { openStage } from './charts/stage.mjs';
import { measureStream } from './charts/stream.mjs';
import { writeResults } from './report.mjs';

const SHORT_TURNS = 5;
const LONG_TURN_MS = 30_000;
const WINDOWS = [60, 3_600, 100_000];

const { values } = parseArgs({
  options: {
    minutes: { type: 'string' },
    seconds: { type: 'string' },
    part: { type: 'string' },
    windows: { type: 'string' },
    only: { type: 'string' },
  },
  allowPositionals: true,
});
const totalMs = values.minutes === undefined ? Number(values.seconds ?? 10) * 1_000 : Number(values.minutes) * 60_000;
const rounds = Math.max(SHORT_TURNS, Math.round(totalMs / LONG_TURN_MS));
const windows = values.windows?.split(',').map(Number) ?? WINDOWS;
const wanted = values.only?.split(',') ?? [''];
const contenders = CONTENDERS.filter(
  ({ name }) => name === NOTHING || name === YARDSTICK || wanted.some((part) => name.includes(part)),
);
const parts = {
  stream: windows.map((points) => (stage) => measureStream(stage, contenders, { points, totalMs, rounds })),
  paint: PAINTED.map((points) => (stage) => measurePaint(stage, contenders, { points, rounds: SHORT_TURNS })),
  rates: [(stage) => measureRates(stage, contenders, { totalMs, rounds })],
  sight: [(stage) => measureSight(stage, contenders, { totalMs, rounds })],
};
const chosen = values.part?.split(',') ?? Object.keys(parts);
if (!(totalMs > 0) || !windows.every((points) => points >= 2) || !chosen.every((part) => part in parts))
  throw new Error('There is no such run.');

await runParts({ contenders, openStage, parts, chosen, report });

function report({ browser, goals, found }) {
  console.log('The goals are P1 to P5 of the performance document; bench/charts.mjs says how each is measured.');
  // Part of the whole is a look, and no result.
  if (values.only !== undefined || values.part !== undefined || values.windows !== undefined) return;
  const about = { browser, versions: peerVersions(), secondsOfEach: totalMs / 1_000, rounds };
  writeResults('charts', { ...about, goals, ...found });
}
