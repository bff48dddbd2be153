import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LiveMetrics } from '../../../src/session/live-metrics.js';
import { PAST_SAMPLES, throughputPastOf } from '../../../src/session/throughput-past.js';
import { ManualClock } from '../../support/manual-clock.js';

type Action =
  | { act: 'tell'; ids: readonly string[]; value: number }
  | { act: 'remove'; id: string }
  | { act: 'pass'; seconds: number }
  | { act: 'miss'; seconds: number }
  | { act: 'clear' | 'restart' };

const id = fc.nat({ max: 400 }).map((number) => `n-${number % 20 === 0 ? number : number % 7}`);
const actions: fc.Arbitrary<Action[]> = fc.array(
  fc.oneof(
    {
      arbitrary: fc.record({
        act: fc.constant('tell' as const),
        ids: fc.array(id, { minLength: 1, maxLength: 12 }),
        value: fc.nat({ max: 9_000 }),
      }),
      weight: 8,
    },
    { arbitrary: fc.record({ act: fc.constant('remove' as const), id }), weight: 4 },
    { arbitrary: fc.record({ act: fc.constant('pass' as const), seconds: fc.integer({ min: 1, max: 4 }) }), weight: 8 },
    {
      arbitrary: fc.record({ act: fc.constant('pass' as const), seconds: fc.integer({ min: 9, max: 30 }) }),
      weight: 1,
    },
    {
      arbitrary: fc.record({ act: fc.constant('miss' as const), seconds: fc.integer({ min: 2, max: 14 }) }),
      weight: 1,
    },
    { arbitrary: fc.record({ act: fc.constantFrom('clear' as const, 'restart' as const) }), weight: 1 },
  ),
  { maxLength: 90, size: 'max' },
);

/** The slow way: a list for each node, as long as it is in the row that it has. */
class NaivePast {
  readonly #live: LiveMetrics;
  #lists = new Map<string, number[]>();
  #clearings = 0;

  constructor(live: LiveMetrics) {
    this.#live = live;
  }

  forget(): void {
    this.#lists.clear();
  }

  sample(ids: readonly string[], now: number, missed = 0): void {
    const before = this.#live.clearings === this.#clearings ? this.#lists : new Map<string, number[]>();
    this.#clearings = this.#live.clearings;
    this.#lists = new Map();
    for (const id of ids) {
      const row = this.#live.nodes.rowOf(id);
      if (row === undefined) continue;
      const list = before.get(this.#keyOf(id)) ?? [];
      if (list.length > 0)
        for (let index = 0; index < missed; index += 1) list.push(missed < 10 ? (list.at(-1) ?? NaN) : NaN);
      const isHeld = now - (this.#live.nodes.updatedAt[row] ?? 0) <= 10_000;
      list.push(isHeld ? this.#live.nodes.value(row, 'throughput') : NaN);
      this.#lists.set(this.#keyOf(id), list);
    }
  }

  read(id: string): number[] {
    const isCurrent = this.#live.clearings === this.#clearings;
    const list = (isCurrent ? this.#lists.get(this.#keyOf(id)) : undefined) ?? [];
    return [...new Array<number>(PAST_SAMPLES).fill(NaN), ...list].slice(-PAST_SAMPLES);
  }

  #keyOf(id: string): string {
    return `${this.#live.nodes.rowOf(id)} ${id}`;
  }
}

/** The past and the naive model of it side by side, on the same network. */
class SideBySide {
  readonly #clock = new ManualClock();
  readonly #live = new LiveMetrics({ clock: this.#clock, schedule: () => () => undefined });
  readonly #past = throughputPastOf(this.#live);
  readonly #naive = new NaivePast(this.#live);
  readonly #ids = new Set<string>();
  readonly #into = new Float32Array(PAST_SAMPLES);
  #stop = this.#past.keep();
  readonly reached = { reused: 0, known: 0, gaps: 0 };

  async perform(action: Action): Promise<void> {
    switch (action.act) {
      case 'tell':
        return this.#tell(action.ids, action.value);
      case 'remove':
        return this.#live.removeNode(action.id);
      case 'pass':
        for (let second = 0; second < action.seconds; second += 1) this.#pass();
        return;
      case 'miss':
        this.#clock.sleep(action.seconds * 1_000);
        this.#clock.advance(0);
        return this.#naive.sample([...this.#ids], this.#clock.now(), action.seconds - 1);
      case 'clear':
        return this.#live.clear();
      case 'restart':
        return this.#restart();
    }
  }

  check(): void {
    for (const id of this.#ids) {
      const row = this.#live.nodes.rowOf(id);
      if (row === undefined) continue;
      this.#past.read(row, this.#into);
      const expected = this.#naive.read(id);
      expect([...this.#into], id).toEqual(expected);
      const known = expected.findIndex((value) => !Number.isNaN(value));
      this.reached.known += known < 0 ? 0 : 1;
      this.reached.gaps += known >= 0 && expected.slice(known).some(Number.isNaN) ? 1 : 0;
    }
  }

  #tell(ids: readonly string[], value: number): void {
    const origin = { source: '/ws', at: this.#clock.now(), confidence: 'reported' } as const;
    ids.forEach((id, index) => {
      const { size } = this.#live.nodes;
      const isNew = this.#live.nodes.rowOf(id) === undefined;
      this.#ids.add(id);
      const row = this.#live.node(id, index % 2 === 0 ? 'slim' : undefined, `S${value % 3}`, origin);
      this.#live.nodeValue(row, 'throughput', value + index);
      if (isNew && row < size) this.reached.reused += 1;
    });
  }

  #pass(): void {
    this.#clock.advance(1_000);
    this.#naive.sample([...this.#ids], this.#clock.now());
  }

  async #restart(): Promise<void> {
    this.#stop();
    await Promise.resolve();
    this.#naive.forget();
    this.#stop = this.#past.keep();
    this.#naive.sample([...this.#ids], this.#clock.now());
  }
}

describe('the throughput of every node', () => {
  it('is that of a naive model, whatever happens to the network', async () => {
    const reached = { reused: 0, known: 0, gaps: 0 };
    await fc.assert(
      fc.asyncProperty(actions, async (steps) => {
        const both = new SideBySide();
        for (const step of steps) {
          await both.perform(step);
          both.check();
        }
        reached.reused += both.reached.reused;
        reached.known += both.reached.known;
        reached.gaps += both.reached.gaps;
      }),
      { numRuns: 150 },
    );
    // The sequences went where it is difficult.
    expect(reached.reused).toBeGreaterThan(100);
    expect(reached.known).toBeGreaterThan(10_000);
    expect(reached.gaps).toBeGreaterThan(1_000);
  });
});
