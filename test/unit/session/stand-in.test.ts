import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultSettings } from '../../../src/domain/settings.js';
import { AWAY_AFTER_MS } from '../../../src/session/absence.js';
import type { LiveMetrics } from '../../../src/session/live-metrics.js';
import type { FrameScheduler } from '../../../src/session/notifier.js';
import { createSession, type Session, type SessionOptions } from '../../../src/session/session.js';
import { memoryKeyValueStore, MemoryRecords } from '../../../src/storage/index.js';
import { ManualClock } from '../../support/manual-clock.js';
import { frames, ScriptedBackend } from '../../support/scripted-backend.js';
import { ScriptedPage } from '../../support/scripted-page.js';
import { workersInProcess } from '../../support/worker-in-process.js';
import { TabHub } from './sharing/support/tab-hub.js';

let clock: ManualClock;
let page: ScriptedPage;
let worker: 'never' | 'always' = 'never';
let backend: ScriptedBackend;
const opened: Session[] = [];

const live = { mode: 'live', wsUrl: 'ws://backend.test/ws' } as const;
const allowed = { ...live, demoWhenAway: true } as const;

function open(options: SessionOptions): Session {
  const { openSocket, fetch } = backend;
  const openWorker = workersInProcess({ clock, openSocket, fetch }).open;
  const storage = {
    keyValue: memoryKeyValueStore(),
    records: new MemoryRecords(),
    metrics: new MemoryRecords(),
    ...options.storage,
  };
  const parts = { clock, random: () => 0.5, schedule: soon, lifecycle: page, openSocket, fetch, openWorker, worker };
  const session = createSession({ ...parts, ...options, storage });
  opened.push(session);
  return session;
}

/** Frames that a test does not have to wait for. */
const soon: FrameScheduler = (run) => {
  let isWanted = true;
  queueMicrotask(() => isWanted && run());
  return () => void (isWanted = false);
};

/** Lets promises run until a condition holds; the clock stands still, but for what a Worker waits. */
async function until(condition: () => boolean): Promise<void> {
  await vi.waitUntil(() => condition() || (worker === 'always' && (clock.advance(16), condition())), {
    interval: 1,
    timeout: 2_000,
  });
}

/** Lets time pass in steps, so that what was sent between threads arrives. */
async function pass(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 500) {
    clock.advance(500);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Says something on the connection that is open. */
function say(...told: readonly object[]): void {
  const socket = backend.sockets.findLast((one) => one.url.endsWith('/ws') && !one.closedByClient);
  for (const frame of told) socket?.say(frame);
}

/** A session that saw a real network of one node. */
async function openLive(options: SessionOptions = allowed): Promise<Session> {
  backend.accepting = true;
  const session = open(options);
  await until(() => backend.sockets.length > 0 && backend.socket.received.length > 0);
  say(frames.system(28_640), frames.node('real-1', 1_200));
  await until(() => session.health('system').state === 'live' && session.live.nodes.count === 1);
  return session;
}

/** A session whose network is away for long enough that the demo network is offered. */
async function openLost(options: SessionOptions = allowed): Promise<Session> {
  const session = await openLive(options);
  backend.goAway();
  await pass(AWAY_AFTER_MS + 5_000);
  await until(() => session.state.standIn === 'offered');
  return session;
}

/** A session that shows the demo network meanwhile. */
async function openStandIn(options: SessionOptions = allowed): Promise<Session> {
  const session = await openLost(options);
  session.showDemoMeanwhile();
  await until(() => session.health('nodes').state === 'demo');
  return session;
}

/** Lets the backend accept connections again, and waits for one. */
async function comeBack(session: Session): Promise<void> {
  [backend.accepting, backend.refusing] = [true, false];
  await vi.waitUntil(async () => (await pass(1_000), session.stream.status.connected), { interval: 0, timeout: 2_000 });
}

/** Where everything comes from that can be seen: system figures, leader and nodes. */
function sourcesIn(metrics: LiveMetrics): Set<string> {
  const { nodes } = metrics;
  const rows = Array.from({ length: nodes.size }, (_, row) => nodes.originOf(row)?.source);
  const readings = [metrics.reading('tps'), metrics.reading('term'), metrics.leaderReading];
  const sources = [...rows, ...readings.map((reading) => reading?.origin.source)];
  return new Set(sources.filter((source) => source !== undefined));
}

beforeEach(() => {
  clock = new ManualClock();
  page = new ScriptedPage();
  backend = new ScriptedBackend();
});

afterEach(async () => {
  for (const session of opened.splice(0)) session.dispose();
  await until(() => clock.pending === 0);
  expect(page.listeners.size).toBe(0);
});

describe.each(['never', 'always'] as const)('while the backend is away, with a Worker %s', (choice) => {
  beforeEach(() => {
    worker = choice;
  });

  it('shows and offers nothing simulated where nobody allowed it', async () => {
    const session = await openLive(live);
    backend.goAway();
    await pass(120_000);
    expect(session.state).toMatchObject({ standIn: 'none', mode: 'live' });
    session.showDemoMeanwhile();
    await pass(5_000);
    expect(session.state).toMatchObject({ standIn: 'none', mode: 'live' });
    expect(sourcesIn(session.live)).toEqual(new Set(['/ws']));
    expect(session.health('system').state).toBe('stale');
  });

  it('offers the demo after ten seconds, not while it only reconnects, and shows nothing unasked', async () => {
    const session = await openLive();
    backend.goAway();
    await until(() => session.stream.status.phase === 'backoff');
    await pass(AWAY_AFTER_MS - 1_000);
    expect(session.state.standIn).toBe('none');
    session.showDemoMeanwhile();
    expect(session.state.standIn).toBe('none');
    await pass(2_000);
    await until(() => session.state.standIn === 'offered');
    await pass(60_000);
    expect(session.state).toMatchObject({ standIn: 'offered', mode: 'live' });
    expect(sourcesIn(session.live)).toEqual(new Set(['/ws']));
  });

  it('does not take a first connection that is slow for one that is lost', async () => {
    const session = open(allowed);
    await until(() => session.stream.status.phase === 'connecting');
    await pass(AWAY_AFTER_MS + 1_000);
    expect(session.stream.status.phase).toBe('connecting');
    expect(session.stream.status.failure).toBeUndefined();
    expect(session.state.standIn).toBe('none');
  });

  it('shows the demo network when asked, marked as simulated, with no value of the real one in it', async () => {
    const session = await openStandIn();
    expect(session.state).toMatchObject({ standIn: 'shown', mode: 'demo' });
    expect(session.health('system')).toMatchObject({ state: 'demo', source: 'demo', failure: undefined });
    expect(session.live.reading('tps')?.origin.confidence).toBe('simulated');
    expect(sourcesIn(session.live)).toEqual(new Set(['demo']));
    expect(session.live.nodes.rowOf('real-1')).toBeUndefined();
    await pass(5_000);
    expect(session.health('nodes').state).toBe('demo');
    expect(sourcesIn(session.live)).toEqual(new Set(['demo']));
  });

  it('tries the backend on, by its own rules, and says so beside the demo', async () => {
    const session = await openStandIn();
    const before = backend.sockets.length;
    const seen = new Set<string>();
    for (let second = 0; second < 60; second += 1) {
      await pass(1_000);
      seen.add(session.stream.status.phase);
    }
    const tried = backend.sockets.slice(before).filter(({ url }) => url.endsWith('/ws')).length;
    expect(tried).toBeGreaterThan(1);
    expect(tried).toBeLessThanOrEqual(8);
    expect(seen).toContain('backoff');
    expect(session.stream.status).toMatchObject({ connected: false, failure: { code: 'stream-lost' } });
    expect(session.state.standIn).toBe('shown');
  });

  it('is live again by itself when the backend tells something, and not before', async () => {
    const session = await openStandIn();
    await comeBack(session);
    await pass(2_000);
    expect(session.state).toMatchObject({ standIn: 'shown', mode: 'demo' });
    say(frames.system(30_000), frames.node('real-2', 900));
    await until(() => session.state.standIn === 'none');
    await until(() => session.health('system').state === 'live');
    expect(session.state.mode).toBe('live');
    expect(session.live.reading('tps')).toMatchObject({ value: 30_000, origin: { source: '/ws' } });
    expect(sourcesIn(session.live)).toEqual(new Set(['/ws']));
    expect([...session.live.series('tps').values]).toEqual([28_640, 30_000]);
  });

  it('goes back to the last known values at once when asked, with their age, and offers the demo again', async () => {
    const session = await openStandIn();
    session.endDemoMeanwhile();
    expect(session.state).toMatchObject({ standIn: 'offered', mode: 'live' });
    expect(session.live.reading('tps')).toMatchObject({ value: 28_640, origin: { source: '/ws' } });
    expect(session.health('system').state).toBe('stale');
    expect(session.health('system').ageMs).toBeGreaterThan(AWAY_AFTER_MS);
    session.showDemoMeanwhile();
    await until(() => session.health('system').state === 'demo');
    expect(sourcesIn(session.live)).toEqual(new Set(['demo']));
  });

  it('keeps nothing simulated as the last state of the backend', async () => {
    const session = await openStandIn();
    await pass(30_000);
    page.happens('hidden');
    await vi.waitFor(async () =>
      expect((await session.metricsCache.getLatestMetrics())?.systemMetrics.tps).toBe(28_640),
    );
    const kept = await session.metricsCache.getLatestMetrics();
    expect(Object.keys(kept?.nodeMetrics ?? {})).toEqual(['real-1']);
  });

  it('does so for a backend that never answered, too', async () => {
    backend.refusing = true;
    const session = open(allowed);
    await pass(AWAY_AFTER_MS + 2_000);
    await until(() => session.state.standIn === 'offered');
    expect(session.health('system').state).toBe('failed');
    session.showDemoMeanwhile();
    await until(() => session.health('system').state === 'demo');
    session.endDemoMeanwhile();
    expect(session.health('system').state).toBe('failed');
    expect(session.live.reading('tps')).toBeUndefined();
  });

  it('offers nothing in place of a backend that refused us, or that nobody asked for', async () => {
    const session = open({ ...allowed, wsUrl: 'http://backend.test/ws' });
    await until(() => session.stream.status.phase === 'stopped');
    await pass(AWAY_AFTER_MS * 2);
    expect(session.state.standIn).toBe('none');
    const other = await openStandIn();
    other.disconnect();
    expect(other.state).toMatchObject({ standIn: 'none', mode: 'live' });
    await pass(AWAY_AFTER_MS * 2);
    expect(other.state.standIn).toBe('none');
  });

  it('shows no demo in place of another backend than the one it was asked for', async () => {
    const session = await openStandIn();
    session.configure({ ...allowed, wsUrl: 'ws://elsewhere.test/ws' });
    expect(session.state).toMatchObject({ standIn: 'none', mode: 'live' });
    expect(sourcesIn(session.live)).toEqual(new Set());
  });

  it('draws nothing while the page is hidden, and the present when it is seen again', async () => {
    const session = await openStandIn();
    const listener = vi.fn();
    session.live.subscribe('system', listener);
    page.happens('hidden');
    listener.mockClear();
    await pass(5_000);
    expect(listener).not.toHaveBeenCalled();
    page.happens('visible');
    await until(() => listener.mock.calls.length > 0);
  });
});

describe('the stored permission', () => {
  beforeEach(() => {
    worker = 'never';
  });

  async function allow(session: Session, demoWhenAway: boolean | undefined): Promise<void> {
    const settings = (await session.settings.getSettings()) ?? defaultSettings();
    const v11Backend = { ...settings.v11Backend, demoWhenAway };
    await session.settings.saveSettings({ ...settings, v11Backend });
  }

  it('is off until a person says otherwise, and counts from then on', async () => {
    const session = await openLive(live);
    backend.goAway();
    await pass(AWAY_AFTER_MS * 2);
    expect(session.state.standIn).toBe('none');
    await allow(session, true);
    await until(() => session.state.standIn === 'offered');
  });

  it('ends the demo when it is taken back, also by code that does not know of it', async () => {
    const session = await openLive(live);
    await allow(session, true);
    backend.goAway();
    await pass(AWAY_AFTER_MS * 2);
    session.showDemoMeanwhile();
    await until(() => session.health('system').state === 'demo');
    await allow(session, undefined);
    await until(() => session.state.standIn === 'none');
    expect(session.state.mode).toBe('live');
    expect(session.live.reading('tps')?.origin.source).toBe('/ws');
  });

  it('gives way to what the host page decides', async () => {
    const session = await openLive({ ...live, demoWhenAway: false });
    await allow(session, true);
    backend.goAway();
    await pass(AWAY_AFTER_MS * 2);
    expect(session.state.standIn).toBe('none');
  });
});

it('tells other tabs nothing simulated, though it leads them', async () => {
  worker = 'never';
  const hub = new TabHub();
  const deliver = (condition: () => boolean): Promise<boolean> =>
    vi.waitUntil(async () => (hub.deliver(), condition() || (await pass(500), condition())), { interval: 0 });
  backend.accepting = true;
  const sharePorts = hub.ports(() => false);
  const session = open({ ...allowed, share: 'tabs', sharePorts });
  await deliver(() => session.stream.sharing?.role === 'leader' && session.stream.status.connected);
  say(frames.system(28_640), frames.node('real-1', 1_200));
  const follower = open({ ...live, share: 'tabs', sharePorts: hub.ports(() => false) });
  await deliver(() => follower.live.reading('tps')?.value === 28_640);
  backend.goAway();
  await deliver(() => session.state.standIn === 'offered');
  session.showDemoMeanwhile();
  await deliver(() => session.health('nodes').state === 'demo');
  for (let round = 0; round < 20; round += 1) {
    hub.deliver();
    await pass(500);
  }
  expect(session.stream.sharing?.role).toBe('leader');
  expect(follower.stream.sharing?.role).toBe('follower');
  expect(sourcesIn(follower.live)).toEqual(new Set(['/ws']));
  expect(follower.live.nodes.count).toBe(1);
});
