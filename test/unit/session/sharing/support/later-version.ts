import { bytesFor, columnsNamed, type BatchCounts } from '../../../../../src/session/off-thread/batch.js';
import type { PageHub } from '../../../../../src/session/sharing/page-hub.js';

/** What a later version counts by: another order, a figure more, and one that it does not know any more. */
const NODE_FIELDS = ['shardCount', 'queueDepth', 'throughput'];
const SYSTEM_FIELDS = ['gasPrice', 'totalNodes', 'tps'];
const SERIES = ['gasPrice', 'tps'];
const NODE_TYPES = ['archive', 'slim', 'validator'];

/** What one node says. */
export interface LaterNode {
  readonly id: string;
  readonly type: string;
  readonly values: Readonly<Record<string, number>>;
}

const rank = 9_000_000_000_000;

/** A version of the library that is not written yet, played by hand at the page's hub: all that is promised for it. */
export class LaterVersion {
  readonly #hub: PageHub;
  readonly #key = 'later';
  readonly #seat: number;
  /** Words of everything that it was told, oldest first. */
  readonly heard: unknown[] = [];
  #sequence = 0;

  constructor(
    hub: PageHub,
    room: string,
    readonly node: LaterNode,
    readonly figures: Readonly<Record<string, number>>,
  ) {
    this.#hub = hub;
    this.#seat = hub.join(this.#key, room, rank, (from, data) => this.#hear(from, data));
  }

  leave(): void {
    this.#hub.leave(this.#key);
  }

  #hear(from: number, data: unknown): void {
    if (from === 0) return;
    const { word } = data as { word: string };
    this.heard.push(word);
    if (word === 'hello') this.#post({ word: 'beat', sequence: this.#sequence, news: liveNews });
    if (word === 'ask')
      this.#post({ word: 'batch', sequence: this.#sequence, whole: true, layout, batch: this.#batch() });
  }

  #post(message: object): void {
    const from = String(this.#seat);
    this.#hub.post(this.#key, 0, {
      ...message,
      from,
      term: { number: 1, leader: from },
      visible: true,
      rank,
      later: 1,
    });
  }

  #batch(): object {
    const at = Date.parse('2026-09-21T14:15:24Z');
    const told = Object.entries(this.figures);
    const counts: BatchCounts = { rows: 1, fieldBits: 0b111, points: 1, readings: told.length };
    const buffer = new ArrayBuffer(bytesFor(counts));
    const columns = columnsNamed(buffer, counts, NODE_FIELDS);
    columns.row[0] = 5;
    columns.rowAt[0] = at;
    columns.rowSentAt[0] = NaN;
    columns.rowOrigin[0] = 1;
    columns.rowType[0] = NODE_TYPES.indexOf(this.node.type);
    for (const [field, values] of columns.values) values[0] = this.node.values[field] ?? NaN;
    columns.pointSeries[0] = SERIES.indexOf('tps');
    columns.pointAt[0] = at;
    columns.pointValue[0] = this.figures['tps'] ?? NaN;
    for (const [index, [name, value]] of told.entries()) {
      columns.readingField[index] = SYSTEM_FIELDS.indexOf(name);
      columns.readingValue[index] = value;
      columns.readingAt[index] = at;
      columns.readingSentAt[index] = NaN;
      columns.readingOrigin[index] = 1;
    }
    const origins = [{ source: '/ws', confidence: 'reported' }];
    const words = { removed: [], added: [this.node.id], states: [], origins, firstOrigin: 1, madeAt: at };
    return { ...counts, ...words, buffer, future: 'unknown' };
  }
}

const layout = [NODE_FIELDS, SYSTEM_FIELDS, SERIES, NODE_TYPES].map((names) => names.join(' ')).join('/');

const liveNews = {
  status: { phase: 'live', connected: true, receiving: true, fresh: true, source: '/ws', attempt: 0 },
  frames: { received: 1, dropped: 0, unknown: 0 },
};
