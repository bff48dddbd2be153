/** Reliability I8 as a session lives it: a file that points to another backend makes nobody connect there. */
import { expect, it, onTestFinished, vi } from 'vitest';
import { defaultSettings, type AppSettings } from '../../../src/domain/settings.js';
import { createSession, type Session } from '../../../src/session/session.js';
import { memoryKeyValueStore, MemoryRecords } from '../../../src/storage/index.js';
import { ManualClock } from '../../support/manual-clock.js';
import { ScriptedBackend } from '../../support/scripted-backend.js';

const settingsFor = (host: string, autoConnect: boolean): AppSettings => {
  const settings = defaultSettings();
  const addresses = { url: `http://${host}`, wsUrl: `ws://${host}/ws` };
  return { ...settings, v11Backend: { ...settings.v11Backend, ...addresses, useDemo: false, autoConnect } };
};

/** A session that a person has connected to `good.test`. */
async function connected(backend: ScriptedBackend): Promise<Session> {
  backend.accepting = true;
  const { openSocket, fetch } = backend;
  const storage = { keyValue: memoryKeyValueStore(), records: new MemoryRecords(), metrics: new MemoryRecords() };
  const session = createSession({ clock: new ManualClock(), openSocket, fetch, storage });
  onTestFinished(() => session.dispose());
  await vi.waitUntil(() => session.state.ready);
  await session.settings.saveSettings(settingsFor('good.test', false));
  await vi.waitUntil(() => session.state.mode === 'live');
  session.connect();
  await vi.waitUntil(() => session.stream.status.phase === 'live');
  return session;
}

const hosts = (backend: ScriptedBackend): string[] => backend.sockets.map(({ url }) => new URL(url).host);

it('I8: settings of a file that point elsewhere connect nowhere, even after a person had connected before', async () => {
  const backend = new ScriptedBackend();
  const session = await connected(backend);
  const preview = await session.configurations.previewImport(JSON.stringify(settingsFor('evil.test', true)));
  expect(preview.settings?.connectsElsewhere?.file).toEqual(['http://evil.test', 'ws://evil.test']);

  await session.configurations.importConfiguration(preview, { settings: 'replace' });
  await vi.waitUntil(() => session.state.settings.v11Backend.url === 'http://evil.test');

  expect(session.stream.status.phase).toBe('idle');
  expect(hosts(backend)).not.toContain('evil.test');
  // It takes a person.
  session.connect();
  await vi.waitUntil(() => hosts(backend).includes('evil.test'));
});
