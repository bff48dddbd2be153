/**
 * A table under load that is scrolled: frames dropped, and rows that a person sees blank. Blank rows are counted in
 * pictures of what the browser has put on the screen, where the rows of a box that was scrolled may come a frame late;
 * as taking pictures costs frames, each gesture is made twice. The worst picture of each stays in .cache/bench/grids.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/project.mjs';
import { droppedPercent, rounded, verdict } from '../stage/figures.mjs';
import { OURS } from './contenders.mjs';
import { HANDS } from './hands.mjs';
import { checkGrid, mountGrid } from './stage.mjs';

/** Time to come into its stride, and for a look at the rows after the gestures. */
const SETTLE_MS = 1_000;

/** Of the first column, where every row has a text, in pixels. */
const STRIP = { margin: 4, width: 60 };

/** A point of the page beside the table. */
const BESIDE = { x: 5, y: 990 };

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
  const seen = await make(actor, gesture, gestureMs);
  const places = await actor.do('places');
  const pictures = await photograph(actor.page, () => make(actor, gesture, gestureMs));
  const blank = [];
  for (const picture of pictures) blank.push(await actor.do('inkless', picture, stripOf(places)));
  keepWorst(pictures, blank, `${actor.name} ${gesture}`);
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

/** Makes a gesture while the rows change; begins and ends with the first row in sight, and nothing pointed at. */
async function make(actor, gesture, gestureMs) {
  const { page } = actor;
  await page.bringToFront();
  const places = await actor.do('places');
  const end = performance.now() + gestureMs;
  const hand = HANDS[gesture](page, places, () => performance.now() >= end);
  const [seen] = await Promise.all([actor.do('changeScrolling', gestureMs), hand]);
  await page.mouse.click(BESIDE.x, BESIDE.y);
  await actor.do('scrollToTop');
  return seen;
}

/** Every picture that the browser made of the page meanwhile, as JPEG in base64. */
async function photograph(page, act) {
  const devtools = await page.createCDPSession();
  const pictures = [];
  devtools.on('Page.screencastFrame', ({ data, sessionId }) => {
    pictures.push(data);
    // The last ones may come when nobody listens any more.
    devtools.send('Page.screencastFrameAck', { sessionId }).catch(() => undefined);
  });
  await devtools.send('Page.startScreencast', { format: 'jpeg', quality: 80, everyNthFrame: 1 });
  await act();
  await devtools.send('Page.stopScreencast');
  await devtools.detach();
  return pictures;
}

/** Leaves the picture with the most blank rows to be looked at, if there is one with any. */
function keepWorst(pictures, blank, name) {
  const most = Math.max(0, ...blank);
  const file = join(root, '.cache/bench/grids', `blank ${name}.jpg`);
  rmSync(file, { force: true });
  if (most > 0) writeFileSync(file, Buffer.from(pictures[blank.indexOf(most)], 'base64'));
}

function stripOf({ opening, cell }) {
  const [top, bottom] = [Math.ceil(opening.top), Math.floor(opening.bottom)];
  return {
    left: Math.round(cell.left) + STRIP.margin,
    top,
    width: STRIP.width,
    height: bottom - top,
    rowHeight: cell.height,
  };
}

function goalsOf(list) {
  return list
    .filter(({ contender }) => contender === OURS)
    .map(({ rows, gesture, mostBlankRows }) =>
      verdict(`${rows} rows, scrolled by ${gesture}: blank rows`, mostBlankRows, 0),
    );
}
