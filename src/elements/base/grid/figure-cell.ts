import type { Aggregate } from '../grid-engine/grouping.js';
import type { Formatter } from '../format.js';
import { Cell, markedValue, UNKNOWN, type DrawMoment } from './cell.js';

/** How a column of figures is shown. */
export interface FigureStyle {
  /** The figure of a row, NaN where it is unknown. */
  valueOf(row: number, now: number): number;
  format(value: number): string;
  /** Whether a change is worth a mark; default: none is. */
  isNotable?(before: number, now: number): boolean;
  /** The figure of a group; default: none. */
  ofGroup?(aggregate: Aggregate): number;
}

/**
 * How ages are shown: in whole seconds, since tenths of every row would run all the time, and nobody reads them.
 *
 * @param momentOf Epoch milliseconds of a row, NaN where unknown.
 */
export function ageStyle(momentOf: (row: number) => number, format: Formatter): FigureStyle {
  return {
    valueOf: (row, now) => Math.max(0, Math.floor((now - momentOf(row)) / 1_000)),
    format: (seconds) => (Number.isNaN(seconds) ? UNKNOWN : format.coarseAge(seconds * 1_000)),
  };
}

/** A cell with a figure. */
export class FigureCell extends Cell {
  readonly #style: FigureStyle;
  readonly #mark: HTMLElement | undefined;
  #value: number | undefined;

  constructor(style: FigureStyle) {
    super();
    this.#style = style;
    if (style.isNotable !== undefined) this.#mark = markedValue(this.element);
    this.writeInto(this.#mark ?? this.element);
  }

  /** Returns whether it shows another figure. */
  override draw(row: number, { now, marks }: DrawMoment, fresh: boolean): boolean {
    const value = this.#style.valueOf(row, now);
    const before = this.#value;
    if (fresh && this.#mark !== undefined) marks.forget(this.#mark);
    if (Object.is(value, before)) return false;
    const isNotable = !fresh && before !== undefined && this.#style.isNotable?.(before, value) === true;
    if (isNotable && this.#mark !== undefined) marks.mark(this.#mark, now);
    this.#value = value;
    this.write(this.#style.format(value));
    return true;
  }

  override drawGroup(aggregate: Aggregate | undefined): void {
    const value = aggregate === undefined ? NaN : (this.#style.ofGroup?.(aggregate) ?? NaN);
    this.#value = undefined;
    if (this.#style.ofGroup === undefined) this.write('');
    else this.showGroup(value);
  }

  /** Shows a figure of a group. */
  protected showGroup(value: number): void {
    this.write(this.#style.format(value));
  }
}

/** How a bar is drawn. */
export interface BarStyle extends FigureStyle {
  /** The figure of a full bar. */
  full(): number;
}

/**
 * A cell with a figure and a bar under it, as long as its share of a full one. The bar is a background of the cell: an
 * element of its own would cost a browser more in each frame than the text above it.
 */
export class BarCell extends FigureCell {
  readonly #style: BarStyle;
  #full = NaN;
  #percent = -1;

  constructor(style: BarStyle) {
    super(style);
    this.#style = style;
    this.element.classList.add('bar');
  }

  /** A bar also changes where its figure does not: when another one is the largest now. */
  override draw(row: number, moment: DrawMoment, fresh: boolean): boolean {
    const changed = super.draw(row, moment, fresh);
    const full = this.#style.full();
    if (!changed && full === this.#full) return false;
    this.#full = full;
    const share = this.#style.valueOf(row, moment.now) / full;
    this.#showPercent(share > 0 ? Math.ceil(Math.min(1, share) * 100) : 0);
    return changed;
  }

  protected override showGroup(value: number): void {
    super.showGroup(value);
    this.#showPercent(0);
  }

  /** In whole percent: a length that nobody can see is not written. */
  #showPercent(percent: number): void {
    if (percent === this.#percent) return;
    this.#percent = percent;
    this.element.style.backgroundSize = `${percent}% 2px`;
  }
}
