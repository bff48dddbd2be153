import type { Clock } from '../../domain/clock.js';
import {
  NODE_FIELDS,
  SYSTEM_FIELDS,
  type NodeField,
  type Origin,
  type SystemField,
  type UpdateSink,
} from '../../domain/live-update.js';
import type { NodeType } from '../../domain/node-config.js';
import { Arrivals } from '../arrivals.js';
import { CounterRates } from '../counter-rates.js';
import { LATE_ROW, NodeTable } from '../node-table.js';
import { SERIES_NAMES, type SeriesName } from '../series.js';
import { SystemReadings } from '../system-readings.js';
import { bytesFor, columnsIn, type Batch, type BatchColumns, type BatchCounts } from './batch.js';
import { DirtyRows } from './dirty-rows.js';
import { PendingPoints } from './pending-points.js';

/** Most ids of gone nodes that wait; more than any table holds. */
const MOST_REMOVED = 100_000;

/** Buffers grow to the next multiple of this, in bytes, so that one that came back usually fits. */
const BUFFER_STEP = 65_536;

const PLACE_OF_FIELD = new Map(NODE_FIELDS.map((field, place) => [field, place]));
const SERIES: ReadonlySet<string> = new Set(SERIES_NAMES);

/** What a {@link BatchingSink} needs and may be given. */
export interface BatchingSinkOptions {
  readonly clock: Clock;
  /** Most nodes that are kept; default 100,000. */
  readonly maxNodes?: number | undefined;
  /** Something changed for the first time since the last batch. */
  readonly onChange?: () => void;
}

/**
 * Stands in for the live metrics where those cannot be reached, and tells them in batches. Every point of a series and
 * the last figure of everything is handed over; of a node's values, those of the moment. What waits is bounded by the
 * number of nodes, however long nobody asks.
 */
export class BatchingSink implements UpdateSink {
  readonly #clock: Clock;
  readonly #onChange: () => void;
  readonly #nodes: NodeTable;
  readonly #readings = new SystemReadings();
  readonly #system: Arrivals;
  readonly #nodeArrivals: Arrivals;
  readonly #dirty = new DirtyRows();
  readonly #points = new PendingPoints();
  readonly #rates = new CounterRates();
  readonly #figures = new Set<SystemField>();
  readonly #removed = new Set<string>();
  /** Rows that the other side knows; by row, 1 for yes. */
  #handedOver = new Uint8Array(64);
  #fieldBits = 0;
  #knownOrigins = 1;
  #isLeaderNew = false;
  #isSystemNew = false;
  #areNodesNew = false;
  #hasChanged = false;

  constructor({ clock, maxNodes, onChange = () => undefined }: BatchingSinkOptions) {
    this.#clock = clock;
    this.#onChange = onChange;
    this.#nodes = new NodeTable(maxNodes);
    this.#system = new Arrivals(clock);
    this.#nodeArrivals = new Arrivals(clock);
  }

  /** Whether there is anything to hand over. */
  get hasChanged(): boolean {
    return this.#hasChanged;
  }

  system(field: SystemField, value: number, origin: Origin): void {
    if (!this.#readings.take(field, value, origin)) return;
    this.#figures.add(field);
    if (isSeries(field)) this.#points.add(field, origin.at, value);
    const rate = this.#rates.take(field, value, origin);
    if (rate !== undefined) this.#points.add(rate[0], origin.at, rate[1]);
    this.#noteSystem(origin);
  }

  leader(nodeId: string, origin: Origin): void {
    if (!this.#readings.takeLeader(nodeId, origin)) return;
    this.#isLeaderNew = true;
    this.#noteSystem(origin);
  }

  node(nodeId: string, type: NodeType | undefined, state: string | undefined, origin: Origin): number {
    const nodes = this.#nodes;
    const row = nodes.touch(nodeId, type, state, origin.at, nodes.origins.codeOf(origin), origin.sentAt);
    if (row === LATE_ROW) return row;
    if (row >= 0) this.#dirty.add(row);
    this.#nodeArrivals.note(origin);
    this.#areNodesNew = true;
    this.#note();
    return row;
  }

  nodeValue(row: number, field: NodeField, value: number): void {
    if (row < 0) return;
    this.#nodes.set(row, field, value);
    this.#dirty.add(row);
    this.#fieldBits |= 1 << (PLACE_OF_FIELD.get(field) ?? 0);
  }

  removeNode(nodeId: string): void {
    const row = this.#nodes.rowOf(nodeId);
    if (row !== undefined) this.#handedOver[row] = 0;
    this.#nodes.remove(nodeId);
    if (this.#removed.size < MOST_REMOVED) this.#removed.add(nodeId);
    this.#note();
  }

  /**
   * What changed since the last call; nothing if nothing did.
   *
   * @param used a buffer that came back, to be used again
   */
  take(used?: ArrayBuffer): Batch | undefined {
    if (!this.#hasChanged) return undefined;
    const rows = this.#rowsInOrder();
    const counts: BatchCounts = {
      rows: rows.all.length,
      fieldBits: this.#fieldBits,
      points: this.#points.count,
      readings: this.#figures.size,
    };
    const buffer = roomFor(bytesFor(counts), used);
    const columns = columnsIn(buffer, counts);
    const states = this.#writeNodes(columns, rows.all);
    this.#writeSystem(columns);
    const batch: Batch = { ...counts, buffer, states, added: rows.added, ...this.#news() };
    this.#forgetNews();
    return batch;
  }

  /** Rows to hand over, those of new nodes first, with their ids. */
  #rowsInOrder(): { readonly all: Uint32Array; readonly added: readonly string[] } {
    const [fresh, known, added]: [number[], number[], string[]] = [[], [], []];
    for (const row of this.#dirty.rows) {
      const id = this.#nodes.idOf(row);
      if (id === undefined) continue;
      if (this.#handedOver[row] === 1) {
        known.push(row);
        continue;
      }
      fresh.push(row);
      added.push(id);
    }
    return { all: Uint32Array.from(fresh.concat(known)), added };
  }

  #writeNodes(columns: BatchColumns, rows: Uint32Array): readonly string[] {
    const nodes = this.#nodes;
    const words = new Map<string, number>([['', 0]]);
    this.#noteHandedOver(rows);
    columns.row.set(rows);
    rows.forEach((row, index) => {
      columns.rowAt[index] = nodes.updatedAt[row] ?? 0;
      columns.rowSentAt[index] = nodes.sentAt[row] ?? NaN;
      columns.rowOrigin[index] = nodes.originCodes[row] ?? 0;
      columns.rowType[index] = nodes.typeCodeOf(row);
      columns.rowState[index] = placeOf(words, nodes.stateOf(row));
    });
    for (const [field, values] of columns.values) {
      const column = nodes.column(field);
      for (let index = 0; index < rows.length; index += 1) values[index] = column[rows[index] ?? 0] ?? NaN;
    }
    return [...words.keys()].slice(1);
  }

  #writeSystem(columns: BatchColumns): void {
    this.#points.moveTo(columns.pointSeries, columns.pointAt, columns.pointValue);
    let index = 0;
    for (const field of this.#figures) {
      const reading = this.#readings.figure(field);
      if (reading === undefined) continue;
      columns.readingField[index] = SYSTEM_FIELDS.indexOf(field);
      columns.readingValue[index] = reading.value;
      columns.readingAt[index] = reading.origin.at;
      columns.readingSentAt[index] = reading.origin.sentAt ?? NaN;
      columns.readingOrigin[index] = this.#nodes.origins.codeOf(reading.origin);
      index += 1;
    }
  }

  #news(): Pick<Batch, 'removed' | 'origins' | 'firstOrigin' | 'leader' | 'system' | 'nodes' | 'madeAt'> {
    return {
      removed: [...this.#removed],
      origins: this.#nodes.origins.kindsFrom(this.#knownOrigins),
      firstOrigin: this.#knownOrigins,
      leader: this.#isLeaderNew ? this.#readings.leader : undefined,
      system: this.#isSystemNew ? this.#system.news : undefined,
      nodes: this.#areNodesNew ? this.#nodeArrivals.news : undefined,
      madeAt: this.#clock.now(),
    };
  }

  #forgetNews(): void {
    this.#knownOrigins = this.#nodes.origins.count;
    this.#dirty.clear();
    this.#figures.clear();
    this.#removed.clear();
    this.#fieldBits = 0;
    this.#isLeaderNew = this.#isSystemNew = this.#areNodesNew = this.#hasChanged = false;
  }

  #noteHandedOver(rows: Uint32Array): void {
    if (this.#nodes.size > this.#handedOver.length) {
      const larger = new Uint8Array(Math.max(this.#nodes.size, this.#handedOver.length * 2));
      larger.set(this.#handedOver);
      this.#handedOver = larger;
    }
    for (const row of rows) this.#handedOver[row] = 1;
  }

  #noteSystem(origin: Origin): void {
    this.#system.note(origin);
    this.#isSystemNew = true;
    this.#note();
  }

  #note(): void {
    if (this.#hasChanged) return;
    this.#hasChanged = true;
    this.#onChange();
  }
}

/** The place of a word among those of a batch, which it joins if it is new. */
function placeOf(words: Map<string, number>, word: string): number {
  const known = words.get(word);
  if (known !== undefined) return known;
  words.set(word, words.size);
  return words.size - 1;
}

/** A buffer that is large enough: the used one if it is. */
function roomFor(bytes: number, used: ArrayBuffer | undefined): ArrayBuffer {
  if (used !== undefined && used.byteLength >= bytes) return used;
  return new ArrayBuffer(Math.max(1, Math.ceil(bytes / BUFFER_STEP)) * BUFFER_STEP);
}

function isSeries(field: SystemField): field is SystemField & SeriesName {
  return SERIES.has(field);
}
