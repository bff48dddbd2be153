/** Nodes and bursts of changes to them, the same ones for whoever asks. */

const TYPES = ['channel', 'validator', 'business', 'slim'] as const;
const STATES = ['LEADER', 'FOLLOWER', 'ROUTING', 'IDLE'] as const;

/** Keys of the columns, in the order in which they are shown. */
export const COLUMNS = [
  'id',
  'type',
  'state',
  'throughput',
  'messages',
  'errors',
  'latency',
  'queue',
  'success',
  'updated',
] as const;

/** What is known of a node at a moment. */
export interface NodeRecord {
  /** Its place among all nodes, from 0: for those who keep columns. */
  readonly row: number;
  readonly id: string;
  readonly type: (typeof TYPES)[number];
  readonly state: (typeof STATES)[number];
  /** Transactions per second. */
  readonly throughput: number;
  readonly messages: number;
  readonly errors: number;
  /** Milliseconds. */
  readonly latency: number;
  readonly queue: number;
  /** Percent. */
  readonly success: number;
  /** Second of the day. */
  readonly updated: number;
}

/** Different values that a node has in turns, where all of them change with each burst, and where only some do. */
const VARIANTS_OF_ALL = 4;
const VARIANTS_OF_SOME = 2;

const BEGIN = 36_000;

/** A network, and what happens to it. */
export class Workload {
  readonly records: readonly NodeRecord[];
  #seed = 12_345;

  constructor(count: number) {
    this.records = Array.from({ length: count }, (_, row) => this.#record(row, BEGIN));
  }

  /**
   * Bursts to be sent one after the other, over and over. Each of them changes so great a share of the nodes, picked at
   * random, none of them twice before all had their turn, and every figure of each.
   *
   * @param share 0 to 1
   */
  bursts(share: number): readonly (readonly NodeRecord[])[] {
    const rows = this.#shuffled();
    const size = Math.max(1, Math.round(rows.length * share));
    const variants = size === rows.length ? VARIANTS_OF_ALL : VARIANTS_OF_SOME;
    const bursts: NodeRecord[][] = [];
    for (let variant = 1; variant <= variants; variant += 1)
      for (let from = 0; from < rows.length; from += size)
        bursts.push(Array.from(rows.subarray(from, from + size), (row) => this.#record(row, BEGIN + variant)));
    return bursts;
  }

  #record(row: number, updated: number): NodeRecord {
    const first = this.records?.[row];
    return {
      row,
      id: first?.id ?? `n-${String(row).padStart(6, '0')}`,
      type: TYPES[row % TYPES.length] ?? 'slim',
      state: STATES[this.#below(STATES.length)] ?? 'IDLE',
      throughput: this.#below(2_000_000),
      messages: this.#below(90_000_000),
      errors: this.#below(100),
      latency: this.#below(500),
      queue: this.#below(10_000),
      success: this.#below(101),
      updated,
    };
  }

  #shuffled(): Uint32Array {
    const rows = Uint32Array.from(this.records, ({ row }) => row);
    for (let last = rows.length - 1; last > 0; last -= 1) {
      const other = this.#below(last + 1);
      [rows[last], rows[other]] = [rows[other] ?? 0, rows[last] ?? 0];
    }
    return rows;
  }

  /** A whole number from 0 up to, but without, an end. */
  #below(end: number): number {
    this.#seed = (Math.imul(this.#seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.#seed / 2 ** 32) * end);
  }
}
