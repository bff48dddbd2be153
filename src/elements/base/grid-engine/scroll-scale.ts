/**
 * Browsers have a highest element: some 33.5 million pixels in Chromium and Safari, and 17.9 million in Firefox. Rows that
 * are higher together scroll at a scale: the bar moves through less than they are high, and every row is still reached.
 */

/** Height up to which every pixel of the rows is a pixel of the bar: 535,714 rows of 28 px. */
export const HIGHEST_CONTENT = 15_000_000;

/** How far the rows move for each pixel of the bar. */
export interface ScrollScale {
  /** Height of the element that makes the bar, in pixels. */
  readonly contentHeight: number;
  /** Pixels of the rows for one of the bar; 1 as long as the rows are no higher than an element may be. */
  readonly factor: number;
}

/**
 * The scale for so many rows in a box of a height. At a factor above `rowHeight`, thus beyond 400 million pixels with rows
 * of 28 px, dragging the bar skips rows; keys still reach them.
 */
export function scrollScale(count: number, rowHeight: number, height: number): ScrollScale {
  const total = count * rowHeight;
  if (total <= HIGHEST_CONTENT) return { contentHeight: total, factor: 1 };
  return { contentHeight: HIGHEST_CONTENT, factor: (total - height) / (HIGHEST_CONTENT - height) };
}

/** How far the rows are scrolled where the bar is at `barTop`. */
export function rowsTopAt(barTop: number, { factor }: ScrollScale): number {
  return barTop * factor;
}

/** Where the bar belongs for rows that are scrolled so far. */
export function barTopFor(rowsTop: number, { factor }: ScrollScale): number {
  return rowsTop / factor;
}

/** Where a row is put inside the element that makes the bar, so that it is seen where it belongs. */
export function topOfRow(index: number, rowHeight: number, barTop: number, scale: ScrollScale): number {
  return index * rowHeight - (rowsTopAt(barTop, scale) - barTop);
}
