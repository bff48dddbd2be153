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
 * Layers that may be drawn: the page, the scrollbar, the header and the rows take five. A row or a value with a layer of its
 * own is shown by the browser before its tiles are drawn, and splits the rows around it.
 */
const MOST_LAYERS = 8;

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

  /** Tells what came of it. */
  async function photographTelling(gesture: Gesture): Promise<Photographs> {
    const photographs = await photographScrolling(actor, gesture, GESTURE_MS);
    const { seen, pictures, blank } = photographs;
    keepWorst(photographs, `test ${gesture}`);
    console.warn(
      `${gesture}: ${seen.rowsMoved} rows in ${Math.round(seen.ms)} ms, ${seen.bursts} bursts; ` +
        `${blank.filter((rows) => rows > 0).length} of ${pictures.length} pictures with blank rows; ` +
        `${seen.dropped} of ${seen.frames + seen.dropped} frames dropped`,
    );
    return photographs;
  }

  /** How many layers were drawn at each time that they changed. */
  async function countLayers(act: () => Promise<unknown>): Promise<number[]> {
    const counts: number[] = [];
    const devtools = await actor.page.createCDPSession();
    devtools.on('LayerTree.layerTreeDidChange', ({ layers }) => {
      if (layers !== undefined) counts.push(layers.filter(({ drawsContent }) => drawsContent).length);
    });
    await devtools.send('LayerTree.enable');
    await act();
    await devtools.detach();
    return counts;
  }

  it('draws its rows in one layer while values change and are marked', async () => {
    await actor.page.bringToFront();
    // With the focus inside, the same rows stay in sight.
    await actor.page.evaluate(() =>
      document
        .querySelector('aurigraph-node-grid')
        ?.shadowRoot?.querySelector<HTMLElement>('[role=rowheader]')
        ?.focus(),
    );
    let marked = 0;
    const counts = await countLayers(async () => {
      await actor.do('change', GESTURE_MS);
      marked = await actor.page.evaluate(
        () => document.querySelector('aurigraph-node-grid')?.shadowRoot?.querySelectorAll('[data-changed]').length ?? 0,
      );
    });
    expect(marked).toBeGreaterThan(0);
    expect(counts.length).toBeGreaterThan(0);
    expect(Math.max(...counts)).toBeLessThanOrEqual(MOST_LAYERS);
  });

  it.each(GESTURES)(
    'shows no blank row while it is scrolled by %s, and the right values afterwards',
    async (...what) => {
      const [, gesture, least] = what;
      const { seen, pictures, blank } = await photographTelling(gesture);
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
