import { vi } from 'vitest';
import type { FeedPlan, LivePlan } from '../../../../../src/session/feed-plan.js';
import { feedModules } from '../../../../../src/session/feed-modules.js';
import { FeedSwitch } from '../../../../../src/session/feed-switch.js';
import { LiveMetrics } from '../../../../../src/session/live-metrics.js';
import { ManualClock } from '../../../../support/manual-clock.js';
import { ScriptedBackend } from '../../../../support/scripted-backend.js';
import { livePlan } from '../../off-thread/support/feed-bench.js';
import { TabHub } from './tab-hub.js';

const START = Date.parse('2026-09-21T14:15:23.456Z');

// The demo network and the stream are loaded with the feed's bench.
await feedModules.sharing.load();

/** A plan that is shared. */
export const sharedPlan: LivePlan = { ...livePlan('never'), share: 'tabs' };

/** A tab: a feed with live metrics of its own. Its clock stands still while it is frozen. */
export class BenchTab {
  readonly live: LiveMetrics;
  readonly feed: FeedSwitch;

  constructor(
    readonly clock: ManualClock,
    hub: TabHub,
    { openSocket, fetch }: ScriptedBackend,
    plan: FeedPlan,
    namespace: string,
    isFrozen: (tab: BenchTab) => boolean,
  ) {
    this.live = new LiveMetrics({ clock, schedule: () => () => undefined });
    const sharing = { ports: hub.ports(() => isFrozen(this)), namespace };
    this.feed = new FeedSwitch({ clock, live: this.live, openSocket, fetch, openWorker: undefined, sharing });
    this.feed.follow(plan, true);
    this.feed.start();
  }
}

/** Tabs of one origin on one backend, with channels, locks and clocks that a test holds. */
export class SharingBench {
  readonly hub = new TabHub();
  readonly backend = new ScriptedBackend();
  readonly tabs: BenchTab[] = [];
  readonly frozen = new Set<BenchTab>();
  #passed = 0;

  constructor() {
    this.backend.accepting = true;
  }

  open(plan: FeedPlan = sharedPlan, namespace = ''): BenchTab {
    const clock = new ManualClock(START + this.#passed);
    const tab = new BenchTab(clock, this.hub, this.backend, plan, namespace, (one) => this.frozen.has(one));
    this.tabs.push(tab);
    return tab;
  }

  /** Opens tabs, and waits until all of them are live. */
  async opened(count: number): Promise<BenchTab[]> {
    for (let index = 0; index < count; index += 1) this.open();
    await this.until(() => this.tabs.every(({ feed }) => feed.status.phase === 'live'));
    return this.tabs;
  }

  /** The tab that leads. */
  get leader(): BenchTab {
    const [leader] = this.tabs.filter((tab) => !this.frozen.has(tab) && tab.feed.sharing?.role === 'leader');
    if (leader === undefined) throw new Error('Nobody leads.');
    return leader;
  }

  /** Connections that are open. */
  get connections(): number {
    return this.backend.sockets.filter(({ closedByClient, url }) => !closedByClient && url.endsWith('/ws')).length;
  }

  /** The leader's connection. */
  get socket() {
    const socket = this.backend.sockets.findLast(({ closedByClient, url }) => !closedByClient && url.endsWith('/ws'));
    if (socket === undefined) throw new Error('There is no connection.');
    return socket;
  }

  /** Lets time pass for every tab that runs, and messages through. */
  async pass(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 10) {
      for (const { clock } of this.tabs.filter((tab) => !this.frozen.has(tab))) clock.advance(10);
      this.#passed += 10;
      this.hub.deliver();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async until(condition: () => boolean): Promise<void> {
    await vi.waitUntil(async () => condition() || (await this.pass(10), condition()), { interval: 0, timeout: 3_000 });
  }

  end(): void {
    for (const { feed } of this.tabs) feed.dispose();
  }
}
