/** The keyboard walk of the ARIA authoring practices' grid pattern, with real keys over a network that moves. */
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { StaticServer } from '../../scripts/static-server.mjs';
import { serveBodies, waitForState } from '../support/dashboard-site.js';
import { describeInBrowsers } from '../support/engines.js';
import { GridWalk, type Stop } from '../support/grid-walk.js';
import { startSimulatorProcess, type SimulatorProcess } from '../support/simulator.js';

const NODES = 200;

/** How long a network that moves may take until something in sight has moved, in milliseconds. */
const MOVES_WITHIN_MS = 60_000;

/** In the order in which the grid has names: numbers in them count as numbers. */
const byName = new Intl.Collator('en', { numeric: true });

let simulator: SimulatorProcess;
let site: StaticServer;

const pageWith = (attributes: string): string =>
  `<button id="before">before</button>
  <aurigraph-provider mode="live" worker="never" namespace="keyboard" ws-url="ws://127.0.0.1:${simulator.port}/ws">
    <aurigraph-node-grid view-name="" ${attributes}></aurigraph-node-grid>
  </aurigraph-provider>
  <button id="after">after</button>`;

beforeAll(async () => {
  simulator = await startSimulatorProcess({ nodes: NODES });
  site = await serveBodies({
    '/by-name': pageWith('sort="node" direction="asc"'),
    '/by-throughput': pageWith(''),
    '/right-to-left': pageWith('sort="node" direction="asc" dir="rtl"'),
  });
});

afterAll(() => Promise.all([simulator?.kill(), site?.close()]));

describeInBrowsers('the grid under the keyboard', (chapter) => {
  let page: Page;
  let walk: GridWalk;
  /** Ids of all nodes, in their order. */
  let names: string[];
  /** Words of the columns. */
  let columns: string[];

  /** Opens a page, waits until every node was told of, and puts the focus before the grid. */
  async function open(path: string): Promise<void> {
    await page.goto(site.url + path);
    await waitForState(page, 'aurigraph-node-grid', 'live');
    await page.waitForFunction(
      (count) =>
        document.querySelector('aurigraph-node-grid')?.shadowRoot?.querySelector(`[aria-rowcount="${count}"]`) != null,
      {},
      NODES + 1,
    );
    names = (await page.evaluate(readIds)).sort(byName.compare);
    columns = await walk.columns();
    await page.focus('#before');
  }

  /** What holds at every stop of a walk: one place for Tab, which has the focus and is in sight, and counts that are right. */
  function sound(stop: Stop): Stop {
    expect(stop).toMatchObject({ tabStops: 1, isTabStop: true, inSight: true });
    expect(stop).toMatchObject({ rowCount: NODES + 1, columnCount: columns.length });
    expect(stop.column).toBe(columns[stop.columnIndex - 1]);
    expect(stop.text).toBe(
      stop.role === 'columnheader' ? stop.column : stop.role === 'rowheader' ? stop.node : stop.text,
    );
    expect(stop.text).not.toBe('');
    return stop;
  }

  /** Presses keys, and tells the row and the column that this leads to; the header is row 1, as for a screen reader. */
  async function press(...keys: readonly string[]): Promise<[row: number, column: string]> {
    const stop = sound(await walk.press(...keys));
    // Sorted by name, each row has its node.
    expect(stop.node).toBe(stop.rowIndex === 1 ? '' : names[stop.rowIndex - 2]);
    return [stop.rowIndex, stop.column];
  }

  const first = (): string => columns[0] ?? '';
  const second = (): string => columns[1] ?? '';
  const last = (): string => columns.at(-1) ?? '';

  beforeEach(async () => {
    page = await chapter.browser.newPage();
    await page.setViewport({ width: 1_200, height: 800 });
    walk = new GridWalk(page);
  });

  afterEach(() => page.close());

  it('is one stop for Tab: a cell', async () => {
    await open('/by-name');
    expect((await walk.stop()).role).toBe('');
    expect(sound(await walk.tabInto())).toMatchObject({ role: 'columnheader', column: first() });
    expect((await walk.press('Shift+Tab')).role).toBe('');
    expect(sound(await walk.press('Tab'))).toMatchObject({ role: 'columnheader', column: first() });
    expect((await walk.press('Tab')).role).toBe('');
  });

  it('is left by Tab from any cell, and entered again at that cell', async () => {
    await open('/by-name');
    await walk.tabToCell();
    expect(await press('ArrowRight')).toEqual([1, second()]);
    expect(await walk.press('Tab')).toMatchObject({ role: '', tabStops: 1 });
    expect(await press('Shift+Tab')).toEqual([1, second()]);
    expect(await press('ArrowDown', 'ArrowDown')).toEqual([3, second()]);
    expect(await walk.press('Tab')).toMatchObject({ role: '', tabStops: 1 });
    await page.focus('#after');
    const back = sound(await walk.tabBackToCell());
    expect([back.node, back.column]).toEqual([names[1], second()]);
  });

  it('is left by Tab from a row without a moment in which nothing has the focus', async () => {
    await open('/by-name');
    await walk.tabToCell();
    await press('ArrowDown');
    expect((await walk.press('Tab')).role).toBe('');
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(false);
  });

  it('moves by arrows from cell to cell, and stops at its edges', async () => {
    await open('/by-name');
    await walk.tabToCell();
    expect(await press('ArrowUp', 'ArrowLeft')).toEqual([1, first()]);
    expect(await press('ArrowDown')).toEqual([2, first()]);
    expect(await press('ArrowRight')).toEqual([2, second()]);
    expect(await press('ArrowDown')).toEqual([3, second()]);
    expect(await press('ArrowLeft')).toEqual([3, first()]);
    expect(await press('ArrowLeft')).toEqual([3, first()]);
    for (const [index, column] of columns.entries())
      expect(await press(...(index === 0 ? [] : ['ArrowRight']))).toEqual([3, column]);
    expect(await press('ArrowRight')).toEqual([3, last()]);
    expect(await press('ArrowUp', 'ArrowUp')).toEqual([1, last()]);
  });

  it('goes to the ends of the row by Home and End, and to those of the grid with Control', async () => {
    await open('/by-name');
    await walk.tabToCell();
    expect(await press('End')).toEqual([1, last()]);
    expect(await press('ArrowDown', 'ArrowDown', 'Home')).toEqual([3, first()]);
    expect(await press('End')).toEqual([3, last()]);
    expect(await press('Control+Home')).toEqual([2, first()]);
    expect(await press('Control+End')).toEqual([NODES + 1, last()]);
    expect(await press('ArrowDown')).toEqual([NODES + 1, last()]);
    expect(await press('Home')).toEqual([NODES + 1, first()]);
    expect(await press('ArrowUp')).toEqual([NODES, first()]);
  });

  it('goes by a page at a time, at most as far as what was in sight', async () => {
    await open('/by-name');
    await walk.tabToCell();
    await press('ArrowDown', 'ArrowRight');
    const inSight = (await walk.names()).length;
    const [row, column] = await press('PageDown');
    expect(column).toBe(second());
    expect(row).toBeGreaterThan(2 + inSight / 2);
    expect(row).toBeLessThanOrEqual(2 + inSight);
    expect(await press('PageUp')).toEqual([2, second()]);
    const many = Array.from({ length: Math.ceil(NODES / (row - 2)) }, () => 'PageDown');
    expect(await press(...many)).toEqual([NODES + 1, second()]);
    expect(await press(...many.map(() => 'PageUp'))).toEqual([2, second()]);
  });

  it('sorts by a header that Enter or Space is pressed on, and the focus stays there', async () => {
    await open('/by-throughput');
    await walk.tabToCell();
    const sortOf = async (key: string): Promise<string> => {
      const stop = sound(await walk.press(key));
      expect([stop.rowIndex, stop.column]).toEqual([1, first()]);
      return stop.sort;
    };
    expect((await walk.stop()).sort).toBe('none');
    expect(await sortOf('Enter')).toBe('ascending');
    expect(sound(await walk.press('ArrowDown')).node).toBe(names[0]);
    await walk.press('ArrowUp');
    expect(await sortOf(' ')).toBe('descending');
    expect(sound(await walk.press('ArrowDown')).node).toBe(names.at(-1));
  });

  it('chooses the row that Enter or Space is pressed on, and tells the page', async () => {
    await open('/by-name');
    await page.evaluate(noteChosen);
    await walk.tabToCell();
    await press('ArrowDown', 'ArrowDown');
    expect(sound(await walk.press('Enter'))).toMatchObject({ node: names[1], selected: true });
    expect(sound(await walk.press('ArrowDown', 'ArrowRight'))).toMatchObject({ node: names[2], selected: false });
    expect(sound(await walk.press(' '))).toMatchObject({ node: names[2], selected: true });
    expect(sound(await walk.press('ArrowUp'))).toMatchObject({ node: names[1], selected: false });
    expect(await page.evaluate(() => chosen)).toEqual([names[1], names[2]]);
  });

  it('holds its rows while the focus is inside, and lets the focus go with its node after Escape', async () => {
    await open('/by-throughput');
    await walk.tabToCell();
    const held = sound(await walk.press('ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowRight'));
    const before = await walk.names();
    await page.waitForFunction(isOutOfOrder, { timeout: MOVES_WITHIN_MS });
    expect(await walk.names()).toEqual(before);
    const after = sound(await walk.press('Escape'));
    expect([after.node, after.column]).toEqual([held.node, held.column]);
    const seen = new Set([held.rowIndex]);
    for (const end = Date.now() + MOVES_WITHIN_MS; seen.size < 2 && Date.now() < end;) {
      const stop = await walk.stop();
      expect([stop.node, stop.column]).toEqual([held.node, held.column]);
      expect(stop).toMatchObject({ tabStops: 1, isTabStop: true });
      seen.add(stop.rowIndex);
    }
    expect(seen.size).toBe(2);
    // From where the row is now.
    const next = sound(await walk.press('ArrowDown'));
    expect(next.node).not.toBe(held.node);
    expect(next.column).toBe(held.column);
  });

  it('counts the rows that match a filter, and puts the focus on one of them', async () => {
    await open('/by-name');
    await walk.tabToCell();
    await page.focus('aurigraph-node-grid >>> [part~=filter]');
    await page.keyboard.type('validator');
    const matching = names.filter((name) => name.includes('validator'));
    await page.waitForFunction(
      (count) =>
        document.querySelector('aurigraph-node-grid')?.shadowRoot?.querySelector(`[aria-rowcount="${count}"]`) != null,
      {},
      matching.length + 1,
    );
    const entered = await walk.tabToCell();
    expect(entered).toMatchObject({ role: 'columnheader', tabStops: 1, rowCount: matching.length + 1 });
    expect(await walk.press('Control+End')).toMatchObject({ node: matching.at(-1), rowIndex: matching.length + 1 });
  });

  it('moves to the side that an arrow points to where the page runs from right to left', async () => {
    await open('/right-to-left');
    await walk.tabToCell();
    expect(await press('ArrowDown', 'ArrowRight')).toEqual([2, first()]);
    expect(await press('ArrowLeft')).toEqual([2, second()]);
    expect(await press('ArrowRight')).toEqual([2, first()]);
    expect(await press('End')).toEqual([2, last()]);
    expect(await press('ArrowLeft')).toEqual([2, last()]);
    expect(await press('Home')).toEqual([2, first()]);
  });
});

declare global {
  /** Ids of the nodes that were chosen, oldest first. */
  var chosen: string[];
}

// The functions below run inside the page. Nothing from outside can be used in them.

interface Provider extends Element {
  readonly session: {
    readonly live: { readonly nodes: { readonly size: number; idOf(row: number): string | undefined } };
  };
}

function readIds(): string[] {
  const { nodes } = (document.querySelector('aurigraph-provider') as Provider).session.live;
  return Array.from({ length: nodes.size }, (_, row) => nodes.idOf(row) ?? '');
}

function noteChosen(): void {
  globalThis.chosen = [];
  document.addEventListener('aurigraph-node-select', ({ detail }) => void chosen.push(detail.nodeId));
}

/** Whether the throughputs of the drawn rows ask for another order than the one they stand in. */
function isOutOfOrder(): boolean {
  const root = document.querySelector('aurigraph-node-grid')?.shadowRoot;
  const header = [...(root?.querySelectorAll('[role=columnheader]') ?? [])].find(({ textContent }) =>
    textContent?.trim().startsWith('Throughput'),
  );
  const place = (row: Element): number => Number(row.getAttribute('aria-rowindex'));
  const rows = [...(root?.querySelectorAll('[part=rows] [role=row]') ?? [])].sort((a, b) => place(a) - place(b));
  const figures = rows.map((row) => {
    const cell = row.querySelector(`[aria-colindex="${header?.getAttribute('aria-colindex')}"]`);
    return Number((cell?.textContent ?? '').replaceAll(/[^\d.]/g, ''));
  });
  return figures.some((figure, index) => figure > (figures[index - 1] ?? Infinity));
}
