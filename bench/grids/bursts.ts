/** Sends bursts of changes to a table. */
import { nextFrame, warmUp, watchFrames, type Frames } from '../stage/frames.js';
import type { Grid } from './contender.js';
import type { NodeRecord } from './workload.js';

/** What happened meanwhile. */
export interface Sent extends Frames {
  readonly bursts: number;
}

/** From one burst to the next, in milliseconds. */
const PERIOD_MS = 100;

/**
 * How long it is waited after the last burst, in milliseconds: what a contender put off for a moment, to do it once for
 * several bursts, is part of its cost.
 */
const AFTERMATH_MS = PERIOD_MS + 100;

/** Changed records, and the same in the shape in which they are given. */
export interface Burst {
  readonly records: readonly NodeRecord[];
  readonly given: unknown;
}

const NO_BURST: Burst = { records: [], given: undefined };

/** Bursts of one kind, which go on where they stopped. */
export class Bursts {
  readonly #list: readonly Burst[];
  #next = 0;

  constructor(list: readonly Burst[]) {
    this.#list = list;
  }

  /**
   * Sends bursts for a while from tasks of their own, as messages come. A page that is late gets fewer of them, and one
   * that answers with a promise gets none before that is kept.
   *
   * @returns what happened, and what was sent
   */
  async send(
    grid: Grid<unknown>,
    durationMs: number,
  ): Promise<{ readonly sent: Sent; readonly records: readonly (readonly NodeRecord[])[] }> {
    await warmUp();
    const records: (readonly NodeRecord[])[] = [];
    let isOver = false;
    const watching = watchFrames(() => isOver);
    // Frames that do not come are counted from the first one on.
    await nextFrame();
    const begin = performance.now();
    for (let due = begin; performance.now() - begin < durationMs;) {
      const burst = this.#take();
      records.push(burst.records);
      await grid.update(burst.given);
      due = Math.max(due + PERIOD_MS, performance.now() - PERIOD_MS);
      await delay(due - performance.now());
    }
    const ms = performance.now() - begin;
    isOver = true;
    const frames = await watching;
    await delay(AFTERMATH_MS);
    return { sent: { ...frames, ms, bursts: records.length }, records };
  }

  #take(): Burst {
    const burst = this.#list[this.#next % this.#list.length] ?? NO_BURST;
    this.#next += 1;
    return burst;
  }
}

/** Resolves after so many milliseconds, in a task of its own. */
export function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
}
