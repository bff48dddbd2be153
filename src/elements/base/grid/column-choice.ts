import type { ChosenColumn } from './column-layout.js';
import type { GridColumn } from './grid-column.js';
import { COLUMN_WIDTHS, mergeColumns, type ViewColumn } from './view-state.js';

/** Which columns a person wants to see, in which order and how wide; all by default until somebody changes something. */
export class ColumnChoice {
  #columns: readonly GridColumn[] = [];
  #states: readonly ViewColumn[] = [];
  #isOwn = false;

  /** Every column there is, in the order in which they are shown at first. */
  get all(): readonly GridColumn[] {
    return this.#columns;
  }

  set all(columns: readonly GridColumn[]) {
    this.#columns = columns;
    this.#states = this.#isOwn ? merged(this.#states, columns) : defaultStates(columns);
  }

  /** Whether a person changed something. */
  get isOwn(): boolean {
    return this.#isOwn;
  }

  /** What became of every column, in the order in which they are shown; nothing for the default. */
  get states(): readonly ViewColumn[] | undefined {
    return this.#isOwn ? this.#states : undefined;
  }

  set states(states: readonly ViewColumn[] | undefined) {
    this.#isOwn = states !== undefined;
    this.#states = states === undefined ? defaultStates(this.#columns) : merged(states, this.#columns);
  }

  /** Columns that are not hidden, in their order. */
  get chosen(): readonly ChosenColumn[] {
    return this.#states.flatMap(({ key, width, hidden }) => {
      const column = hidden === true ? undefined : this.#columns.find((each) => each.key === key);
      return column === undefined ? [] : [{ column, width }];
    });
  }

  /** Every column with what became of it, in the order in which they are shown. */
  get list(): readonly (ViewColumn & { readonly column: GridColumn })[] {
    return this.#states.flatMap((state) => {
      const column = this.#columns.find(({ key }) => key === state.key);
      return column === undefined ? [] : [{ ...state, column }];
    });
  }

  /** Remembers what was chosen; the function that comes back makes it so again. */
  remember(): () => void {
    const [isOwn, states] = [this.#isOwn, this.#states];
    return () => ([this.#isOwn, this.#states] = [isOwn, states]);
  }

  /** From now on these columns are shown, and no others, however wide the box is. */
  adopt(shown: readonly GridColumn[]): void {
    if (this.#isOwn) return;
    const keys = new Set(shown.map(({ key }) => key));
    this.#isOwn = true;
    this.#states = this.#states.map(({ key }) => (keys.has(key) ? { key } : { key, hidden: true }));
  }

  /** Gives a column a width in CSS pixels; nothing for that which it has by itself. */
  resize(key: string, width: number | undefined): void {
    const within = Math.round(Math.min(Math.max(width ?? 0, COLUMN_WIDTHS.min), COLUMN_WIDTHS.max));
    const own = width === undefined ? {} : { width: within };
    this.#change(key, ({ hidden }) => ({ key, ...(hidden && { hidden }), ...own }));
  }

  /** Shows or hides a column. The first one and the last one that is left are always shown. */
  hide(key: string, hidden: boolean): void {
    if (hidden && (this.chosen.length < 2 || key === this.#states[0]?.key)) return;
    this.#change(key, ({ width }) => ({ key, ...(width && { width }), ...(hidden && { hidden }) }));
  }

  /** Puts a column before another one that is shown, or at the end. The first column stays the first. */
  moveBefore(key: string, before: string | undefined): void {
    const moved = this.#states.find((state) => state.key === key);
    const first = this.#states[0]?.key;
    if (moved === undefined || key === first || before === first || key === before) return;
    const others = this.#states.filter((state) => state !== moved);
    const place = before === undefined ? others.length : others.findIndex((state) => state.key === before);
    this.#isOwn = true;
    this.#states = [...others.slice(0, place), moved, ...others.slice(place)];
  }

  /** Moves a column so many places among those that are shown. */
  moveBy(key: string, places: number): void {
    const shown = this.chosen.map(({ column }) => column.key);
    const from = shown.indexOf(key);
    const to = from + places;
    if (from < 1 || to < 1 || to >= shown.length) return;
    this.moveBefore(key, places > 0 ? shown[to + 1] : shown[to]);
  }

  #change(key: string, change: (state: ViewColumn) => ViewColumn): void {
    this.#isOwn = true;
    this.#states = this.#states.map((state) => (state.key === key ? change(state) : state));
  }
}

function defaultStates(columns: readonly GridColumn[]): readonly ViewColumn[] {
  return columns.map(({ key, hidden }) => ({ key, ...(hidden && { hidden }) }));
}

/** The first column stays the first: it is pinned. */
function merged(states: readonly ViewColumn[], columns: readonly GridColumn[]): readonly ViewColumn[] {
  const all = mergeColumns(states, defaultStates(columns));
  const first = all.find(({ key }) => key === columns[0]?.key);
  return first === undefined ? all : [{ ...first, hidden: false }, ...all.filter((state) => state !== first)];
}
