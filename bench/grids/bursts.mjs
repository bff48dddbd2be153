/** Bursts of changes to a sorted table: what one costs, how many are done, and what is shown after them (P6 to P10). */
import {
  droppedPercent,
  median,
  netOf,
  noise,
  ratioOf,
  rounded,
  takeTurns,
  verdict,
  verdictOfLeast,
} from '../stage/figures.mjs';
import { AG_GRID, AGAIN, FLOOR, NOTHING, OURS, REGULAR } from './contenders.mjs';
import { checkGrid, mountGrid } from './stage.mjs';

/** Time to come into its stride, before the turns. */
const SETTLE_MS = 2_000;

/**
 * Most of what a burst costs in relation to others, and of the frames dropped in percent, by the rows and the percentage
 * of them that changes. With `bursts` so many have to be done a second.
 */
const GOALS = {
  '10000 10': { name: 'P6', agGrid: 0.25, regular: 0.7 },
  '10000 100': { name: 'P7', agGrid: 0.25, regular: 0.8 },
  '100000 10': { name: 'P8', agGrid: 0.07, regular: 0.3, dropped: 0 },
  '100000 100': { name: 'P9', regular: 0.45, dropped: 1, bursts: 9.9 },
};
const MOST_OF_FLOOR = 1.4;

/** One row for each contender, and what came of the goals. Throws where somebody shows something wrong. */
export async function measureBursts(stage, contenders, { rows, percent, totalMs, rounds }) {
  const actors = [];
  for (const contender of contenders) actors.push(await begin(stage, contender, { rows, share: percent / 100 }));
  const turns = await takeTurns(actors, rounds, (actor) => turn(actor, totalMs / rounds));
  const found = [];
  for (const each of actors) found.push({ ...each, heapEndMb: await each.actor.heapMb() });
  for (const { actor } of actors) await actor.close();
  const costs = netCosts(turns);
  // What the page itself gives up or takes meanwhile is not the table's.
  const own = found.find(({ name }) => name === NOTHING);
  const ownMb = own.heapStartMb - own.heapBeforeMb;
  const list = found.map((each) => ({ rows, percent, ...rowOf(each, ownMb, turns.get(each.name), costs) }));
  return { rows: list, goals: goalsOf(rows, percent, list) };
}

async function begin(stage, contender, task) {
  const actor = await stage.open(contender, task);
  const heapBeforeMb = await actor.heapMb();
  await mountGrid(actor);
  const begun = { name: contender.name, contender, actor };
  await turn(begun, SETTLE_MS);
  return { ...begun, heapBeforeMb, heapStartMb: await actor.heapMb() };
}

async function turn({ actor, contender }, durationMs) {
  const { answer, cpuMs } = await actor.measure('change', durationMs);
  const { rows: rowsSeen } = await checkGrid(actor, contender);
  const { bursts, frames, dropped, ms } = answer;
  return { msPerBurst: cpuMs / bursts, perSecond: (bursts / ms) * 1_000, frames, dropped, rowsSeen };
}

function netCosts(turns) {
  const cost = (name) => turns.get(name).map(({ msPerBurst }) => msPerBurst);
  return new Map([...turns.keys()].map((name) => [name, netOf(cost(name), cost(NOTHING))]));
}

function rowOf({ name, contender, heapBeforeMb, heapStartMb, heapEndMb }, ownMb, turns, costs) {
  const middle = (figure, digits) => rounded(median(turns.map((each) => each[figure])), digits);
  const times = (other) => ratioOf(costs.get(name), costs.get(other));
  return {
    contender: name,
    msPerBurst: middle('msPerBurst', 2),
    netMs: rounded(median(costs.get(name))),
    timesFloor: times(FLOOR),
    timesAgGrid: times(AG_GRID),
    timesRegularTable: times(REGULAR),
    burstsPerSecond: middle('perSecond', 1),
    droppedPercent: droppedPercent(turns),
    heapMb: rounded(heapStartMb - heapBeforeMb - ownMb),
    heapGrownMb: rounded(heapEndMb - heapStartMb),
    rowsSeen: middle('rowsSeen', 0),
    rests: contender.rests,
  };
}

function goalsOf(rows, percent, list) {
  const of = (name) => list.find(({ contender }) => contender === name);
  const [ours, most] = [of(OURS), GOALS[`${rows} ${percent}`] ?? {}];
  const where = `${rows} rows, ${percent} %`;
  const goal = `${most.name}, ${where}`;
  return [
    most.agGrid && verdict(`${goal}: times AG Grid`, ours?.timesAgGrid, most.agGrid),
    most.regular && verdict(`${goal}: times regular-table`, ours?.timesRegularTable, most.regular),
    most.dropped !== undefined && verdict(`${goal}: frames dropped`, ours?.droppedPercent, most.dropped, ' %'),
    most.bursts && verdictOfLeast(`${goal}: bursts a second`, ours?.burstsPerSecond, most.bursts),
    verdict(`P10, ${where}: times the floor`, ours?.timesFloor, MOST_OF_FLOOR),
    noise(`${where}: floor times floor`, of(AGAIN)?.timesFloor, 0.85, 1.15),
  ].filter(Boolean);
}
