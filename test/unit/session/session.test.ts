import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStarterConfiguration } from '../../../src/domain/configuration.js';
import { defaultSettings } from '../../../src/domain/settings.js';
import { SessionHolder } from '../../../src/session/session-holder.js';
import { createSession, type Session, type SessionOptions } from '../../../src/session/session.js';
import { memoryKeyValueStore, MemoryRecords } from '../../../src/storage/index.js';
import { ManualClock } from '../../support/manual-clock.js';
import { frames, ScriptedBackend } from '../../support/scripted-backend.js';
import { ScriptedPage } from '../../support/scripted-page.js';
import { workersInProcess } from '../../support/worker-in-process.js';

const cached = JSON.parse(
  readFileSync(new URL('../../fixtures/samples/metricscache-seed.json', import.meta.url), 'utf8'),
);

let clock: ManualClock;
let page: ScriptedPage;
const opened: Session[] = [];

/** How the streams of a chapter are decoded. */
let worker: 'never' | 'always' = 'never';

function open(backend: ScriptedBackend, options: SessionOptions = {}): Session {
  const { openSocket, fetch } = backend;
  const openWorker = workersInProcess({ clock, openSocket, fetch }).open;
  const storage = {
    keyValue: memoryKeyValueStore(),
    records: new MemoryRecords(),
    metrics: new MemoryRecords(),
    ...options.storage,
  };
  const session = createSession({ clock, lifecycle: page, openSocket, fetch, openWorker, worker, ...options, storage });
  opened.push(session);
  return session;
}

/** Lets promises and microtasks run until a condition holds; the clock stands still, but for what a Worker waits. */
async function until(condition: () => boolean): Promise<void> {
  await vi.waitUntil(() => condition() || (worker === 'always' && (clock.advance(16), condition())), {
    interval: 1,
    timeout: 2_000,
  });
}

const live = { mode: 'live', wsUrl: 'ws://backend.test/ws' } as const;

async function openLive(backend: ScriptedBackend, options: SessionOptions = {}): Promise<Session> {
  backend.accepting = true;
  const session = open(backend, { ...live, ...options });
  await until(() => backend.sockets.length > 0 && backend.socket.received.length > 0);
  backend.socket.say(frames.system(28_640));
  await until(() => session.health('system').state === 'live');
  return session;
}

beforeEach(() => {
  clock = new ManualClock(Date.parse(cached.timestamp));
  page = new ScriptedPage();
});

afterEach(async () => {
  for (const session of opened.splice(0)) session.dispose();
  await until(() => clock.pending === 0);
  expect(page.listeners.size).toBe(0);
});

describe.each(['never', 'always'] as const)('a session with a Worker %s', (choice) => {
  beforeEach(() => {
    worker = choice;
  });

  it('shows the demo network unless somebody says live', async () => {
    const backend = new ScriptedBackend();
    const session = open(backend);
    await until(() => session.health('system').state === 'demo');
    expect(session.live.nodes.count).toBe(24);
    expect(session.live.reading('tps')?.origin.confidence).toBe('simulated');
    expect(session.live.series('tps').length).toBeGreaterThan(50);
    expect(backend.sockets).toHaveLength(0);
  });

  it('follows the nodes of the default configuration in the demo', async () => {
    const session = open(new ScriptedBackend());
    await until(() => session.state.ready);
    const starter = createStarterConfiguration({ name: 'Mine', now: clock.now(), newId: () => session.newId() });
    await session.configurations.saveConfiguration({ ...starter, isDefault: true, performanceMode: 'production' });
    await until(() => session.live.nodes.count === starter.nodes.length);
    expect(session.state.performanceMode).toBe('production');
    expect(session.live.nodes.rowOf(starter.nodes[0]?.id ?? '')).toBeDefined();
  });

  it('lets the demo network go wrong as a script says, and get well again', async () => {
    const session = open(new ScriptedBackend(), {
      demoNodes: 40,
      incidents: [{ atMs: 2_000, incident: 'network-partition', durationMs: 10_000 }],
    });
    const cutOff = (): number => {
      const { nodes } = session.live;
      return Array.from({ length: nodes.size }, (_, row) => nodes.stateOf(row)).filter(
        (state) => state === 'DISCONNECTED',
      ).length;
    };
    await until(() => session.health('nodes').state === 'demo');
    const before = cutOff();
    clock.advance(4_000);
    await until(() => cutOff() >= before + 8);
    clock.advance(20_000);
    await until(() => cutOff() < before + 8);
  });

  it('never turns a lost live view into a demo', async () => {
    const backend = new ScriptedBackend();
    const session = await openLive(backend);
    backend.goAway();
    await until(() => session.health('system').state === 'stale');
    clock.advance(600_000);
    expect(session.health('system').state).toBe('stale');
    expect(session.live.reading('tps')).toMatchObject({ value: 28_640, origin: { source: '/ws' } });
    expect(backend.sockets.length).toBeGreaterThan(5);
  });

  it('comes back by itself when the backend does', async () => {
    const backend = new ScriptedBackend();
    const session = await openLive(backend);
    backend.goAway();
    await until(() => session.stream.status.phase === 'backoff');
    [backend.accepting, backend.refusing] = [true, false];
    await until(() => {
      clock.advance(1_000);
      return session.stream.status.phase === 'live';
    });
    backend.socket.say(frames.system(30_000));
    await until(() => session.health('system').state === 'live');
  });

  it('goes stale when the backend falls silent, within six seconds', async () => {
    const session = await openLive(new ScriptedBackend());
    clock.advance(6_000);
    expect(session.health('system').state).toBe('stale');
    await until(() => session.stream.status.phase !== 'live');
  });

  it('shows no value of the demo network as one of a backend', async () => {
    const session = open(new ScriptedBackend(), { mode: 'demo' });
    await until(() => session.health('system').state === 'demo');
    session.configure(live);
    expect(session.live.reading('tps')).toBeUndefined();
    expect(session.live.nodes.count).toBe(0);
    expect(session.health('system').state).toBe('loading');
  });

  it('paints the last metrics of a backend at once, and says that they are old', async () => {
    const metrics = new MemoryRecords();
    const first = open(new ScriptedBackend(), { storage: { metrics } });
    await first.metricsCache.saveMetrics(cached);
    clock.advance(180_000);
    const backend = new ScriptedBackend();
    const session = open(backend, { ...live, storage: { metrics } });
    await until(() => session.state.ready);
    expect(session.live.reading('tps')?.value).toBe(28_640);
    expect(session.live.nodes.count).toBe(Object.keys(cached.nodeMetrics).length);
    const ageMs = clock.now() - Date.parse(cached.timestamp);
    expect(ageMs).toBeGreaterThanOrEqual(180_000);
    expect(session.health('system')).toMatchObject({ state: 'stale', cached: true, ageMs });
  });

  it('does not paint the metrics of another backend', async () => {
    const metrics = new MemoryRecords();
    const first = await openLive(new ScriptedBackend(), { storage: { metrics } });
    page.happens('hidden');
    await vi.waitFor(async () => expect((await first.metricsCache.getLatestSnapshot())?.network).toBeDefined());
    const same = open(new ScriptedBackend(), { ...live, storage: { metrics } });
    await until(() => same.state.ready);
    expect(same.live.reading('tps')?.value).toBe(28_640);
    const other = open(new ScriptedBackend(), { ...live, wsUrl: 'ws://elsewhere.test/ws', storage: { metrics } });
    await until(() => other.state.ready);
    expect(other.live.reading('tps')).toBeUndefined();
  });

  it('saves nothing while the page is hidden, but once when it is hidden', async () => {
    const backend = new ScriptedBackend();
    const session = await openLive(backend);
    const saves: number[] = [];
    session.metricsCache.subscribe(() => saves.push(clock.elapsed()));
    page.happens('hidden');
    await vi.waitFor(() => expect(saves).toHaveLength(1));
    for (let second = 0; second < 30; second += 1) {
      clock.advance(1_000);
      backend.socket.say(frames.system(29_000 + second));
      await session.metricsCache.getCacheSize();
    }
    await until(() => session.live.reading('tps')?.value === 29_029);
    expect(saves).toHaveLength(1);
  });

  it('keeps what a backend said, and nothing of the demo network', async () => {
    const session = await openLive(new ScriptedBackend());
    clock.advance(5_000);
    await vi.waitFor(async () =>
      expect((await session.metricsCache.getLatestMetrics())?.systemMetrics.tps).toBe(28_640),
    );
    const demo = open(new ScriptedBackend());
    await until(() => demo.health('system').state === 'demo');
    clock.advance(60_000);
    expect(await demo.metricsCache.getLatestMetrics()).toBeNull();
  });

  it('dates what it keeps by the data, so that old data never looks younger after a reload', async () => {
    const backend = new ScriptedBackend();
    const session = await openLive(backend);
    const receivedAt = session.live.reading('tps')?.origin.at;
    backend.goAway();
    clock.advance(60_000);
    page.happens('hidden');
    await vi.waitFor(async () => {
      expect(Date.parse((await session.metricsCache.getLatestMetrics())?.timestamp ?? '')).toBe(receivedAt);
    });
  });

  it('tells nobody while the page is hidden, and everything when it is seen again', async () => {
    const backend = new ScriptedBackend();
    const session = await openLive(backend);
    const listener = vi.fn();
    session.live.subscribe('system', listener);
    page.happens('hidden');
    backend.socket.say(frames.system(31_000));
    await until(() => session.live.reading('tps')?.value === 31_000);
    expect(listener).not.toHaveBeenCalled();
    page.happens('visible');
    await until(() => listener.mock.calls.length > 0);
  });

  it('waits for a person where the settings say so, also if they are quicker than the storage', async () => {
    const backend = new ScriptedBackend();
    backend.accepting = true;
    const session = open(backend, { ...live, autoConnect: false });
    session.connect();
    await until(() => session.stream.status.phase === 'live');
  });

  it('follows the stored settings', async () => {
    const backend = new ScriptedBackend();
    backend.accepting = true;
    const session = open(backend);
    await until(() => session.state.ready);
    const settings = defaultSettings();
    const v11Backend = { ...settings.v11Backend, useDemo: false, autoConnect: true, wsUrl: 'ws://elsewhere.test/ws' };
    await session.settings.saveSettings({ ...settings, v11Backend });
    await until(() => backend.sockets.length > 0);
    expect(backend.socket.url).toBe('ws://elsewhere.test/ws');
  });

  it('tells a wrong address as a sentence, and tries nothing', async () => {
    const backend = new ScriptedBackend();
    const session = open(backend, { mode: 'live', wsUrl: 'javascript:alert(1)' });
    await until(() => session.health('system').state === 'failed');
    expect(session.health('system').failure).toMatchObject({ code: 'invalid-url' });
    expect(backend.sockets).toHaveLength(0);
  });

  it('closes every socket when it ends', async () => {
    const backend = new ScriptedBackend();
    const session = await openLive(backend);
    session.dispose();
    session.dispose();
    expect(backend.sockets.every((socket) => socket.closedByClient)).toBe(true);
  });
});

describe('a session holder', () => {
  it('opens one session for many and ends it a moment after the last', async () => {
    const sessions: Session[] = [];
    const holder = new SessionHolder(() => {
      const session = open(new ScriptedBackend());
      sessions.push(session);
      return session;
    });
    const leases = [holder.lease(), holder.lease(), holder.lease()];
    await until(() => sessions[0]?.state.ready === true);
    leases.forEach((lease) => lease.release());
    const again = holder.lease();
    clock.advance(5_000);
    expect(sessions).toHaveLength(1);
    again.release();
    again.release();
    clock.advance(1_000);
    await expect(sessions[0]?.settings.getSettings()).rejects.toThrow();
    expect(holder.lease().session).not.toBe(sessions[0]);
    expect(sessions).toHaveLength(2);
  });
});
