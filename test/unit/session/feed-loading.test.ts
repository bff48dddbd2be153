import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Lazy } from '../../../src/domain/lazy.js';
import type { FeedModules } from '../../../src/session/feed-modules.js';
import { FeedSwitch } from '../../../src/session/feed-switch.js';
import { LiveMetrics } from '../../../src/session/live-metrics.js';
import type { FeedStatus } from '../../../src/v11/feed.js';
import { ManualClock } from '../../support/manual-clock.js';
import { ScriptedBackend } from '../../support/scripted-backend.js';
import { demoPlan, livePlan } from './off-thread/support/feed-bench.js';

/** A load that a test lets end, well or badly. */
class HeldLoad<Part> {
  #waiting: { resolve: (part: Promise<Part>) => void; reject: (error: Error) => void }[] = [];
  /** How often it was asked for. */
  asked = 0;

  constructor(readonly part: () => Promise<Part>) {}

  readonly load = (): Promise<Part> => {
    this.asked += 1;
    return new Promise<Part>((resolve, reject) => this.#waiting.push({ resolve, reject }));
  };

  arrive(): void {
    for (const { resolve } of this.#waiting.splice(0)) resolve(this.part());
  }

  fail(): void {
    for (const { reject } of this.#waiting.splice(0)) reject(new TypeError('Failed to fetch'));
  }
}

let clock: ManualClock;
let backend: ScriptedBackend;
let live: LiveMetrics;
let feed: FeedSwitch;
let told: FeedStatus[];
let demo: HeldLoad<typeof import('../../../src/session/open-demo.js')>;
let stream: HeldLoad<typeof import('../../../src/session/open-live.js')>;
let sharing: HeldLoad<typeof import('../../../src/session/sharing/open-shared.js')>;
const unhandled = vi.fn();

beforeEach(() => {
  process.on('unhandledRejection', unhandled);
  clock = new ManualClock();
  backend = new ScriptedBackend();
  backend.accepting = true;
  live = new LiveMetrics({ clock, schedule: () => () => undefined });
  demo = new HeldLoad(() => import('../../../src/session/open-demo.js'));
  stream = new HeldLoad(() => import('../../../src/session/open-live.js'));
  sharing = new HeldLoad(() => import('../../../src/session/sharing/open-shared.js'));
  const modules: FeedModules = {
    demo: new Lazy('The demo network', demo.load),
    live: new Lazy('The stream', stream.load),
    sharing: new Lazy('The sharing', sharing.load),
  };
  const { openSocket, fetch } = backend;
  const ports = { newId: () => 'tab-1', openChannel: () => undefined, openLock: undefined };
  const parts = { clock, live, openSocket, fetch, openWorker: undefined, sharing: { ports, namespace: '' } };
  feed = new FeedSwitch({ ...parts, modules });
  told = [];
  feed.subscribe((status) => void told.push(status));
});

afterEach(async () => {
  feed.dispose();
  await settle();
  expect(clock.pending).toBe(0);
  expect(backend.sockets.filter(({ closedByClient }) => !closedByClient)).toEqual([]);
  expect(unhandled).not.toHaveBeenCalled();
  process.off('unhandledRejection', unhandled);
});

/** Lets promises run while time stands still. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

function until(condition: () => boolean): Promise<unknown> {
  return vi.waitUntil(condition, { interval: 1, timeout: 5_000 });
}

describe('a stream whose code is on the way', () => {
  it('is asked for when the plan is known, and does what it was told when it comes', async () => {
    feed.follow(livePlan('never'), true);
    expect(stream.asked).toBe(1);
    expect(feed.status.phase).toBe('idle');
    feed.start();
    expect(feed.status).toMatchObject({ phase: 'connecting', connected: false });
    expect(backend.sockets).toHaveLength(0);
    told = [];
    stream.arrive();
    await until(() => feed.status.phase === 'live');
    expect(told.map(({ phase }) => phase)).not.toContain('idle');
  });

  it('is not started if nobody asked for it, or took that back', async () => {
    feed.follow(livePlan('never'), true);
    feed.start();
    feed.stop();
    expect(feed.status.phase).toBe('idle');
    stream.arrive();
    await settle();
    await until(() => feed.thread !== undefined);
    expect(backend.sockets).toHaveLength(0);
    feed.start();
    await until(() => feed.status.phase === 'live');
  });

  it('loads only what its plan needs, and what that is side by side', () => {
    feed.follow(livePlan('never'), true);
    expect([demo.asked, stream.asked, sharing.asked]).toEqual([0, 1, 0]);
    feed.follow({ ...livePlan('never'), share: 'tabs' }, true);
    expect([demo.asked, stream.asked, sharing.asked]).toEqual([0, 1, 1]);
    feed.follow(demoPlan('never', 24), true);
    expect([demo.asked, stream.asked, sharing.asked]).toEqual([1, 1, 1]);
  });

  it('waits for all that its plan needs', async () => {
    feed.follow({ ...livePlan('never'), share: 'tabs' }, true);
    feed.start();
    stream.arrive();
    await settle();
    expect(feed.status.phase).toBe('connecting');
    expect(feed.sharing).toBeUndefined();
    sharing.arrive();
    await until(() => feed.sharing?.role === 'alone');
  });

  it('can be loaded before the plan is followed, and is open at once then', async () => {
    feed.prepare(livePlan('never'));
    stream.arrive();
    await settle();
    feed.follow(livePlan('never'), true);
    feed.start();
    expect(backend.sockets).toHaveLength(1);
    expect(stream.asked).toBe(1);
  });

  it('gives way to the plan that is followed in the meantime', async () => {
    feed.follow(livePlan('never'), true);
    feed.start();
    feed.follow(demoPlan('never', 24), true);
    feed.start();
    stream.arrive();
    demo.arrive();
    await until(() => feed.status.phase === 'live');
    await settle();
    expect(feed.status.source).toBe('demo');
    expect(live.nodes.count).toBe(24);
    expect(backend.sockets).toHaveLength(0);
  });

  it('begins with the configuration and mode that are wanted when it comes', async () => {
    feed.follow({ ...demoPlan('never', 24), performanceMode: 'development' }, true);
    feed.start();
    feed.follow({ ...demoPlan('never', 24), performanceMode: 'production' }, true);
    demo.arrive();
    await until(() => (live.reading('tps')?.value ?? 0) > 500_000);
  });

  it('leaves nothing behind when everything ends before it comes', async () => {
    feed.follow(livePlan('never'), true);
    feed.start();
    feed.dispose();
    stream.arrive();
    await settle();
    expect(backend.sockets).toHaveLength(0);
    expect(feed.status.phase).toBe('idle');
    expect(clock.pending).toBe(0);
  });
});

describe('a stream whose code cannot be had', () => {
  it('says so in words, and is loaded when a person tries again', async () => {
    feed.follow(livePlan('never'), true);
    feed.start();
    stream.fail();
    await until(() => feed.status.phase === 'backoff');
    expect(feed.status).toMatchObject({
      attempt: 1,
      retryAt: clock.now() + 10_000,
      failure: { code: 'not-loaded', message: expect.stringContaining('The stream could not be loaded') as string },
    });
    feed.retry();
    expect(feed.status).toMatchObject({ phase: 'connecting', failure: { code: 'not-loaded' } });
    stream.arrive();
    await until(() => feed.status.phase === 'live');
    expect(feed.status.failure).toBeUndefined();
  });

  it('tries again after ten seconds, and as soon as the network is back', async () => {
    feed.follow(livePlan('never'), true);
    feed.start();
    stream.fail();
    await until(() => feed.status.phase === 'backoff');
    clock.advance(9_999);
    expect(stream.asked).toBe(1);
    clock.advance(1);
    expect(stream.asked).toBe(2);
    stream.fail();
    await until(() => feed.status.phase === 'backoff' && feed.status.attempt === 2);
    feed.notice('online');
    expect(stream.asked).toBe(3);
    stream.arrive();
    await until(() => feed.status.phase === 'live');
  });

  it('tries no more once it is stopped, and again when it is started', async () => {
    feed.follow(livePlan('never'), true);
    feed.start();
    stream.fail();
    await until(() => feed.status.phase === 'backoff');
    feed.stop();
    expect(feed.status.phase).toBe('idle');
    clock.advance(60_000);
    feed.notice('online');
    expect(stream.asked).toBe(1);
    feed.start();
    expect(stream.asked).toBe(2);
  });

  it('is silent about what nobody asked for, and tells it to who starts it', async () => {
    feed.prepare(livePlan('never'));
    feed.follow(livePlan('never'), true);
    stream.fail();
    await settle();
    expect(feed.status).toMatchObject({ phase: 'idle' });
    expect(feed.status.failure).toBeUndefined();
    feed.start();
    stream.fail();
    await until(() => feed.status.failure?.code === 'not-loaded');
  });
});
