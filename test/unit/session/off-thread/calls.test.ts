import { afterEach, describe, expect, it } from 'vitest';
import type { WorkerChoice } from '../../../../src/session/feed-plan.js';
import { FeedSwitch } from '../../../../src/session/feed-switch.js';
import { LiveMetrics } from '../../../../src/session/live-metrics.js';
import type { WorkerLike } from '../../../../src/session/off-thread/worker-like.js';
import type { CallUsage } from '../../../../src/v11/feed.js';
import { HostMemory, type HostStore } from '../../../../src/v11/index.js';
import { ManualClock } from '../../../support/manual-clock.js';
import { ScriptedBackend } from '../../../support/scripted-backend.js';
import { workersInProcess, type WorkerInProcess } from '../../../support/worker-in-process.js';
import { livePlan } from './support/feed-bench.js';

const HOUR_MS = 3_600_000;
const STEP_MS = 2_000;

/** The most that the page may ask in any hour, of the backend's 100 (protocol 2.4). */
const BUDGET = 94;

/** A page with one memory, on a backend of which much is told over REST only, on a clock that a test holds. */
class CallsBench {
  readonly clock = new ManualClock();
  readonly backend = new ScriptedBackend();
  /** When the backend was called, in elapsed milliseconds. */
  readonly calls: number[] = [];
  answer = (): Response => Response.json({});
  readonly workers: WorkerInProcess[] = [];
  readonly feeds: FeedSwitch[] = [];
  readonly #memory: HostMemory;

  constructor(store?: HostStore) {
    this.#memory = new HostMemory({ store });
    this.backend.accepting = true;
    this.backend.hasDesign = false;
  }

  /** Opens a stream, as each session of a page does. */
  open(worker: WorkerChoice): FeedSwitch {
    const { clock, backend } = this;
    const { openSocket } = backend;
    const fetch = (): Promise<Response> => {
      this.calls.push(clock.elapsed());
      return Promise.resolve(this.answer());
    };
    const { open } = workersInProcess({ clock, openSocket, fetch });
    const openWorker = (): WorkerLike => {
      const opened = open();
      this.workers.push(opened as unknown as WorkerInProcess);
      return opened;
    };
    const live = new LiveMetrics({ clock, schedule: () => () => undefined });
    const feed = new FeedSwitch({ clock, live, openSocket, fetch, openWorker, memory: this.#memory });
    this.feeds.push(feed);
    feed.follow(livePlan(worker), true);
    feed.start();
    return feed;
  }

  /** Lets time pass, with figures on every socket, and does something after each step. */
  async pass(ms: number, each: () => void = () => undefined): Promise<void> {
    for (let passed = 0; passed < ms; passed += STEP_MS) {
      for (const socket of this.backend.sockets)
        if (!socket.closedByClient) socket.say({ type: 'tick', timestamp: this.clock.now() });
      this.clock.advance(STEP_MS);
      for (let turn = 0; turn < 6; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      each();
    }
  }

  /** Calls in the fullest hour. */
  get mostInAnHour(): number {
    const { calls } = this;
    return Math.max(...calls.map((from) => calls.filter((at) => at >= from && at < from + HOUR_MS).length));
  }
}

const benches: CallsBench[] = [];

function bench(store?: HostStore): CallsBench {
  const opened = new CallsBench(store);
  benches.push(opened);
  return opened;
}

afterEach(() => {
  for (const { feeds } of benches.splice(0)) for (const feed of feeds) feed.dispose();
});

/** A store that works, as that of a session does. */
function keptIn(texts: Map<string, string>): HostStore {
  return { getItem: (key) => texts.get(key) ?? null, setItem: (key, text) => void texts.set(key, text) };
}

describe.each<[string, () => HostStore | undefined]>([
  ['that is kept on the page', () => undefined],
  ['that is kept in a store', () => keptIn(new Map())],
])('a call budget %s', (_what, store) => {
  it('is one for page and Worker: moving back and forth all the time never asks a backend too often', async () => {
    const page = bench(store());
    const feed = page.open('always');
    let step = 0;
    await page.pass(2 * HOUR_MS, () => {
      step += 1;
      if (step % 60 === 0) feed.follow(livePlan(step % 120 === 0 ? 'always' : 'never'), true);
      if (step % 60 === 0) feed.start();
    });
    expect(page.workers.length).toBeGreaterThan(25);
    expect(page.mostInAnHour).toBeLessThanOrEqual(BUDGET);
    // It is used up, so that the bound means something.
    expect(page.mostInAnHour).toBeGreaterThan(BUDGET - 10);
  }, 60_000);

  it('is one for several Workers, some of which break', async () => {
    const page = bench(store());
    for (const worker of ['always', 'always', 'never', 'always'] as const) page.open(worker);
    let step = 0;
    await page.pass(HOUR_MS, () => {
      step += 1;
      if (step % 400 === 0) page.workers.find(({ isTerminated }) => !isTerminated)?.break();
    });
    expect(page.workers).toHaveLength(3);
    expect(page.mostInAnHour).toBeLessThanOrEqual(BUDGET);
    expect(page.mostInAnHour).toBeGreaterThan(BUDGET - 10);
  }, 60_000);
});

describe('the calls that are shown', () => {
  async function shownBy(worker: WorkerChoice): Promise<readonly (CallUsage | undefined)[]> {
    const page = bench();
    const feed = page.open(worker);
    const shown: (CallUsage | undefined)[] = [];
    await page.pass(HOUR_MS + 600_000, () => shown.push(feed.status.calls));
    expect(feed.thread?.place).toBe(worker === 'always' ? 'worker' : 'page');
    return shown;
  }

  it('are the same from a Worker as from the page', async () => {
    const here = await shownBy('never');
    expect(here.at(-1)).toMatchObject({ used: 93, limit: 100 });
    expect(await shownBy('always')).toEqual(here);
  }, 60_000);

  it('do not begin anew with a move', async () => {
    const page = bench();
    const feed = page.open('never');
    await page.pass(60_000);
    const before = feed.status.calls;
    expect(before?.used).toBe(5);
    feed.follow(livePlan('always'), true);
    feed.start();
    await page.pass(10_000);
    expect(feed.thread).toEqual({ place: 'worker' });
    expect(feed.status.calls).toEqual(before);
    expect(page.calls).toHaveLength(5);
  });
});

describe('a backend that wants no calls for a while', () => {
  it.each([
    ['always', 'never'],
    ['never', 'always'],
  ] as const)('and said so with a Worker %s is not called with one %s until then', async (first, second) => {
    const page = bench();
    page.answer = () => Response.json({ error: 'Too many', retryAfterSeconds: 1_200 }, { status: 429 });
    const feed = page.open(first);
    await page.pass(10_000);
    expect(page.calls).toHaveLength(1);
    const { renewsAt } = feed.status.calls ?? {};
    expect(renewsAt).toBeGreaterThan(page.clock.now() + 600_000);
    feed.follow(livePlan(second), true);
    feed.start();
    const waitMs = (renewsAt ?? 0) - page.clock.now();
    await page.pass(waitMs - 2 * STEP_MS);
    expect(page.calls).toHaveLength(1);
    expect(feed.status.calls?.renewsAt).toBe(renewsAt);
    page.answer = () => Response.json({});
    await page.pass(60_000);
    expect(page.calls.length).toBeGreaterThan(1);
  });
});
