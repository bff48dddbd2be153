/** More than can be seen: values that come faster than frames, and charts that are out of sight (P5). */
import { NOTHING, OURS, YARDSTICK } from './contenders.mjs';
import { median, netOf, rounded, takeTurns, verdict } from '../stage/figures.mjs';

const SETTLE_MS = 2_000;
const LINES = 4;
/** From one point to the next. */
const STEP_MS = 1_000;
const PER_SECOND = [60, 1_000];
const CHARTS = [5, 50];

/** A thousand pushes a second beside sixty, to one chart with an hour of points. */
export async function measureRates(stage, contenders, { totalMs, rounds }) {
  const task = taskOf(3_600, { width: 1_200, height: 400 });
  const sides = PER_SECOND.map((perSecond) => ({ is: { asked: perSecond }, task, perSecond }));
  return compare(stage, contenders, sides, { totalMs, rounds, goal: 'P5, 1,000 pushes a second: times 60', most: 1.2 });
}

/** Fifty charts of which five can be seen beside five, each with ten minutes of points and a push in each frame. */
export async function measureSight(stage, contenders, { totalMs, rounds }) {
  const task = taskOf(600, { width: 600, height: 200 });
  const sides = CHARTS.map((charts) => ({ is: { charts }, task: { ...task, charts } }));
  return compare(stage, contenders, sides, { totalMs, rounds, goal: 'P5, 50 charts, 5 in sight: times 5', most: 1.1 });
}

function taskOf(points, frame) {
  return { lines: LINES, points, windowMs: points * STEP_MS, frame };
}

/**
 * Cost of a frame on the second side in that of the first one. Of a frame and not of a second: a machine that lets less
 * of them be drawn would make the dearer side look cheap.
 */
async function compare(stage, contenders, sides, { totalMs, rounds, goal, most }) {
  const actors = [];
  for (const contender of contenders.filter(({ name }) => [NOTHING, YARDSTICK, OURS].includes(name)))
    for (const [side, { task, perSecond }] of sides.entries()) {
      const actor = await stage.open(contender, task);
      await actor.do('mount');
      const run = (durationMs) =>
        perSecond === undefined
          ? actor.measure('pushEachFrame', durationMs)
          : actor.measure('pushSoOften', durationMs, perSecond);
      await run(SETTLE_MS);
      actors.push({ name: keyOf(contender.name, side), actor, run });
    }
  const turns = await takeTurns(actors, rounds, ({ run }) => turn(run, totalMs / rounds));
  for (const { actor } of actors) await actor.close();
  return summary(contenders, sides, turns, { goal, most });
}

async function turn(run, durationMs) {
  const { answer, cpuMs } = await run(durationMs);
  const seconds = answer.ms / 1_000;
  return { cpuMs: cpuMs / answer.frames, pushes: answer.pushes / seconds, frames: answer.frames / seconds };
}

function summary(contenders, sides, turns, { goal, most }) {
  const list = (name, side, figure) => turns.get(keyOf(name, side)).map((each) => each[figure]);
  const net = (name, side) => netOf(list(name, side, 'cpuMs'), list(NOTHING, side, 'cpuMs'));
  const ratio = (name) => rounded(median(net(name, 1).map((ms, round) => ms / net(name, 0)[round])), 3);
  const measured = contenders.filter(({ name }) => turns.has(keyOf(name, 0)));
  const rows = measured.flatMap(({ name }) =>
    sides.map(({ is }, side) => ({
      ...is,
      contender: name,
      msPerFrame: rounded(median(list(name, side, 'cpuMs')), 3),
      netMs: rounded(median(net(name, side)), 3),
      timesFewer: side === 1 && name !== NOTHING ? ratio(name) : undefined,
      pushesPerSecond: rounded(median(list(name, side, 'pushes')), 0),
      framesPerSecond: rounded(median(list(name, side, 'frames')), 1),
    })),
  );
  const hasOurs = measured.some(({ name }) => name === OURS);
  return { rows, goals: hasOurs ? [verdict(goal, ratio(OURS), most)] : [] };
}

function keyOf(name, side) {
  return `${name} ${side}`;
}
