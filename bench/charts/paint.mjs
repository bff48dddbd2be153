/** The first picture of many points, the element's upgrade included (P4). Each one on a page that has shown nothing yet. */
import { NOTHING, OURS, YARDSTICK } from './contenders.mjs';
import { median, netOf, ratioOf, rounded, verdict } from '../stage/figures.mjs';

/** Points of one line. */
export const PAINTED = [100_000, 1_000_000];

const SIZE = { width: 1_200, height: 400 };
const WINDOW_MS = 3_600_000;

/** One row for each contender, and what came of the goals. */
export async function measurePaint(stage, contenders, { points, rounds }) {
  const able = contenders.filter(({ mostPainted }) => points <= mostPainted);
  const found = new Map(able.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1)
    for (let place = 0; place < able.length; place += 1) {
      const contender = able[(place + round) % able.length];
      found.get(contender.name).push(await paint(stage, contender, points));
    }
  const cpu = (name) => found.get(name).map(({ cpuMs }) => cpuMs);
  const costs = new Map(able.map(({ name }) => [name, netOf(cpu(name), cpu(NOTHING))]));
  const rows = able.map(({ name }) => ({
    points,
    contender: name,
    netMs: rounded(median(costs.get(name)), 1),
    timesUplot: ratioOf(costs.get(name), costs.get(YARDSTICK)),
    timesChartJs: ratioOf(costs.get(name), costs.get('Chart.js')),
    paintedAfterMs: rounded(median(found.get(name).map(({ answer }) => answer)), 1),
    heapMb: rounded(median(found.get(name).map(({ heapMb }) => heapMb)), 1),
  }));
  return { rows, goals: goalsOf(points, rows) };
}

async function paint(stage, contender, points) {
  const actor = await stage.open(contender, { lines: 1, points, windowMs: WINDOW_MS, frame: SIZE });
  const before = await actor.heapMb();
  const measured = await actor.measure('mount');
  const heapMb = (await actor.heapMb()) - before;
  await actor.close();
  return { ...measured, heapMb };
}

function goalsOf(points, rows) {
  const ours = rows.find(({ contender }) => contender === OURS);
  if (points < 1_000_000 || ours === undefined) return [];
  return [
    verdict('P4, 1,000,000 points painted: times uPlot', ours.timesUplot, 1),
    verdict('P4, 1,000,000 points painted: times Chart.js', ours.timesChartJs, 0.35),
  ].filter(Boolean);
}
