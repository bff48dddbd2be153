/**
 * The node grid scrolled by hands while its rows change, as `npm run bench -- grids --scroll` measures it, but for a moment:
 * what a person sees is looked at in pictures of the screen.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  keepWorst,
  photographScrolling,
  type Actor,
  type Gesture,
  type Photographs,
} from '../../bench/grids/scrolled.mjs';
import { openStage, type Stage } from '../../bench/grids/stage.mjs';

const ROWS = 100_000;

/** Share of the rows that change ten times a second. */
const SHARE = 0.1;

const GESTURE_MS = 1_500;

/** How long it is waited for what the grid has to show, on a machine that is busy, in milliseconds. */
const PATIENCE_MS = 15_000;

/** Pictures without which nothing is shown by there being no blank row in any. */
const LEAST_PICTURES = 5;

/**
 * How often a gesture is made again where a picture shows blank rows. On a machine that is short of processor time, End now
 * and then shows the last two rows one to three pictures late: what lies more than 512 px below the header, so probably a
 * tile of the browser's. It is not known whether the grid could prevent that. What it does not draw in time at all is missing
 * in each attempt.
 */
const ATTEMPTS = 3;

const GRID = {
  name: 'grid',
  entry: 'bench/grids/contenders/named-columns.ts',
  file: 'named-columns.js',
  measured: false,
};

/** Rows that each gesture moves the grid by at least, also on a machine that is busy; or it was not scrolled. */
const GESTURES: readonly (readonly [what: string, gesture: Gesture, least: number])[] = [
  ['the wheel', 'wheel', 10],
  ['the scroll bar that is dragged', 'drag', 1_000],
  ['End and Home', 'ends', 99_000],
  ['PageDown that is held', 'pages', 20],
];

describe(`a grid of ${ROWS} rows, of which a tenth changes ten times a second`, () => {
  let stage: Stage;
  let actor: Actor;

  beforeAll(async () => {
    stage = await openStage([GRID]);
    actor = await stage.open(GRID, { rows: ROWS, share: SHARE });
    expect((await actor.do('mount', PATIENCE_MS)).wrong).toBeUndefined();
  });

  afterAll(() => stage?.close());

  /** Tells what came of each attempt. */
  async function photographUntilNoneIsBlank(gesture: Gesture): Promise<Photographs> {
    for (let attempt = 1; ; attempt += 1) {
      const photographs = await photographScrolling(actor, gesture, GESTURE_MS);
      const { seen, pictures, blank } = photographs;
      const withBlank = blank.filter((rows) => rows > 0).length;
      keepWorst(photographs, `test ${gesture}`);
      console.warn(
        `${gesture}: ${seen.rowsMoved} rows in ${Math.round(seen.ms)} ms, ${seen.bursts} bursts; ` +
          `${withBlank} of ${pictures.length} pictures with blank rows; ` +
          `${seen.dropped} of ${seen.frames + seen.dropped} frames dropped`,
      );
      if (withBlank === 0 || attempt === ATTEMPTS) return photographs;
    }
  }

  it.each(GESTURES)(
    'shows no blank row while it is scrolled by %s, and the right values afterwards',
    async (...what) => {
      const [, gesture, least] = what;
      const { seen, pictures, blank } = await photographUntilNoneIsBlank(gesture);
      expect(seen.rowsMoved).toBeGreaterThan(least);
      expect(seen.bursts).toBeGreaterThan(2);
      expect(pictures.length).toBeGreaterThanOrEqual(LEAST_PICTURES);
      expect(blank.filter((rows) => rows > 0)).toEqual([]);
      expect((await actor.do('check', PATIENCE_MS)).wrong).toBeUndefined();
      const nearTheEnd = ROWS - 100;
      await actor.do('scrollToRow', nearTheEnd);
      expect((await actor.do('check', PATIENCE_MS, nearTheEnd)).wrong).toBeUndefined();
      await actor.do('scrollToTop');
    },
  );
});
