/** Walks a node grid with real keys, and tells what a person then has before them. */
import type { KeyInput, Page } from 'puppeteer-core';

/** Where the focus is, and what the grid says of itself. */
export interface Stop {
  /** Role of what has the focus in the grid; empty where the focus is elsewhere. */
  readonly role: string;
  /** Words of the header above the cell. */
  readonly column: string;
  /** As the cell and its row tell it to a screen reader, from 1. */
  readonly columnIndex: number;
  readonly rowIndex: number;
  /** Name of the node in the row; empty in the header. */
  readonly node: string;
  /** What the cell says. */
  readonly text: string;
  /** Whether the cell lies between the header and the lower edge of the box. */
  readonly inSight: boolean;
  /** What `Tab` would stop at in the grid, and whether that is what has the focus. */
  readonly tabStops: number;
  readonly isTabStop: boolean;
  readonly rowCount: number;
  readonly columnCount: number;
  /** Whether the row says that it is selected. */
  readonly selected: boolean;
  /** How the column says that it is sorted. */
  readonly sort: string;
}

/** A grid on a page, and a keyboard. */
export class GridWalk {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Presses keys one after the other, each alone or as `Control+End`; tells where that leads. */
  async press(...combinations: readonly string[]): Promise<Stop> {
    const { keyboard } = this.#page;
    for (const combination of combinations) {
      const keys = combination.split('+') as KeyInput[];
      const last = keys.pop();
      for (const key of keys) await keyboard.down(key);
      if (last !== undefined) await keyboard.press(last);
      for (const key of keys.reverse()) await keyboard.up(key);
    }
    return this.stop();
  }

  /** Presses Tab until the focus is in the grid, at most some twenty times. */
  tabInto(): Promise<Stop> {
    return this.#pressUntil('Tab', (stop) => stop.role !== '');
  }

  /** Presses Tab until a cell has the focus, at most some twenty times. */
  tabToCell(): Promise<Stop> {
    return this.#pressUntil('Tab', (stop) => stop.columnIndex > 0);
  }

  /** The same backwards, from what comes after the grid. */
  tabBackToCell(): Promise<Stop> {
    return this.#pressUntil('Shift+Tab', (stop) => stop.columnIndex > 0);
  }

  /** Where the focus is now. */
  stop(): Promise<Stop> {
    return this.#page.evaluate(readStop);
  }

  /** Words of the columns that can be seen, in their order. */
  columns(): Promise<string[]> {
    return this.#page.evaluate(readColumns);
  }

  /** Names of the nodes in sight, from top to bottom. */
  names(): Promise<string[]> {
    return this.#page.evaluate(readNames);
  }

  async #pressUntil(key: string, isThere: (stop: Stop) => boolean): Promise<Stop> {
    let stop = await this.press(key);
    for (let pressed = 1; !isThere(stop) && pressed < 20; pressed += 1) stop = await this.press(key);
    return stop;
  }
}

// The functions below run inside the page. Nothing from outside can be used in them.

function readStop(): Stop {
  const root = document.querySelector('aurigraph-node-grid')?.shadowRoot;
  const grid = root?.querySelector('[role=grid], [role=treegrid]');
  const active = root?.activeElement;
  const cell = active && grid?.contains(active) ? active : undefined;
  const row = cell?.closest('[role=row]');
  const words = (element: Element | null | undefined): string =>
    (element?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
  const columnIndex = cell?.getAttribute('aria-colindex') ?? '';
  const header = root?.querySelector(`[role=columnheader][aria-colindex="${columnIndex}"]`);
  const isHeader = cell?.getAttribute('role') === 'columnheader';
  const stops = [...(grid?.querySelectorAll('[tabindex="0"]') ?? [])];
  const place = cell?.getBoundingClientRect() ?? new DOMRect();
  const box = grid?.getBoundingClientRect() ?? new DOMRect();
  const head = root?.querySelector('[part=head]')?.getBoundingClientRect() ?? new DOMRect();
  return {
    role: cell?.getAttribute('role') ?? '',
    column: words(header),
    columnIndex: Number(columnIndex),
    rowIndex: Number(row?.getAttribute('aria-rowindex')),
    node: isHeader ? '' : words(row?.querySelector('[role=rowheader]')),
    text: words(cell) || (cell?.getAttribute('title') ?? ''),
    inSight: place.top >= (isHeader ? box.top : head.bottom) - 1 && place.bottom <= box.bottom + 1,
    tabStops: stops.length,
    isTabStop: stops[0] !== undefined && stops[0] === cell,
    rowCount: Number(grid?.getAttribute('aria-rowcount')),
    columnCount: Number(grid?.getAttribute('aria-colcount')),
    selected: row?.getAttribute('aria-selected') === 'true',
    sort: header?.getAttribute('aria-sort') ?? '',
  };
}

function readColumns(): string[] {
  const root = document.querySelector('aurigraph-node-grid')?.shadowRoot;
  const shown = [...(root?.querySelectorAll('[role=columnheader]') ?? [])].filter(
    (header) => header.getClientRects().length > 0,
  );
  shown.sort((a, b) => Number(a.getAttribute('aria-colindex')) - Number(b.getAttribute('aria-colindex')));
  return shown.map((header) => (header.textContent ?? '').replaceAll(/\s+/g, ' ').trim());
}

function readNames(): string[] {
  const root = document.querySelector('aurigraph-node-grid')?.shadowRoot;
  const box = root?.querySelector('[role=grid], [role=treegrid]')?.getBoundingClientRect() ?? new DOMRect();
  const head = root?.querySelector('[part=head]')?.getBoundingClientRect() ?? new DOMRect();
  const cells = [...(root?.querySelectorAll('[part=rows] [role=rowheader]') ?? [])].map((cell) => {
    const { top, bottom } = cell.getBoundingClientRect();
    return { top, middle: (top + bottom) / 2, name: (cell.textContent ?? '').trim() };
  });
  const shown = cells.filter(({ middle }) => middle > head.bottom && middle < box.bottom);
  return shown.sort((a, b) => a.top - b.top).map(({ name }) => name);
}
