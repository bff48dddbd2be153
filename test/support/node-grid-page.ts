import { waitUntil } from '@open-wc/testing';
import type { NodeField } from '../../src/domain/live-update.js';
import type { NodeType } from '../../src/domain/node-config.js';
import '../../src/elements/node-grid/define.js';
import type { AurigraphNodeGrid } from '../../src/elements/node-grid/node-grid.js';
import type { Session, SessionOptions } from '../../src/session/session.js';
import { ScriptedBackend } from './scripted-backend.js';
import { mount, sessionOn, unmount } from './session-host.js';

/** What a test says about a node; what it leaves out is unknown. */
export interface NodeNews {
  readonly type?: NodeType;
  readonly state?: string;
  readonly values?: Partial<Record<NodeField, number>>;
}

/** A session on a backend that does what a test says, and the nodes it tells of. */
export class TestNetwork {
  readonly backend = new ScriptedBackend();
  readonly session: Session;

  constructor(options: SessionOptions = {}) {
    this.session = sessionOn(this.backend, options);
  }

  /** A network whose backend accepts the connection. */
  static accepting(options: SessionOptions = {}): TestNetwork {
    const network = new TestNetwork(options);
    network.backend.accepting = true;
    return network;
  }

  /** Tells of a node as the decoders do. */
  node(id: string, { type, state, values = {} }: NodeNews = {}): void {
    const { live } = this.session;
    const row = live.node(id, type, state, { source: '/ws', at: this.session.now(), confidence: 'reported' });
    for (const [field, value] of Object.entries(values)) live.nodeValue(row, field as NodeField, value);
  }

  /** Tells of so many validators; the first is the busiest. */
  validators(count: number): void {
    for (let number = 1; number <= count; number += 1) {
      this.node(`v-${number}`, {
        type: 'validator',
        state: 'FOLLOWER',
        values: { throughput: (count - number + 1) * 10 },
      });
    }
  }
}

/** The grid as a person meets it: what it shows, and what can be touched. */
export class GridPage {
  readonly #beside: HTMLElement[] = [];

  private constructor(
    readonly element: AurigraphNodeGrid,
    readonly network: TestNetwork,
  ) {}

  /** Puts a grid on the page. */
  static async open(network: TestNetwork, attributes: Readonly<Record<string, string>> = {}): Promise<GridPage> {
    return new GridPage(await mount('aurigraph-node-grid', network.session, attributes), network);
  }

  /** Puts a grid with rows on the page. */
  static async withValidators(count: number, attributes: Readonly<Record<string, string>> = {}): Promise<GridPage> {
    const page = await GridPage.open(TestNetwork.accepting(), attributes);
    page.network.validators(count);
    await page.until(() => page.rows.length > 0, 'rows');
    return page;
  }

  /** Removes the grid and those beside it, and ends the session. */
  close(): void {
    for (const element of [this.element, ...this.#beside]) unmount(element);
    this.network.session.dispose();
  }

  /** Puts another grid of the same network on the page. */
  async beside(attributes: Readonly<Record<string, string>> = {}): Promise<GridPage> {
    const other = await GridPage.open(this.network, attributes);
    this.#beside.push(other.element);
    await other.until(() => other.headers.length > 0, 'a header, which comes when the width of the box is known');
    return other;
  }

  get root(): ShadowRoot {
    const { shadowRoot } = this.element;
    if (shadowRoot === null) throw new Error('The grid is not rendered.');
    return shadowRoot;
  }

  find<Found extends HTMLElement>(selector: string): Found {
    const found = this.root.querySelector<Found>(selector);
    if (found === null) throw new Error(`There is no ${selector}. The grid says: ${this.text}`);
    return found;
  }

  /** Everything that is written on it. */
  get text(): string {
    return (this.root.textContent ?? '').replaceAll(/\s+/g, ' ');
  }

  /** The rows that are drawn, from top to bottom. */
  get rows(): HTMLElement[] {
    const rows = [...this.root.querySelectorAll<HTMLElement>('[part=rows] > [role=row]')];
    return rows.sort((a, b) => Number(a.ariaRowIndex) - Number(b.ariaRowIndex));
  }

  /** Names of the nodes in the drawn rows, from top to bottom. */
  get names(): string[] {
    return this.rows.map((row) => row.querySelector('[role=rowheader]')?.textContent ?? '');
  }

  /** How many rows the grid says that it has, without the header. */
  get rowCount(): number {
    return Number(this.grid.getAttribute('aria-rowcount')) - 1;
  }

  get grid(): HTMLElement {
    return this.find('[part=grid]');
  }

  /** The row of a node. */
  row(name: string): HTMLElement {
    const found = this.rows.find((row) => row.querySelector('[role=rowheader]')?.textContent === name);
    if (found === undefined) throw new Error(`There is no row of ${name}, only of ${this.names.join(', ')}.`);
    return found;
  }

  /** The cell of a node in a column, which is named as in the header. */
  cell(name: string, column: string): HTMLElement {
    const index = this.headers.findIndex((header) => header.textContent?.trim().startsWith(column));
    const cell = this.row(name).querySelector<HTMLElement>(`[aria-colindex="${index + 1}"]`);
    if (cell === null) throw new Error(`There is no column ${column}.`);
    return cell;
  }

  get headers(): HTMLElement[] {
    return [...this.root.querySelectorAll<HTMLElement>('[role=columnheader]')];
  }

  header(column: string): HTMLElement {
    const found = this.headers.find((header) => header.textContent?.trim().startsWith(column));
    if (found === undefined) throw new Error(`There is no column ${column}.`);
    return found;
  }

  /** What columns are called, in the order in which they are shown. */
  get columns(): string[] {
    return this.headers.map((header) => {
      const label = header.querySelector('.label')?.textContent?.trim() ?? '';
      const unit = header.querySelector('.unit')?.textContent ?? '';
      return label.slice(0, label.length - unit.length).trim();
    });
  }

  /** Columns that rows are ordered by, the most important first, as in "Errors descending". */
  get order(): string[] {
    const sorted = this.headers.filter(({ ariaSort }) => ariaSort !== null && ariaSort !== 'none');
    const placeOf = (header: HTMLElement): number => Number(header.querySelector('.order')?.textContent ?? 1);
    sorted.sort((a, b) => placeOf(a) - placeOf(b));
    return sorted.map((header) => `${this.columns[this.headers.indexOf(header)]} ${header.ariaSort}`);
  }

  /** Opens the panel of the view. */
  async openView(): Promise<HTMLElement> {
    const panel = this.find('[part=view-panel]');
    if (!panel.matches(':popover-open')) this.find('[part=view-button]').click();
    await this.until(() => panel.querySelector('input') !== null, 'a panel with choices');
    return panel;
  }

  /** A check box in the open panel, or a choice of another part of it, by what is written beside it. */
  choice(label: string, part = 'Columns'): HTMLInputElement {
    const parts = [...this.find('[part=view-panel]').querySelectorAll('fieldset')];
    const fieldset = parts.find((each) => each.querySelector('legend')?.textContent === part);
    const labels = [...(fieldset?.querySelectorAll('label') ?? [])];
    const found = labels.find(({ textContent }) => textContent?.trim() === label)?.querySelector('input');
    if (!found) throw new Error(`There is no choice ${label}.`);
    return found;
  }

  /** A button in the open panel, by what it is called. */
  panelButton(name: string): HTMLButtonElement {
    const buttons = [...this.find('[part=view-panel]').querySelectorAll('button')];
    const found = buttons.find((button) => (button.ariaLabel ?? button.textContent?.trim()) === name);
    if (found === undefined) throw new Error(`There is no button ${name}.`);
    return found;
  }

  /** The button that counts nodes of a kind. */
  count(kind: string): HTMLElement {
    return this.find(`[part=count][data-kind=${kind}]`);
  }

  /** What was said to screen readers last. */
  get announced(): string {
    return [...this.root.querySelectorAll('[role=status]')]
      .map((status) => status.textContent?.trim())
      .join(' ')
      .trim();
  }

  /** What has the focus, as "node/column" or "header/column". */
  get focused(): string {
    const active = this.root.activeElement;
    const column =
      this.headers[Number(active?.getAttribute('aria-colindex')) - 1]?.textContent?.trim().split(' ')[0] ?? '';
    if (active?.getAttribute('role') === 'columnheader') return `header/${column}`;
    const name = active?.closest('[role=row]')?.querySelector('[role=rowheader]')?.textContent;
    return active === null ? 'nothing' : `${name}/${column}`;
  }

  /** Types into the filter box. */
  filterBy(text: string): void {
    const box = this.find<HTMLInputElement>('[part~=filter]');
    box.value = text;
    box.dispatchEvent(new Event('input', { bubbles: true }));
  }

  /** Whether something on it has the focus. */
  hasFocus(element: Element): boolean {
    return this.root.activeElement === element;
  }

  /** Waits for the next frames, in which what was told is drawn. */
  async drawn(): Promise<void> {
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
  }

  until(condition: () => boolean, what: string): Promise<void> {
    return waitUntil(condition, `should have ${what}; it says: ${this.text.slice(0, 300)}`, { timeout: 5_000 });
  }
}
