/**
 * A table under load that is scrolled: frames dropped, and rows that a person sees blank. Blank rows are counted in
 * pictures of what the browser has put on the screen, where the rows of a box that was scrolled may come a frame late;
 * as taking pictures costs frames, each gesture is made twice. The worst picture of each stays in .cache/bench/grids.
 */
import { droppedPercent, rounded, verdict } from '../stage/figures.mjs';
import { OURS } from './contenders.mjs';
import { HANDS } from './hands.mjs';
import { keepWorst, photographScrolling, scrollUnderLoad } from './scrolled.mjs';
import { checkGrid, mountGrid } from './stage.mjs';

/** Time to come into its stride, and for a look at the rows after the gestures. */
const SETTLE_MS = 1_000;

/** One row for each contender and gesture, and what came of the goals. */
export async function measureScroll(stage, contenders, { rows, percent, gestureMs }) {
  const list = [];
  for (const contender of contenders.filter(({ isScrolled }) => isScrolled)) {
    const actor = await stage.open(contender, { rows, share: percent / 100 });
    await mountGrid(actor);
    await actor.measure('change', SETTLE_MS);
    for (const gesture of Object.keys(HANDS))
      list.push({ rows, percent, contender: contender.name, gesture, ...(await scroll(actor, gesture, gestureMs)) });
    await actor.measure('change', SETTLE_MS);
    await checkGrid(actor, contender);
    await actor.close();
  }
  return { rows: list, goals: goalsOf(list) };
}

async function scroll(actor, gesture, gestureMs) {
  const seen = await scrollUnderLoad(actor, gesture, gestureMs);
  const photographs = await photographScrolling(actor, gesture, gestureMs);
  const { pictures, blank } = photographs;
  keepWorst(photographs, `${actor.name} ${gesture}`);
  if (actor.name === OURS && !(seen.rowsMoved > 0)) throw new Error(`${actor.name} is not scrolled by ${gesture}.`);
  return {
    rowsMoved: seen.rowsMoved,
    droppedPercent: droppedPercent([seen]),
    burstsPerSecond: rounded((seen.bursts / seen.ms) * 1_000, 1),
    pictures: pictures.length,
    picturesWithBlank: blank.filter((count) => count > 0).length,
    mostBlankRows: Math.max(0, ...blank),
  };
}

function goalsOf(list) {
  return list
    .filter(({ contender }) => contender === OURS)
    .map(({ rows, gesture, mostBlankRows }) =>
      verdict(`${rows} rows, scrolled by ${gesture}: blank rows`, mostBlankRows, 0),
    );
}
