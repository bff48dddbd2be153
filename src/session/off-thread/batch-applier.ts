import { SYSTEM_FIELDS, type Origin } from '../../domain/live-update.js';
import type { ArrivalNews } from '../arrivals.js';
import type { LiveMetrics } from '../live-metrics.js';
import { NO_ROW, UNKNOWN_TYPE } from '../node-table.js';
import { NO_ORIGIN, type OriginKind } from '../origin-codes.js';
import { SERIES_NAMES } from '../series.js';
import { columnsIn, type Batch, type BatchColumns } from './batch.js';

/** A step of the wall clock is no delay: a batch is never taken to have been on its way for longer, in milliseconds. */
const LONGEST_DELAY_MS = 10 * 60 * 1_000;

/**
 * Writes batches of one sender to the live metrics, column by column. What a batch says was found to be news where it
 * was made, so that it is taken as it is.
 */
export class BatchApplier {
  readonly #live: LiveMetrics;
  /** Id and row here, by the sender's row. */
  readonly #ids: (string | undefined)[] = [];
  #rows = new Int32Array(64).fill(NO_ROW);
  /** The nodes here as they were after the last batch: while they are the same, so are the rows. */
  #structure = NaN;
  /** States of the last batch by themselves: the same ones again are then compared as objects, not letter by letter. */
  #states: ReadonlyMap<string, string> = new Map();
  /** Codes and kinds here, by the sender's code. */
  readonly #codes: number[] = [NO_ORIGIN];
  readonly #kinds: OriginKind[] = [];

  constructor(live: LiveMetrics) {
    this.#live = live;
  }

  /**
   * Applies the next batch.
   *
   * @param now epoch milliseconds
   * @param overtaken leaves out what is older than what is here already, from the same source: for the first batch of a
   *   sender that takes over from another
   */
  apply(batch: Batch, now: number, overtaken = false): void {
    const columns = columnsIn(batch.buffer, batch);
    this.#learnOrigins(batch);
    this.#applyNodes(batch, columns, overtaken);
    this.#applySystem(batch, columns, overtaken);
    const delayMs = Math.min(Math.max(0, now - batch.madeAt), LONGEST_DELAY_MS);
    if (batch.system !== undefined) this.#live.changed('system', delayed(batch.system, delayMs));
    if (batch.nodes !== undefined || batch.removed.length > 0 || batch.rows > 0)
      this.#live.changed('nodes', batch.nodes && delayed(batch.nodes, delayMs));
  }

  #learnOrigins({ origins, firstOrigin }: Batch): void {
    origins.forEach((kind, index) => {
      this.#kinds[firstOrigin + index] = kind;
      this.#codes[firstOrigin + index] = this.#live.nodes.origins.codeOf({ ...kind, at: 0 });
    });
  }

  #applyNodes(batch: Batch, columns: BatchColumns, overtaken: boolean): void {
    for (const id of batch.removed) this.#live.nodes.remove(id);
    const rows = this.#rowsHere(batch, columns);
    this.#stamp(columns, rows, overtaken);
    this.#describe(batch, columns, rows);
    for (const [field, values] of columns.values) scatter(values, rows, this.#live.nodes.column(field));
    this.#structure = this.#live.nodes.structure;
  }

  /** The row here of each row of the batch; nodes that are not known here are added first, as columns may move then. */
  #rowsHere({ added }: Batch, { row: theirs }: BatchColumns): Int32Array {
    const { nodes } = this.#live;
    if (nodes.structure !== this.#structure) this.#forgetMoved();
    nodes.reserve(nodes.size + added.length);
    added.forEach((id, index) => {
      const row = theirs[index] ?? 0;
      this.#ids[row] = id;
      this.#remember(row, nodes.rowOf(id) ?? nodes.add(id));
    });
    const rows = new Int32Array(theirs.length);
    for (let index = 0; index < rows.length; index += 1) {
      const their = theirs[index] ?? 0;
      const row = this.#rows[their] ?? NO_ROW;
      rows[index] = row === NO_ROW ? this.#findAgain(their) : row;
    }
    return rows;
  }

  /** Nodes that were removed here, or cleared with everything, have no row any more, or will have another one. */
  #forgetMoved(): void {
    const { nodes } = this.#live;
    for (let their = 0; their < this.#ids.length; their += 1) {
      const row = this.#rows[their] ?? NO_ROW;
      if (row !== NO_ROW && nodes.idOf(row) !== this.#ids[their]) this.#rows[their] = NO_ROW;
    }
  }

  /** There may be room now for one that there was none for before. */
  #findAgain(their: number): number {
    const { nodes } = this.#live;
    const id = this.#ids[their];
    return id === undefined ? NO_ROW : this.#remember(their, nodes.rowOf(id) ?? nodes.add(id));
  }

  #remember(theirs: number, row: number): number {
    if (theirs >= this.#rows.length) {
      const larger = new Int32Array(Math.max(theirs + 1, this.#rows.length * 2)).fill(NO_ROW);
      larger.set(this.#rows);
      this.#rows = larger;
    }
    this.#rows[theirs] = row;
    return row;
  }

  /** Stamps the rows. Those that were overtaken are taken out of `rows`. */
  #stamp({ rowAt, rowSentAt, rowOrigin }: BatchColumns, rows: Int32Array, overtaken: boolean): void {
    const { nodes } = this.#live;
    for (let index = 0; index < rows.length; index += 1) {
      const row = rows[index] ?? NO_ROW;
      if (row < 0) continue;
      const [at, sentAt] = [rowAt[index] ?? 0, rowSentAt[index] ?? NaN];
      const code = this.#codes[rowOrigin[index] ?? NO_ORIGIN] ?? NO_ORIGIN;
      if (overtaken && nodes.orderOf(row, at, code, sentAt) === 'older') rows[index] = NO_ROW;
      else nodes.stamp(row, at, code, sentAt);
    }
  }

  #describe({ states }: Batch, { rowType, rowState }: BatchColumns, rows: Int32Array): void {
    const { nodes } = this.#live;
    const words = states.map((state) => this.#states.get(state) ?? state);
    this.#states = new Map(words.map((word) => [word, word]));
    for (let index = 0; index < rows.length; index += 1) {
      const row = rows[index] ?? NO_ROW;
      if (row < 0) continue;
      const type = rowType[index] ?? UNKNOWN_TYPE;
      if (type !== UNKNOWN_TYPE) nodes.setTypeCode(row, type);
      const state = words[(rowState[index] ?? 0) - 1];
      if (state !== undefined) nodes.setState(row, state);
    }
  }

  #applySystem({ leader, points, readings }: Batch, columns: BatchColumns, overtaken: boolean): void {
    const live = this.#live;
    for (let index = 0; index < points; index += 1) {
      const name = SERIES_NAMES[columns.pointSeries[index] ?? 0];
      if (name !== undefined) live.addPoint(name, columns.pointAt[index] ?? NaN, columns.pointValue[index] ?? NaN);
    }
    for (let index = 0; index < readings; index += 1) {
      const field = SYSTEM_FIELDS[columns.readingField[index] ?? 0];
      const [value, origin] = [columns.readingValue[index] ?? NaN, this.#originOf(columns, index)];
      if (field === undefined) continue;
      if (overtaken) live.readings.take(field, value, origin);
      else live.readings.set(field, { value, origin });
    }
    if (leader === undefined) return;
    if (overtaken) live.readings.takeLeader(leader.value, leader.origin);
    else live.readings.setLeader(leader);
  }

  #originOf({ readingAt, readingSentAt, readingOrigin }: BatchColumns, index: number): Origin {
    const kind = this.#kinds[readingOrigin[index] ?? NO_ORIGIN] ?? { source: '', confidence: 'constant' };
    const [at, sentAt] = [readingAt[index] ?? 0, readingSentAt[index] ?? NaN];
    return Number.isNaN(sentAt) ? { ...kind, at } : { ...kind, at, sentAt };
  }
}

function delayed(news: ArrivalNews, delayMs: number): ArrivalNews {
  return { ...news, ageMs: news.ageMs + delayMs };
}

/** Unknown values change nothing. Rows below zero are of nodes that are not kept. */
function scatter(from: Float64Array, rows: Int32Array, to: Float64Array): void {
  for (let index = 0; index < rows.length; index += 1) {
    const [row, value] = [rows[index] ?? NO_ROW, from[index] ?? NaN];
    if (row >= 0 && Number.isFinite(value)) to[row] = value;
  }
}
