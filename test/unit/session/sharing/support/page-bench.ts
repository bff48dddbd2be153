import { vi } from 'vitest';
import type { FeedPlan } from '../../../../../src/session/feed-plan.js';
import { FeedSwitch } from '../../../../../src/session/feed-switch.js';
import { LiveMetrics } from '../../../../../src/session/live-metrics.js';
import { findPageHub } from '../../../../../src/session/sharing/find-page-hub.js';
import { PAGE_HUB, type PageHub } from '../../../../../src/session/sharing/page-hub.js';
import type { OpenSocket, TokenOptions } from '../../../../../src/v11/index.js';
import { ManualClock } from '../../../../support/manual-clock.js';
import { ScriptedBackend } from '../../../../support/scripted-backend.js';
import { livePlan } from '../../off-thread/support/feed-bench.js';
import { TabHub } from './tab-hub.js';

/** A copy of the library on a page: a feed with live metrics of its own. */
export interface Copy {
  readonly version: string;
  readonly live: LiveMetrics;
  readonly feed: FeedSwitch;
}

/** What a copy is opened with. */
export interface CopyOptions extends Pick<TokenOptions, 'token'> {
  readonly plan?: FeedPlan;
  readonly namespace?: string;
  /** Its page; the first by default, null where it shares nothing. */
  readonly page?: object | null;
}

let keys = 0;

/** Copies and versions of the library on pages of one origin, with one backend, on a clock that a test holds. */
export class PageBench {
  readonly clock = new ManualClock();
  readonly backend = new ScriptedBackend();
  /** The global object of the page. */
  readonly page: { [PAGE_HUB]?: PageHub } = {};
  readonly tabs = new TabHub();
  readonly copies: Copy[] = [];
  /** Most connections that were open at once. */
  most = 0;

  constructor() {
    this.backend.accepting = true;
  }

  /** Opens a copy of a version, and starts it. */
  open(version: string, options: CopyOptions = {}): Copy {
    const { plan = livePlan('never'), namespace = '', page = this.page, token } = options;
    const { clock } = this;
    const { fetch } = this.backend;
    const openSocket: OpenSocket = (url) => {
      const socket = this.backend.openSocket(url);
      this.most = Math.max(this.most, this.connections);
      return socket;
    };
    const live = new LiveMetrics({ clock, schedule: () => () => undefined });
    const ports = { ...this.tabs.ports(() => false), newId: () => `key-${(keys += 1)}` };
    const sharing = page === null ? undefined : { ports, namespace, findHub: () => findPageHub(page), version };
    const feed = new FeedSwitch({ clock, live, openSocket, fetch, openWorker: undefined, sharing, token });
    const copy = { version, live, feed };
    this.copies.push(copy);
    feed.follow(plan, true);
    feed.start();
    return copy;
  }

  /** Opens copies of these versions one after the other, and waits until the newest leads and all are live. */
  async opened(...versions: string[]): Promise<Copy[]> {
    const copies = versions.map((version) => this.open(version));
    const newest = copies.find(({ version }) => version === [...versions].sort().at(-1));
    await this.until(() => newest?.feed.pageSharing?.role === 'leader');
    await this.allLive();
    return copies;
  }

  /** Waits until all copies are live. */
  async allLive(copies: readonly Copy[] = this.copies): Promise<void> {
    await this.until(() => copies.every(({ feed }) => feed.status.phase === 'live'));
  }

  /** The page's hub. */
  get hub(): PageHub {
    const hub = this.page[PAGE_HUB];
    if (hub === undefined) throw new Error('Nobody made a hub.');
    return hub;
  }

  /** Connections that are open. */
  get connections(): number {
    return this.#open.length;
  }

  /** Connections that were ever asked for. */
  get connected(): number {
    return this.backend.sockets.filter(({ url }) => url.endsWith('/ws')).length;
  }

  /** The newest connection. */
  get socket() {
    const socket = this.#open.at(-1);
    if (socket === undefined) throw new Error('There is no connection.');
    return socket;
  }

  get #open() {
    return this.backend.sockets.filter(({ closedByClient, url }) => !closedByClient && url.endsWith('/ws'));
  }

  /** Lets time pass, and messages through. */
  async pass(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 10) {
      this.clock.advance(10);
      this.tabs.deliver();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async until(condition: () => boolean): Promise<void> {
    await vi.waitUntil(async () => condition() || (await this.pass(10), condition()), { interval: 0, timeout: 3_000 });
  }

  end(): void {
    for (const { feed } of this.copies) feed.dispose();
  }
}
