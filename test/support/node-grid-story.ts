/** What the stories of the node grid and the pictures of them share: a network whose time stands still, and eyes for the grid. */
import { html, type TemplateResult } from 'lit';
import { expect, waitFor } from 'storybook/test';
import type { NodeField } from '../../src/domain/live-update.js';
import type { NodeType } from '../../src/domain/node-config.js';
import '../../src/elements/node-grid/define.js';
import type { AurigraphNodeGrid } from '../../src/elements/node-grid/node-grid.js';
import type { Session } from '../../src/session/session.js';
import { ChartBackend, SOURCE } from './tps-chart-page.js';

/** Seconds of the past that nodes tell of. */
const MINUTE = 60;

/** Nodes told of themselves at most so long ago, in milliseconds. */
const AGE_MS = 900;

/** Of twenty nodes, how many are of each type. */
const TYPES: readonly NodeType[] = ['validator', 'validator', 'slim', 'validator', 'business', 'validator', 'channel'];
const STATES: Readonly<Record<NodeType, string>> = {
  validator: 'FOLLOWER',
  slim: 'STREAMING',
  business: 'PROCESSING',
  channel: 'ROUTING',
};

/** A session with invented nodes, the same in every run. Its time stands still but for what a story lets pass. */
export class GridNetwork extends ChartBackend {
  readonly #count: number;

  constructor(count: number) {
    super();
    this.#count = count;
  }

  /** Tells everything of every node, within a second. */
  tellAll(): void {
    this.clock.advance(1_000);
    this.greet();
    for (let place = 0; place < this.#count; place += 1) this.#tell(place);
  }

  /** Lets a minute pass in which every node tells its throughput each second. */
  pastMinute(): void {
    for (let second = 0; second < MINUTE; second += 1) {
      for (let place = 0; place < this.#count; place += 1) this.#tellThroughput(place, second);
      this.clock.advance(1_000);
      this.greet();
    }
  }

  /** Lets so many seconds pass in which one node in `every` says nothing. */
  silence(every: number, seconds: number): void {
    for (let second = 0; second < seconds; second += 1) {
      this.clock.advance(1_000);
      this.greet();
      for (let place = 0; place < this.#count; place += 1) if (place % every !== 0) this.#tell(place, MINUTE + second);
    }
  }

  /** Lets one node tell another throughput. */
  tellThroughput(id: string, throughput: number): void {
    const { live } = this.session;
    const origin = { source: SOURCE, at: this.clock.now(), confidence: 'reported' } as const;
    live.nodeValue(live.node(id, undefined, undefined, origin), 'throughput', throughput);
  }

  #tell(place: number, second = MINUTE): void {
    const row = this.#tellThroughput(place, second, (place * 137) % AGE_MS);
    for (const [field, value] of Object.entries(figuresOf(place)))
      this.session.live.nodeValue(row, field as NodeField, value);
  }

  #tellThroughput(place: number, second: number, agoMs = 0): number {
    const { live } = this.session;
    const type = typeAt(place);
    const origin = { source: SOURCE, at: this.clock.now() - agoMs, confidence: 'reported' } as const;
    const row = live.node(`node-${type}-${204_481 + place * 37}`, type, stateAt(place), origin);
    live.nodeValue(row, 'throughput', throughputAt(place, second));
    return row;
  }
}

function typeAt(place: number): NodeType {
  return TYPES[place % TYPES.length] ?? 'validator';
}

/** The first one leads; one in nine is at its limit, and a few are in trouble. */
function stateAt(place: number): string {
  if (place === 0) return 'LEADER';
  if (place % 17 === 8) return 'ERROR';
  if (place % 31 === 12) return 'STOPPED';
  if (place % 9 === 4) return 'BUSY';
  return place % 14 === 10 ? 'IDLE' : STATES[typeAt(place)];
}

/** At the end of the minute, the order of nodes is that of their places. */
function throughputAt(place: number, second: number): number {
  if (stateAt(place) === 'STOPPED') return 0;
  const wave = (at: number): number => 0.16 * Math.sin(at / 7 + place) + 0.05 * Math.sin(at * 1.7 + place * 3);
  return Math.round((9_703 / (1 + place / 24)) * (1 + wave(second) - wave(MINUTE)));
}

function figuresOf(place: number): Partial<Record<NodeField, number>> {
  const inTrouble = stateAt(place) === 'ERROR';
  const mixed = (place * 7_919) % 997;
  return {
    totalMessages: 2_680 + mixed * 71,
    errorCount: inTrouble ? 214 + place : mixed % 5 === 0 ? mixed % 3 : 0,
    latencyMs: 2 + (mixed % 90) / 10,
    ...figuresOfType(typeAt(place), place, mixed),
  };
}

function figuresOfType(type: NodeType, place: number, mixed: number): Partial<Record<NodeField, number>> {
  switch (type) {
    case 'channel':
      return {
        activeConnections: 12 + (mixed % 38),
        queueDepth: mixed * 4,
        routingEfficiency: 0.9 + (mixed % 90) / 1e3,
      };
    case 'validator':
      return { blocksValidated: 4_182 - place, votesReceived: 9, votesCast: 12 + (mixed % 9), consensusRounds: 4_197 };
    case 'business':
      return { transactionsProcessed: mixed * 311, queueSize: mixed * 2, successRate: 94 + (mixed % 60) / 10 };
    case 'slim':
      return { apiCalls: 412 + mixed, apiErrors: mixed % 4, feedRate: 0.2, successRate: 97 + (mixed % 30) / 10 };
  }
}

/** The network of the present story. */
let network = new GridNetwork(0);

/** Makes the network of a story, and shows something in its session. */
export function withNodes(count: number, content: TemplateResult = html`<aurigraph-node-grid></aurigraph-node-grid>`) {
  network = new GridNetwork(count);
  return inside(network.session, content);
}

/** Elements in a session. */
export function inside(
  session: Session,
  content: TemplateResult = html`<aurigraph-node-grid></aurigraph-node-grid>`,
): TemplateResult {
  return html`<test-session-host .session=${session}>${content}</test-session-host>`;
}

/** Waits until the grid of the present story is connected, and lets all of its nodes tell everything, and so a past if wanted. */
export async function tellsNodes(canvas: HTMLElement, past = true): Promise<GridNetwork> {
  // The minute is recorded from when its column has a place, a frame after the grid.
  const frame = canvas.querySelector('aurigraph-node-grid')?.shadowRoot;
  if (frame) await until(() => void expect(widthOfRows(frame)).toMatch(/px$/));
  await network.connected();
  // The past is recorded from when its column is shown.
  await until(() => void expect(canvas.ownerDocument.fonts.status).toBe('loaded'));
  await until(() => void expect(part(canvas, '[part=head] > *')).toBeTruthy());
  network.greet();
  if (past) network.pastMinute();
  network.tellAll();
  await shows(canvas, 'live');
  await until(() => void expect(says(canvas)).toMatch(/\d nodes/));
  return network;
}

export function gridIn(canvas: HTMLElement): AurigraphNodeGrid {
  const found = canvas.querySelector('aurigraph-node-grid');
  if (found === null) throw new Error('The story shows no node grid.');
  return found;
}

/** An element inside the grid. */
export function part(canvas: HTMLElement, selector: string): HTMLElement {
  const found = gridIn(canvas).shadowRoot?.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`There is no ${selector}.`);
  return found;
}

/** All elements of a kind inside the grid. */
export function parts(canvas: HTMLElement, selector: string): HTMLElement[] {
  return [...(gridIn(canvas).shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? [])];
}

/** The rows that are drawn, from top to bottom. */
export function rows(canvas: HTMLElement): HTMLElement[] {
  const found = parts(canvas, '[part=rows] > [role=row]');
  return found.sort((left, right) => Number(left.ariaRowIndex) - Number(right.ariaRowIndex));
}

/** Texts of a column in the rows that are drawn, from top to bottom. */
export function texts(canvas: HTMLElement, column: string): string[] {
  const cells = rows(canvas).map((row) => row.querySelector(`:scope:not(.group) > [data-column=${column}]`));
  return cells.flatMap((cell) => (cell === null ? [] : [cell.textContent ?? '']));
}

/** Columns in their order, by their keys. */
export function columns(canvas: HTMLElement): string[] {
  return parts(canvas, '[role=columnheader]').map((head) => head.dataset['column'] ?? '');
}

/** Everything that is written on it. */
export function says(canvas: HTMLElement): string {
  return gridIn(canvas).shadowRoot?.textContent?.replaceAll(/\s+/g, ' ') ?? '';
}

/** How many rows the grid says that it has, without the header. */
export function rowCount(canvas: HTMLElement): number {
  return Number(part(canvas, '.scroller').getAttribute('aria-rowcount')) - 1;
}

export async function until(check: () => void): Promise<void> {
  await waitFor(check, { timeout: 8_000 });
}

/** Waits for a state of the grid's data. */
export async function shows(canvas: HTMLElement, state: string): Promise<void> {
  await until(() => void expect(gridIn(canvas).matches(`:state(${state})`)).toBe(true));
}

/** Nothing of the grid lies beyond its edges. */
export async function keepsInside(canvas: HTMLElement): Promise<void> {
  const { scrollWidth, clientWidth } = part(canvas, '[part=panel]');
  await expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
}

function widthOfRows(root: ShadowRoot): string {
  return root.querySelector<HTMLElement>('.frame')?.style.getPropertyValue('--_row-width') ?? '';
}
