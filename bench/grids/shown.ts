/** Reads a table from the page as a person would see it. */
import type { Opening, Parts } from './contender.js';

/** A row that can be seen. */
export interface ShownRow {
  readonly top: number;
  readonly bottom: number;
  readonly texts: readonly string[];
}

/** Every row that can be seen, from top to bottom. */
export interface Shown {
  readonly rows: readonly ShownRow[];
  /** A hole, an overlap or something hidden, in words. */
  readonly wrong: string | undefined;
}

/** Pixels that borders and rounding may take. */
const SLACK = 2;

/** Reads the rows of which more than half is in sight. */
export function readShown({ opening, rows }: Parts): Shown {
  const found: ShownRow[] = [];
  let hidden: string | undefined;
  for (const cells of rows) {
    const { top, bottom } = cells[0]?.getBoundingClientRect() ?? { top: NaN, bottom: NaN };
    const middle = (top + bottom) / 2;
    if (!(middle > opening.top && middle < opening.bottom)) continue;
    found.push({ top, bottom, texts: cells.map((cell) => (cell.textContent ?? '').trim()) });
    hidden ??= cells.map((cell) => whyHidden(cell, middle)).find((why) => why !== undefined);
  }
  found.sort((a, b) => a.top - b.top);
  return { rows: found, wrong: hidden ?? holeIn(found, opening) };
}

function whyHidden(cell: Element, middle: number): string | undefined {
  const { left, right, top, bottom } = cell.getBoundingClientRect();
  const says = `the cell "${(cell.textContent ?? '').trim()}"`;
  if (!cell.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return `${says} is hidden`;
  if (right - left < 1 || left < 0 || right > innerWidth) return `${says} is out of sight`;
  if (!(top < middle && bottom > middle)) return `${says} is not in its row`;
  return undefined;
}

function holeIn(rows: readonly ShownRow[], { top, bottom }: Opening): string | undefined {
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return 'no row can be seen';
  const height = first.bottom - first.top;
  if (Math.abs(first.top - top) > SLACK) return `the first row is ${first.top - top} px below the header`;
  if (bottom - last.bottom > height) return `${bottom - last.bottom} px below the last row are empty`;
  for (const [index, row] of rows.entries()) {
    const gap = row.top - (rows[index - 1]?.bottom ?? row.top);
    if (Math.abs(gap) > SLACK) return `there are ${gap} px between rows ${index} and ${index + 1} in sight`;
  }
  return undefined;
}
