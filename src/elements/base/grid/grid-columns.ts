import type { Words } from '../../../locales/en.js';
import { ColumnChoice } from './column-choice.js';
import { layOut, NO_LAYOUT, type ColumnLayout } from './column-layout.js';
import type { GridColumn } from './grid-column.js';

/** How much wider or narrower a key makes a column, in CSS pixels. */
const WIDTH_STEP = 16;

/** Who hears of columns. */
export interface ColumnEvents {
  /** In the language of the element. */
  words(): Words['nodeGrid'];
  /** Columns have other places or widths. */
  laidOut(): void;
  /** A person moved, resized, showed or hid a column. */
  columnsChanged(): void;
  /** Something is to be said to those who do not see it. */
  say(text: string): void;
}

/** The columns of a grid: which ones there are, what a person made of them, and where they are in the box. */
export class GridColumns {
  readonly choice = new ColumnChoice();
  readonly #events: ColumnEvents;
  #layout: ColumnLayout = NO_LAYOUT;
  #boxWidth = 0;

  constructor(events: ColumnEvents) {
    this.#events = events;
  }

  /** Which columns are shown, and how wide they are. */
  get layout(): ColumnLayout {
    return this.#layout;
  }

  /** Inner width of the box in CSS pixels; 0 until it is known. A box that is hidden keeps the width that it had. */
  get boxWidth(): number {
    return this.#boxWidth;
  }

  set boxWidth(width: number) {
    if (width === 0) return;
    this.#boxWidth = width;
    this.layOut();
  }

  /** Every column there is, in the order in which they are shown at first. */
  get all(): readonly GridColumn[] {
    return this.choice.all;
  }

  set all(columns: readonly GridColumn[]) {
    this.choice.all = columns;
    this.layOut();
  }

  /** Columns that rows can be grouped by. */
  get groupable(): readonly GridColumn[] {
    return this.all.filter(({ isGroupable }) => isGroupable === true);
  }

  /** Whether rows can be ordered by a column. */
  isSortable(column: string): boolean {
    return this.all.some(({ key, order }) => key === column && order !== undefined);
  }

  /** Other columns are chosen, or they have another width. */
  layOut(): void {
    const before = this.#layout.columns;
    const layout = layOut(this.choice.chosen, this.#boxWidth, this.choice.isOwn);
    const isSame =
      layout.columns.length === before.length && layout.columns.every((column, place) => column === before[place]);
    // The same list as long as it holds the same, so that rows keep their cells.
    this.#layout = isSame ? { ...layout, columns: before } : layout;
    this.#events.laidOut();
  }

  /** Shows or hides a column. */
  hide(key: string, hidden: boolean): void {
    this.#change(() => this.choice.hide(key, hidden));
  }

  /** Moves a column so many places among all of them, hidden ones among these. */
  moveInList(key: string, places: number): void {
    const keys = this.choice.list.map((each) => each.key);
    const to = keys.indexOf(key) + places;
    this.#change(() => this.choice.moveBefore(key, places > 0 ? keys[to + 1] : keys[to]));
  }

  /** Puts a column before another one, or at the end. */
  moveBefore({ key }: GridColumn, before: GridColumn | undefined): void {
    this.#change(() => this.choice.moveBefore(key, before?.key));
  }

  /** Moves a column so many places among those that are shown. */
  move(column: GridColumn, places: number): void {
    if (this.#layout.cards) return;
    this.#change(() => this.choice.moveBy(column.key, places));
    this.#events.say(this.#events.words().columnPlace(column.label, this.#layout.columns.indexOf(column) + 1));
  }

  /** Makes a column wider or narrower by so many steps. */
  widen(column: GridColumn, steps: number): void {
    if (this.#layout.cards) return;
    const width = (): number => this.#layout.widths[this.#layout.columns.indexOf(column)] ?? column.width;
    this.#change(() => this.choice.resize(column.key, width() + steps * WIDTH_STEP));
    this.#events.say(this.#events.words().columnWidth(column.label, width()));
  }

  /** Whether somebody gave a column a width. */
  isResized({ key }: GridColumn): boolean {
    return this.choice.list.some((each) => each.key === key && each.width !== undefined);
  }

  /** Gives a column a width while its edge is dragged: nothing is kept before it is let go. */
  resize({ key }: GridColumn, width: number | undefined): void {
    this.choice.adopt(this.#layout.columns);
    this.choice.resize(key, width);
    this.layOut();
  }

  /** What is shown now stays shown, and the rest hidden, from the first change on. What changes nothing is no choice. */
  #change(change: () => void): void {
    const takeBack = this.choice.remember();
    if (!this.#layout.cards) this.choice.adopt(this.#layout.columns);
    const states = (): string => JSON.stringify(this.choice.states);
    const before = states();
    change();
    if (states() === before) return takeBack();
    this.layOut();
    this.#events.columnsChanged();
  }
}
