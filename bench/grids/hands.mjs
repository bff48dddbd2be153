/** Ways in which a hand scrolls a table: each goes on until it is over, and takes what `places` of the page tells. */

/** From one movement to the next, in milliseconds. */
const MOVE_MS = 16;
const KEY_MS = 60;
const JUMP_MS = 250;

/** How often a key repeats before it is let go. */
const REPEATS = 20;

/** Pixels of a notch of the wheel, and notches in one direction: a wheel that was given a push. */
const TURN_PX = 120;
const TURNS = 40;

/** From the right edge to the middle of a scrollbar, and from its end to where its handle can be held, in pixels. */
const BAR_MIDDLE = 7;
const BAR_END = 22;

/** Movements of the handle from one end to the other. */
const STEPS = 60;

export const HANDS = { wheel, drag, ends, pages };

async function wheel(page, { cell }, isOver) {
  await page.mouse.move(cell.left + cell.width / 2, cell.top + cell.height / 2);
  for (let turn = 0; !isOver(); turn += 1) {
    await page.mouse.wheel({ deltaY: turn % (2 * TURNS) < TURNS ? TURN_PX : -TURN_PX });
    await rest(MOVE_MS);
  }
}

async function drag(page, { scroller }, isOver) {
  const [x, top, bottom] = [scroller.right - BAR_MIDDLE, scroller.top + BAR_END, scroller.bottom - BAR_END];
  await page.mouse.move(x, top);
  await page.mouse.down();
  for (let step = 1; !isOver(); step += 1) {
    const share = Math.abs(((((step / STEPS + 1) % 2) + 2) % 2) - 1);
    await page.mouse.move(x, top + share * (bottom - top));
    await rest(MOVE_MS);
  }
  await page.mouse.up();
}

/** The last row and the first one; in a grid they are reached together with Control. */
async function ends(page, places, isOver) {
  await clickCell(page, places);
  for (let jump = 0; !isOver(); jump += 1) {
    await page.keyboard.down('Control');
    await page.keyboard.press(jump % 2 === 0 ? 'End' : 'Home');
    await page.keyboard.up('Control');
    await rest(JUMP_MS);
  }
}

/** A key that is held: it repeats, and the other one follows. */
async function pages(page, places, isOver) {
  await clickCell(page, places);
  for (let turn = 0; !isOver(); turn += 1) {
    const key = turn % (2 * REPEATS) < REPEATS ? 'PageDown' : 'PageUp';
    await page.keyboard.down(key);
    await rest(KEY_MS);
    if (turn % REPEATS === REPEATS - 1 || isOver()) await page.keyboard.up(key);
  }
}

async function clickCell(page, { cell }) {
  await page.mouse.click(cell.left + Math.min(20, cell.width / 2), cell.top + cell.height / 2);
}

function rest(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
