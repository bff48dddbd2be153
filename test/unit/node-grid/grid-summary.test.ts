import { expect, it } from 'vitest';
import { GridSummary, type SummaryFigures } from '../../../src/elements/node-grid/view/grid-summary.js';
import { ManualClock } from '../../support/manual-clock.js';

/** Figures that a test changes, and how often they were told. */
class Around {
  readonly clock = new ManualClock();
  figures: SummaryFigures = { rows: '5', kinds: '5,0' };
  readonly told: SummaryFigures[] = [];
  readonly summary: GridSummary = new GridSummary({
    figures: () => this.figures,
    after: (delayMs, run) => this.clock.after(delayMs, run),
    changed: () => this.#tell(),
  });

  constructor() {
    this.#tell();
  }

  /** Values came. */
  take(figures: Partial<SummaryFigures>): void {
    this.figures = { ...this.figures, ...figures };
    this.summary.noteValues();
  }

  #tell(): void {
    this.told.push(this.figures);
    this.summary.noteTold();
  }
}

it('kinds that change all the time are told every half second, and the last of them is not left out', () => {
  const around = new Around();
  for (let ms = 0; ms < 2_000; ms += 100) {
    around.take({ kinds: `${ms},100` });
    around.clock.advance(100);
  }
  // The first ones, those at once, and four times after a rest.
  expect(around.told.length).toBe(6);
  expect(around.told.at(-1)?.kinds).toBe('1900,100');
  around.clock.advance(10_000);
  expect(around.told.length).toBe(6);
  expect(around.clock.pending).toBe(0);
});

it('numbers of rows are told at once, also while kinds wait', () => {
  const around = new Around();
  around.take({ kinds: '4,1' });
  around.take({ kinds: '3,2' });
  expect(around.told.length).toBe(2);
  around.take({ rows: '6' });
  expect(around.told.length).toBe(3);
  expect(around.told.at(-1)?.kinds).toBe('3,2');
});

it('what was told for another reason holds back nothing', () => {
  const around = new Around();
  around.figures = { rows: '24', kinds: '0,0' };
  around.summary.noteTold();
  around.take({ kinds: '18,3' });
  expect(around.told.at(-1)?.kinds).toBe('18,3');
});

it('what is the same is not told, and what was cleared is not told later', () => {
  const around = new Around();
  around.take({ kinds: '5,0' });
  expect(around.told.length).toBe(1);
  around.take({ kinds: '4,1' });
  around.take({ kinds: '3,2' });
  around.summary.clear();
  around.clock.advance(10_000);
  expect(around.told.length).toBe(2);
});
