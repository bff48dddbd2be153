/** How far a table is scrolled. */
import { nextFrame } from '../stage/frames.js';
import type { Grid, Parts } from './contender.js';

/** Rectangles in CSS pixels of the page, for a hand that scrolls. */
export interface Places {
  readonly opening: { readonly top: number; readonly bottom: number };
  /** A cell with the id of a node. */
  readonly cell: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
  /** What has the vertical scrollbar. */
  readonly scroller: { readonly top: number; readonly right: number; readonly bottom: number };
}

/** Follows the scrolling of a table. */
export class ScrollWatch {
  readonly #grid: Grid;

  constructor(grid: Grid) {
    this.#grid = grid;
  }

  /** Where everything is; nothing where the table cannot be scrolled. */
  places(): Places | undefined {
    const { opening, rows, scroller } = this.#parts();
    const cells = [...rows].map(([first]) => first?.getBoundingClientRect());
    const middle = (opening.top + opening.bottom) / 2;
    const cell = cells.find((rect) => rect !== undefined && rect.top <= middle && rect.bottom > middle);
    if (scroller === undefined || cell === undefined) return undefined;
    const { left, top, width, height } = cell;
    const box = scroller.getBoundingClientRect();
    return {
      opening: { top: opening.top, bottom: opening.bottom },
      cell: { left, top, width, height },
      scroller: { top: box.top, right: box.right, bottom: box.bottom },
    };
  }

  /** Follows in each frame; what it returns stops, and tells over how many rows the table was moved in all. */
  follow(): () => number {
    const { scroller } = this.#parts();
    const { cell } = this.places() ?? {};
    let [last, moved, frame] = [scroller?.scrollTop ?? 0, 0, 0];
    const note = (): void => {
      const now = scroller?.scrollTop ?? 0;
      moved += Math.abs(now - last);
      last = now;
      frame = requestAnimationFrame(note);
    };
    frame = requestAnimationFrame(note);
    return () => {
      cancelAnimationFrame(frame);
      return Math.round(moved / (cell?.height ?? NaN));
    };
  }

  /** Scrolls so that a row, counted from 0, is the first in sight where there are enough behind it; waits for the next frames. */
  async toRow(row: number): Promise<void> {
    const { scroller, rows } = this.#parts();
    // A cell may be less high than its row.
    const tops = [...rows].map(([first]) => first?.getBoundingClientRect().top ?? NaN).sort((a, b) => a - b);
    const [top = 0, next = top] = tops;
    if (scroller !== undefined) scroller.scrollTop = row * (next - top);
    await nextFrame();
    await nextFrame();
  }

  #parts(): Parts {
    const parts = this.#grid.parts();
    if (parts === undefined) throw new Error('There is no table.');
    return parts;
  }
}
