/** A stream of values into a window: what an update costs, how many frames are lost, how much memory is kept (P1 to P3). */
import { AGAIN, NOTHING, OURS, PORTAL, YARDSTICK } from './contenders.mjs';
import { droppedPercent, median, netOf, noise, ratioOf, rounded, takeTurns, verdict } from '../stage/figures.mjs';

/** Time to come into its stride, before the turns. */
const SETTLE_MS = 2_000;

const LINES = 4;
const SIZE = { width: 1_200, height: 400 };

/** The longest that the element shows is an hour; more points are closer to each other. */
const LONGEST_MS = 3_600_000;

/** Most of what is spent for an update in relation to others, by the points of the window. */
const GOALS = { 60: { P1: 1.05, P2: 0.2 }, 3_600: { P1: 0.8, P2: 0.06 }, 100_000: { P1: 0.35, P3: 1 } };

/** One row for each contender, and what came of the goals. */
export async function measureStream(stage, contenders, { points, totalMs, rounds }) {
  const task = { lines: LINES, points, windowMs: Math.min(points * 1_000, LONGEST_MS), frame: SIZE };
  const actors = [];
  for (const each of contenders)
    if (points <= each.mostStreamed) actors.push(await begin(await stage.open(each, task)));
  const heapStart = await heaps(actors);
  const turns = await takeTurns(actors, rounds, (actor) => turn(actor, totalMs / rounds));
  const heapEnd = await heaps(actors);
  for (const actor of actors) await actor.close();
  const costs = netCosts(turns);
  const rows = actors.map(({ name }) => ({
    points,
    contender: name,
    msPerUpdate: rounded(median(turns.get(name).map(({ msPerUpdate }) => msPerUpdate)), 3),
    netMs: rounded(median(costs.get(name)), 3),
    timesUplot: ratioOf(costs.get(name), costs.get(YARDSTICK)),
    timesRecharts: ratioOf(costs.get(name), costs.get(PORTAL)),
    droppedPercent: droppedPercent(turns.get(name)),
    updatesPerSecond: rounded(median(turns.get(name).map(({ perSecond }) => perSecond)), 1),
    heapStartMb: rounded(heapStart.get(name)),
    heapGrownMb: rounded(heapEnd.get(name) - heapStart.get(name)),
  }));
  return { rows, goals: goalsOf(points, rows) };
}

async function begin(actor) {
  await actor.do('mount');
  await turn(actor, SETTLE_MS);
  return actor;
}

async function turn(actor, durationMs) {
  const { answer, cpuMs } = await actor.measure('pushEachFrame', durationMs);
  const { pushes, frames, dropped, ms } = answer;
  return { msPerUpdate: cpuMs / pushes, perSecond: (pushes / ms) * 1_000, frames, dropped };
}

async function heaps(actors) {
  const found = new Map();
  for (const actor of actors) found.set(actor.name, await actor.heapMb());
  return found;
}

function netCosts(turns) {
  const cost = (name) => turns.get(name).map(({ msPerUpdate }) => msPerUpdate);
  return new Map([...turns.keys()].map((name) => [name, netOf(cost(name), cost(NOTHING))]));
}

function goalsOf(points, rows) {
  const of = (name) => rows.find(({ contender }) => contender === name);
  const [ours, goals] = [of(OURS), GOALS[points] ?? {}];
  const where = `${points} points`;
  return [
    goals.P1 && verdict(`P1, ${where}: times uPlot`, ours?.timesUplot, goals.P1),
    goals.P2 && verdict(`P2, ${where}: times Recharts`, ours?.timesRecharts, goals.P2),
    goals.P3 && verdict(`P3, ${where}: frames dropped`, ours?.droppedPercent, goals.P3, ' %'),
    noise(`${where}: uPlot times uPlot`, of(AGAIN)?.timesUplot, 0.87, 1.15),
  ].filter(Boolean);
}
