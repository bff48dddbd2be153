/** A network whose nodes change, and what a grid of them has to show; always the same. */

/** What changes are told to. */
export interface Told {
  node(id: string, row: number, state: string, throughput: number, errors: number): void;
}

const STATES = ['FOLLOWER', 'LEADER', 'OVERLOAD', 'IDLE', 'ERROR'];
const SEED = 20_261_126;

export class Network {
  readonly throughput: Float64Array;
  readonly errors: Float64Array;
  readonly #ids: readonly string[];
  readonly #changed: Uint32Array;
  #changedCount = 0;
  #state = SEED;
  #expected = new Map<string, readonly string[]>();

  constructor(nodes: number) {
    this.#ids = Array.from({ length: nodes }, (_, row) => `node-${row}`);
    this.throughput = Float64Array.from(this.#ids, () => this.#random() * 10_000);
    this.errors = Float64Array.from(this.#ids, () => Math.floor(this.#random() * 4));
    this.#changed = new Uint32Array(nodes);
  }

  static stateOf(row: number): string {
    return STATES[row % STATES.length] ?? '';
  }

  fill(told: Told): void {
    this.#ids.forEach((_, row) => this.#tellRow(told, row));
  }

  /** Changes so many of the nodes, 0 to 1, by up to a tenth of their throughput. */
  change(share: number): void {
    this.#changedCount = 0;
    this.#expected.clear();
    for (let row = 0; row < this.#ids.length; row += 1) {
      if (share < 1 && this.#random() >= share) continue;
      this.throughput[row] = (this.throughput[row] ?? 0) * (0.9 + this.#random() * 0.2);
      this.#changed[this.#changedCount++] = row;
    }
  }

  /** Tells of the last changes. */
  tell(told: Told): void {
    for (let index = 0; index < this.#changedCount; index += 1) this.#tellRow(told, this.#changed[index] ?? 0);
  }

  /** Ids of all nodes that pass, the busiest first. Not in the time of anybody. */
  expected(isExpected: ((row: number, network: Network) => boolean) | undefined): readonly string[] | undefined {
    if (isExpected === undefined) return undefined;
    const key = String(isExpected);
    const known = this.#expected.get(key);
    if (known !== undefined) return known;
    const rows = this.#ids.map((_, row) => row).filter((row) => isExpected(row, this));
    rows.sort((a, b) => (this.throughput[b] ?? 0) - (this.throughput[a] ?? 0) || a - b);
    const ids = rows.map((row) => this.#ids[row] ?? '');
    this.#expected.set(key, ids);
    return ids;
  }

  #tellRow(told: Told, row: number): void {
    told.node(this.#ids[row] ?? '', row, Network.stateOf(row), this.throughput[row] ?? 0, this.errors[row] ?? 0);
  }

  /** Numerical Recipes' generator: the same on every machine. */
  #random(): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    return this.#state / 2 ** 32;
  }
}
