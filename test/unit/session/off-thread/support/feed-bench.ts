import { expect, vi } from 'vitest';
import type { FeedPlan, WorkerChoice } from '../../../../../src/session/feed-plan.js';
import { feedModules } from '../../../../../src/session/feed-modules.js';
import { FeedSwitch } from '../../../../../src/session/feed-switch.js';
import { LiveMetrics } from '../../../../../src/session/live-metrics.js';
import type { OpenWorker } from '../../../../../src/session/off-thread/worker-like.js';
import { ManualClock } from '../../../../support/manual-clock.js';
import { ScriptedBackend } from '../../../../support/scripted-backend.js';
import { workersInProcess, type WorkerInProcess } from '../../../../support/worker-in-process.js';

// What is loaded already is open at once; `feed-loading.test.ts` shows what happens while it is not.
await Promise.all([feedModules.demo.load(), feedModules.live.load()]);

/** A plan for the scripted backend. */
export function livePlan(worker: WorkerChoice): Extract<FeedPlan, { mode: 'live' }> {
  return { mode: 'live', worker, wsUrl: 'ws://backend.test/ws', url: 'http://backend.test', timeoutMs: 30_000 };
}

/** A plan for a demo network of so many nodes. */
export function demoPlan(worker: WorkerChoice, nodes: number | undefined): Extract<FeedPlan, { mode: 'demo' }> {
  return { mode: 'demo', worker, seed: 1, nodes, configuration: undefined, performanceMode: 'development' };
}

/** A feed, its live metrics and its Workers, on one clock and one backend that a test holds. */
export class FeedBench {
  readonly clock = new ManualClock();
  readonly backend = new ScriptedBackend();
  readonly live = new LiveMetrics({ clock: this.clock, schedule: () => () => undefined });
  readonly workers: WorkerInProcess[];
  readonly feed: FeedSwitch;

  /** @param openWorker how a Worker is opened, in process by default; null where there are none */
  constructor(openWorker?: OpenWorker | null) {
    const { clock, backend, live } = this;
    const { openSocket, fetch } = backend;
    backend.accepting = true;
    const { open, workers } = workersInProcess({ clock, openSocket, fetch });
    this.workers = workers;
    const opener = openWorker === undefined ? open : (openWorker ?? undefined);
    this.feed = new FeedSwitch({ clock, live, openSocket, fetch, openWorker: opener });
  }

  /** The newest Worker. */
  get worker(): WorkerInProcess {
    const worker = this.workers.at(-1);
    if (worker === undefined) throw new Error('No Worker was opened.');
    return worker;
  }

  /** Follows a plan and waits until it is live. */
  async start(plan: FeedPlan): Promise<void> {
    this.feed.follow(plan, true);
    this.feed.start();
    await this.until(() => this.feed.status.phase === 'live');
  }

  /** Lets messages through while a little time passes, until a condition holds. */
  async until(condition: () => boolean): Promise<void> {
    await vi.waitUntil(() => condition() || (this.clock.advance(4), condition()), { interval: 1, timeout: 2_000 });
  }

  /** Lets messages through while time stands still. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  }

  /** Ends the feed, and makes sure that nothing is left. */
  async end(): Promise<void> {
    this.feed.dispose();
    await this.settle();
    expect(this.workers.every(({ isTerminated }) => isTerminated)).toBe(true);
    expect(this.backend.sockets.filter(({ closedByClient }) => !closedByClient)).toEqual([]);
    expect(this.clock.pending).toBe(0);
  }
}
