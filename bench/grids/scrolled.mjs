/** A table under load that a hand scrolls, and pictures of it meanwhile: for the benchmark, and for a test. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/project.mjs';
import { HANDS } from './hands.mjs';

/** Of the first column, where every row has a text, in pixels. */
const STRIP = { margin: 4, width: 60 };

/** A point of the page beside the table. */
const BESIDE = { x: 5, y: 990 };

/**
 * Scrolls while the rows change; begins and ends with the first row in sight, and nothing pointed at.
 *
 * @param actor of the stage, with a table mounted
 * @param gesture one of `HANDS`
 */
export async function scrollUnderLoad(actor, gesture, gestureMs) {
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

/**
 * The same, with every picture that the browser has put on the screen meanwhile, where the rows of a box that was scrolled may
 * come a frame late; and how many rows are blank in each. Taking pictures costs frames.
 */
export async function photographScrolling(actor, gesture, gestureMs) {
  const strip = stripOf(await actor.do('places'));
  const pictures = [];
  const seen = await photograph(actor.page, pictures, () => scrollUnderLoad(actor, gesture, gestureMs));
  const blank = [];
  for (const picture of pictures) blank.push(await actor.do('inkless', picture, strip));
  return { seen, pictures, blank };
}

/** Leaves the picture with the most blank rows in .cache/bench/grids to be looked at, if there is one with any. */
export function keepWorst({ pictures, blank }, name) {
  const most = Math.max(0, ...blank);
  const file = join(root, '.cache/bench/grids', `blank ${name}.jpg`);
  rmSync(file, { force: true });
  if (most > 0) writeFileSync(file, Buffer.from(pictures[blank.indexOf(most)], 'base64'));
}

/** Collects every picture that the browser made of the page meanwhile, as JPEG in base64. */
async function photograph(page, pictures, act) {
  const devtools = await page.createCDPSession();
  devtools.on('Page.screencastFrame', ({ data, sessionId }) => {
    pictures.push(data);
    // The last ones may come when nobody listens any more.
    devtools.send('Page.screencastFrameAck', { sessionId }).catch(() => undefined);
  });
  await devtools.send('Page.startScreencast', { format: 'jpeg', quality: 80, everyNthFrame: 1 });
  const seen = await act();
  await devtools.send('Page.stopScreencast');
  await devtools.detach();
  return seen;
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
