/**
 * This library's grid in a session whose live values are told as in a page: up to the number of nodes from which on a
 * Worker decodes, one value after the other, as the decoder tells them; beyond it in the batches of columns that the
 * Worker would send, which are made beforehand by what makes them there. The session is there and connected
 * before, as it is on a page with other elements; that the nodes are told of, and that the element is upgraded, is part
 * of the mount. It has the ten columns of the others, three of them with bars, and in place of the time of the last update
 * stands its age; the line of the last minute, which nobody else has, is hidden. The box that scrolls, header included, is as large as the whole table of the others.
 * Anyone's state is told in the network's words and shown in those of the element.
 */
import { AurigraphNodeGrid } from '../../../src/elements/node-grid/node-grid.js';
import { defineElement } from '../../../src/elements/base/define-element.js';
import type { NodeField, Origin, UpdateSink } from '../../../src/domain/live-update.js';
import { BatchApplier } from '../../../src/session/off-thread/batch-applier.js';
import { columnsIn, type Batch } from '../../../src/session/off-thread/batch.js';
import { BatchingSink } from '../../../src/session/off-thread/batching-sink.js';
import { BUSY_NODES } from '../../../src/session/off-thread/load-watch.js';
import type { Session } from '../../../src/session/session.js';
import { systemClock } from '../../../src/storage/index.js';
import { frames, ScriptedBackend } from '../../../test/support/scripted-backend.js';
import { sessionOn, type SessionHost } from '../../../test/support/session-host.js';
import type { Box, Contender, Grid, Parts, Words } from '../contender.js';
import type { NodeRecord } from '../workload.js';

const TAG = 'aurigraph-node-grid';

/** What the element has around the box that scrolls, in CSS pixels. */
const AROUND = { width: 2, height: 120 };

const VIEW = 'columns.node.type.state.throughput.trend-off.queue.success.messages.errors.latency.detail-off.age';

const SIZE_SLACK = 4;

/** Somebody has to say something, or the connection is taken for lost. */
const SAY_EVERY_MS = 1_000;

/** An age may be so much older or younger than it should be, in milliseconds. */
const AGE_SLACK_MS = 50;

/** Units of ages in milliseconds. */
const UNITS: Readonly<Record<string, number>> = { s: 1_000, min: 60_000, h: 3_600_000 };

const MORE_THAN_ANY = 1_000_000;

const STATES: Readonly<Record<NodeRecord['state'], string>> = {
  LEADER: 'leader',
  FOLLOWER: 'active',
  ROUTING: 'active',
  IDLE: 'idle',
};

/** Figures of a record by the field that they are told as. */
const FIELDS: readonly (readonly [NodeField, keyof Figures])[] = [
  ['throughput', 'throughput'],
  ['totalMessages', 'messages'],
  ['errorCount', 'errors'],
  ['latencyMs', 'latency'],
  ['queueDepth', 'queue'],
  ['successRate', 'success'],
];

type Figures = Pick<NodeRecord, 'throughput' | 'messages' | 'errors' | 'latency' | 'queue' | 'success'>;

/** What the grid is told of: records, and beyond some number of them the batch that a Worker would make of them. */
interface Told {
  readonly records: readonly NodeRecord[];
  readonly batch: Batch | undefined;
}

const exact = new Intl.NumberFormat('en');

let session: Session | undefined;
/** The Worker's end; nothing where there would be none. */
let worker: BatchingSink | undefined;

export const prepare: Contender<Told>['prepare'] = async () => {
  const backend = new ScriptedBackend();
  backend.accepting = true;
  session = sessionOn(backend, { maxNodes: MORE_THAN_ANY });
  setInterval(() => backend.sockets.at(-1)?.say(frames.system(1_000_000)), SAY_EVERY_MS);
};

export const shape = (records: readonly NodeRecord[]): Told => {
  if (records.length > BUSY_NODES) worker ??= new BatchingSink({ clock: systemClock, maxNodes: MORE_THAN_ANY });
  if (worker !== undefined) tell(worker, records, systemClock.now());
  // As it arrives.
  const batch = structuredClone(worker?.take());
  return { records, batch };
};

export const mount: Contender<Told>['mount'] = (place, box, told) => {
  if (session === undefined) throw new Error('There is no session.');
  const grid = new SessionGrid(session, place, box);
  grid.update(told);
  return grid;
};

/** Tells of records as a decoder does. */
function tell(sink: UpdateSink, records: readonly NodeRecord[], at: number): void {
  const origin: Origin = { source: '/ws', at, confidence: 'reported' };
  for (const record of records) {
    const row = sink.node(record.id, record.type, record.state, origin);
    for (const [field, figure] of FIELDS) sink.nodeValue(row, field, record[figure]);
  }
}

/** A batch as it would be if it was made at another time: the Worker notes when values arrived. */
function madeAt(batch: Batch, at: number): Batch {
  columnsIn(batch.buffer, batch).rowAt.fill(at);
  const nodes = batch.nodes && { ...batch.nodes, last: { ...batch.nodes.last, at }, ageMs: 0 };
  return { ...batch, nodes, madeAt: at };
}

class SessionGrid implements Grid<Told> {
  readonly #session: Session;
  readonly #applier: BatchApplier;
  readonly #box: Box;
  readonly #element = document.createElement(TAG);
  /** Epoch milliseconds of each row's last update, and of the last of all. */
  readonly #updatedAt: number[] = [];
  #lastAt = 0;

  constructor(session: Session, place: HTMLElement, box: Box) {
    const { width, height } = box;
    this.#session = session;
    this.#applier = new BatchApplier(session.live);
    this.#box = box;
    const host = document.createElement('test-session-host') as SessionHost;
    host.session = session;
    host.style.display = 'block';
    host.style.width = `${width + AROUND.width}px`;
    this.#element.style.height = `${height + AROUND.height}px`;
    this.#element.setAttribute('density', 'compact');
    this.#element.setAttribute('view', VIEW);
    host.append(this.#element);
    place.append(host);
    defineElement(TAG, AurigraphNodeGrid);
  }

  update({ records, batch }: Told): void {
    const now = this.#session.now();
    if (batch === undefined) tell(this.#session.live, records, now);
    else this.#applier.apply(madeAt(batch, now), now);
    for (const { row } of records) this.#updatedAt[row] = now;
    this.#lastAt = now;
  }

  parts(): Parts | undefined {
    const root = this.#element.shadowRoot;
    const scroller = root?.querySelector('[role=grid]');
    const head = root?.querySelector('[part=head]')?.getBoundingClientRect();
    if (!root || !scroller || head === undefined) return undefined;
    const { width, height, bottom } = scroller.getBoundingClientRect();
    if (Math.abs(width - this.#box.width) > SIZE_SLACK || Math.abs(height - this.#box.height) > SIZE_SLACK)
      throw new Error(`The box that scrolls is ${width} x ${height}: what is around it has another size now.`);
    const rows = [...root.querySelectorAll('[part=rows] > [role=row]')];
    return { opening: { top: head.bottom, bottom }, rows: rows.map(({ children }) => [...children]), scroller };
  }

  says(record: NodeRecord): Words[] {
    const { id, type, state, throughput, queue, success, messages, errors, latency } = record;
    const figures = [throughput, queue, success, messages, errors, latency].map((figure) => exact.format(figure));
    return [id, type, STATES[state], ...figures, (text) => this.#isAge(text, record.row)];
  }

  /** An age is as of the last time that rows were drawn: not before the last values, and not after now. */
  #isAge(text: string, row: number): boolean {
    const [, figure, digits, unit] = /^(\d+(\.\d)?) (s|min|h)$/.exec(text) ?? [];
    const unitMs = UNITS[unit ?? ''] ?? NaN;
    const [from, to] = [Number(figure) * unitMs, (Number(figure) + (digits === undefined ? 1 : 0.1)) * unitMs];
    const updatedAt = this.#updatedAt[row] ?? NaN;
    return to >= this.#lastAt - updatedAt - AGE_SLACK_MS && from <= this.#session.now() - updatedAt + AGE_SLACK_MS;
  }
}
