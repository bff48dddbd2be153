/** What can be seen of the rows; lengths in pixels. All rows, headers of groups among them, are equally high. */
export interface Viewport {
  /** How far the rows are scrolled. */
  readonly scrollTop: number;
  /** Height in which rows show: that of the scrolling box without its header. */
  readonly height: number;
  readonly rowHeight: number;
}

/** Positions in the order of rows, from the first up to, but without, the end. */
export interface RowWindow {
  readonly first: number;
  readonly end: number;
}

/**
 * Which positions are drawn: those in sight. As long as there are enough rows, their number is the same wherever the box is
 * scrolled, so none has to be made.
 */
export function windowOf({ scrollTop, height, rowHeight }: Viewport, count: number): RowWindow {
  if (!(rowHeight > 0) || !(height > 0)) return { first: 0, end: 0 };
  const size = Math.min(count, Math.ceil(height / rowHeight) + 1);
  const first = Math.min(Math.max(0, Math.floor(scrollTop / rowHeight)), count - size);
  return { first, end: first + size };
}

/** How far to scroll so that a row is in sight, moving no further than needed. */
export function scrollToShow(index: number, { scrollTop, height, rowHeight }: Viewport): number {
  const top = index * rowHeight;
  return Math.min(top, Math.max(scrollTop, top + rowHeight - height));
}

/** Rows of a page for the Page keys; one row of the old page stays in sight. */
export function pageRows({ height, rowHeight }: Viewport): number {
  return rowHeight > 0 ? Math.max(1, Math.floor(height / rowHeight) - 1) : 1;
}
