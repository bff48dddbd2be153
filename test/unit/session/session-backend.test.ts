import { afterEach, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { startSimulator } from '../../../simulator/server.js';
import { createSession, type Session, type SessionOptions } from '../../../src/session/session.js';
import { memoryKeyValueStore, MemoryRecords, systemClock, type KeyValueStore } from '../../../src/storage/index.js';
import type { OpenSocket } from '../../../src/v11/index.js';
import { workersInProcess } from '../../support/worker-in-process.js';
import { backend } from '../v11/support/real-stream.js';
import { TokenBackend } from '../v11/support/token-backend.js';

const TOKEN = 'canary-Kx7Qm2Zr9Tw4-token';
const opened: Session[] = [];

// The platform has none.
const openSocket: OpenSocket = (url) => new WebSocket(url);

/** A session in live mode on a real server of this machine. */
function open(port: number, keyValue: KeyValueStore, options: SessionOptions = {}): Session {
  const storage = { keyValue, records: new MemoryRecords(), metrics: new MemoryRecords() };
  const session = createSession({ mode: 'live', wsUrl: `ws://127.0.0.1:${port}/ws`, openSocket, storage, ...options });
  opened.push(session);
  return session;
}

/** Everything that is in a store. */
async function textsIn(store: KeyValueStore): Promise<string> {
  const keys = (await store.keys?.()) ?? [];
  return (await Promise.all(keys.map(async (key) => `${key}=${await store.getItem(key)}`))).join('\n');
}

afterEach(() => {
  for (const session of opened.splice(0)) session.dispose();
});

it.each(['never', 'always'] as const)(
  'with a Worker %s gives a backend the token of the host page, and neither another tab nor a store',
  async (worker) => {
    const token = new TokenBackend();
    token.tokens.add(TOKEN);
    const server = await backend({ '/ws/v11': token.v11 });
    const store = memoryKeyValueStore();
    const openWorker = workersInProcess({ clock: systemClock, openSocket }).open;
    const session = open(server.port, store, { token: () => TOKEN, worker, openWorker, share: 'tabs' });
    await vi.waitUntil(() => session.stream.status.source.includes('/ws/v11'), { timeout: 8_000 });
    expect(JSON.parse(token.textsTo('/ws/v11')[0] ?? '')).toEqual({ type: 'auth', token: TOKEN });
    expect(session.stream.thread).toEqual({ place: worker === 'always' ? 'worker' : 'page' });
    expect(session.stream.sharing).toMatchObject({ role: 'alone', refusal: 'private' });
    expect(server.asked.join()).not.toContain(TOKEN);
    expect(JSON.stringify([session.stream.status, session.stream.frames, session.state])).not.toContain(TOKEN);
    expect(await textsIn(store)).not.toContain(TOKEN);
  },
);

it('keeps count of the calls of the hour where a reload and another tab find it', async () => {
  const simulator = await startSimulator({ port: 0, profile: 'backend-head' });
  const store = memoryKeyValueStore();
  const session = open(simulator.port, store);
  await vi.waitUntil(() => (session.stream.status.calls?.used ?? 0) >= 2, { timeout: 8_000 });
  await vi.waitUntil(async () => (await textsIn(store)).includes('aurigraph_v11_calls_'), { timeout: 2_000 });
  const { used } = session.stream.status.calls ?? { used: 0 };
  session.dispose();
  const after = open(simulator.port, store);
  await vi.waitUntil(() => after.stream.status.calls !== undefined, { timeout: 8_000 });
  expect(after.stream.status.calls?.used).toBeGreaterThanOrEqual(used);
  await simulator.close();
});

it('lets a host page look at frames of a kind that is not known', async () => {
  const server = await backend({ '/ws': (client) => client.send('{"type":"new-in-v13","data":{}}') });
  const session = open(server.port, memoryKeyValueStore());
  await vi.waitUntil(() => session.stream.frames.unknown > 0, { timeout: 8_000 });
  expect(session.stream.frames.unknownKinds).toMatchObject([{ endpoint: '/ws', type: 'new-in-v13' }]);
});
