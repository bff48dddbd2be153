/** The first picture of a sorted table, the element's upgrade included (P11). Each one on a page that has shown nothing yet. */
import { median, netOf, noise, ratioOf, rounded, verdict } from '../stage/figures.mjs';
import { AG_GRID, AGAIN, FLOOR, NOTHING, OURS, REGULAR } from './contenders.mjs';
import { mountGrid } from './stage.mjs';

/** Nothing is changed here, so any share will do. */
const SHARE = 0.1;

/** One row for each contender, and what came of the goals. Throws where somebody shows something wrong. */
export async function measureMount(stage, contenders, { rows, rounds }) {
  const found = new Map(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1)
    for (let place = 0; place < contenders.length; place += 1) {
      const contender = contenders[(place + round) % contenders.length];
      found.get(contender.name).push(await mountOnce(stage, contender, rows));
    }
  const cpu = (name) => found.get(name).map(({ cpuMs }) => cpuMs);
  const costs = new Map([...found.keys()].map((name) => [name, netOf(cpu(name), cpu(NOTHING))]));
  const list = contenders.map(({ name }) => ({
    rows,
    contender: name,
    netMs: rounded(median(costs.get(name)), 1),
    timesFloor: ratioOf(costs.get(name), costs.get(FLOOR)),
    timesAgGrid: ratioOf(costs.get(name), costs.get(AG_GRID)),
    timesRegularTable: ratioOf(costs.get(name), costs.get(REGULAR)),
    shownAfterMs: rounded(median(found.get(name).map(({ tookMs }) => tookMs)), 1),
  }));
  return { rows: list, goals: goalsOf(rows, list) };
}

async function mountOnce(stage, contender, rows) {
  const actor = await stage.open(contender, { rows, share: SHARE });
  const mounted = await mountGrid(actor);
  await actor.close();
  return mounted;
}

function goalsOf(rows, list) {
  const of = (name) => list.find(({ contender }) => contender === name);
  if (rows !== 10_000) return [];
  return [
    verdict('P11, 10000 rows mounted: times AG Grid', of(OURS)?.timesAgGrid, 0.2),
    verdict('P11, 10000 rows mounted: times regular-table', of(OURS)?.timesRegularTable, 1),
    noise('10000 rows mounted: floor times floor', of(AGAIN)?.timesFloor, 0.85, 1.15),
  ].filter(Boolean);
}
