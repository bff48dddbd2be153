import type { GridColumn } from './grid-column.js';

/** Under this width a row is a card of two lines, in CSS pixels. */
const CARD_WIDTH = 480;

/** Room before and behind the columns, in CSS pixels. */
const EDGE = 8;
const INSET = 2 * EDGE;

/** A column with what a person made of it. */
export interface ChosenColumn {
  readonly column: GridColumn;
  /** Width in CSS pixels, if one was set. */
  readonly width?: number | undefined;
}

/** Columns with their places. */
export interface ColumnLayout {
  /** In the order in which they are shown. */
  readonly columns: readonly GridColumn[];
  /** Widths in CSS pixels; nothing in cards. */
  readonly widths: readonly number[];
  /** Width of a row in CSS pixels. */
  readonly totalWidth: number;
  readonly cards: boolean;
  /** Whether rows are wider than the box. */
  readonly scrolls: boolean;
}

/** Before the width of the box is known: no header is made then, as most of its cells would not stay. */
export const NO_LAYOUT: ColumnLayout = { columns: [], widths: [], totalWidth: 0, cards: false, scrolls: false };

/**
 * Which columns are shown, and how wide they are.
 *
 * @param chosen Columns that are not hidden, in their order.
 * @param boxWidth Inner width of the box in CSS pixels; 0 before it is known.
 * @param isOwn Whether a person chose the columns: then none is left out, and the box scrolls.
 */
export function layOut(chosen: readonly ChosenColumn[], boxWidth: number, isOwn: boolean): ColumnLayout {
  if (boxWidth === 0) return NO_LAYOUT;
  if (boxWidth < CARD_WIDTH) return layOutCards(chosen, boxWidth);
  const room = Math.max(0, boxWidth - INSET);
  const shown = isOwn ? chosen : fitting(chosen, room);
  const least = shown.map(({ column, width }) => width ?? column.width);
  const spare = Math.max(0, room - sum(least));
  const shares = shown.map(({ column, width }) => (width === undefined ? (column.share ?? 0) : 0));
  const parts = sum(shares);
  const widths = least.map(
    (width, place) => width + (parts > 0 ? Math.floor((spare * (shares[place] ?? 0)) / parts) : 0),
  );
  const totalWidth = Math.max(boxWidth, sum(widths) + INSET);
  return {
    columns: shown.map(({ column }) => column),
    widths,
    totalWidth,
    cards: false,
    scrolls: totalWidth > boxWidth + 0.5,
  };
}

function layOutCards(chosen: readonly ChosenColumn[], boxWidth: number): ColumnLayout {
  const columns = chosen.map(({ column }) => column).filter(({ card }) => card !== undefined);
  columns.sort((left, right) => (left.card ?? 0) - (right.card ?? 0));
  return { columns, widths: [], totalWidth: boxWidth, cards: true, scrolls: false };
}

/** Leaves out columns of the highest rank, the last one first, until the others have room. */
function fitting(chosen: readonly ChosenColumn[], room: number): readonly ChosenColumn[] {
  let shown = chosen;
  for (;;) {
    const needed = sum(shown.map(({ column, width }) => width ?? column.width));
    const highest = Math.max(0, ...shown.map(({ column }) => column.rank));
    if (needed <= room || highest === 0) return shown;
    const last = shown.findLast(({ column }) => column.rank === highest);
    shown = shown.filter((each) => each !== last);
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/**
 * Places of the cells as a style sheet; nothing for cards. Cells with places of their own are laid out one by one, where those
 * of a CSS grid would have the whole row laid out for one text.
 */
export function cellPlaces({ widths, scrolls }: ColumnLayout): string {
  let start = EDGE;
  const rules = widths.map((width, place) => {
    // A first column that stays in sight reaches up to the edge, so that nothing shows through before it.
    const reach = scrolls && place === 0 ? EDGE : 0;
    const rule = `inset-inline-start:${start - reach}px;inline-size:${width + reach}px`;
    start += width;
    return `:is(.head,.row)>.cell:nth-child(${place + 1}){${rule}}`;
  });
  return rules.join('');
}
