import { afterAll, describe, expect, it, vi } from 'vitest';
import { DebugLog, type DebugEvent, type TimedDebugEvent } from '../../../src/storage/debug-log.js';
import { loggedRecords } from '../../../src/storage/records/logged-records.js';
import { consoleSink } from '../../../src/storage/adapters/web/console-sink.js';
import { MemoryRecords } from '../../../src/storage/adapters/memory.js';
import { storageBlocked } from '../../../src/storage/failures.js';
import { ManualClock } from '../../support/manual-clock.js';
import { configuration, failureFrom, FakeProfile, seedMetrics, seedSettings, until } from './support.js';

const FIELDS = [
  'operation',
  'kind',
  'id',
  'revision',
  'store',
  'outcome',
  'code',
  'durationMs',
  'count',
  'bytes',
  'timestamp',
];

/** A log and what it told. */
function logged(clock = new ManualClock()) {
  const events: TimedDebugEvent[] = [];
  return { clock, events, log: new DebugLog((event) => events.push(event), clock) };
}

// At the very end: storage that is disposed of after a test has last words.
afterAll(() => vi.restoreAllMocks());

describe('an event of the debug log', () => {
  it('has the fields of the list, and a time', () => {
    const { log, events, clock } = logged();
    const event: DebugEvent = {
      operation: 'save',
      kind: 'configuration',
      id: 'a',
      revision: 2,
      store: 'IndexedDB',
      outcome: 'failed',
      code: 'conflict',
      durationMs: 3,
      count: 1,
      bytes: 10,
    };
    log.note(event);
    expect(events).toEqual([{ ...event, timestamp: new Date(clock.now()).toISOString() }]);
  });

  it('X5: loses every other field, and fields of another type', () => {
    const { log, events } = logged();
    const hostile = {
      operation: 'save',
      value: 'canary',
      name: 'canary',
      message: 'canary',
      stack: 'canary',
      data: { deep: 'canary' },
      id: { toString: () => 'canary' },
      revision: 'canary',
      ['__proto__']: 'canary',
      [Symbol('canary')]: 'canary',
    };
    log.note(hostile as unknown as DebugEvent);
    expect(events[0]).toEqual({ operation: 'save', timestamp: expect.any(String) });
    expect(JSON.stringify(events)).not.toContain('canary');
  });

  it('is cut where a text is too long', () => {
    const { log, events } = logged();
    log.note({ operation: 'save', id: 'x'.repeat(10_000) });
    expect(events[0]?.id).toHaveLength(200);
  });

  it('goes to the console, where a browser shows it only if asked', () => {
    const debug = vi.spyOn(console, 'debug').mockReturnValue(undefined);
    consoleSink({ operation: 'read', timestamp: 'now' });
    expect(debug).toHaveBeenCalledWith('[Storage] read', { operation: 'read', timestamp: 'now' });
  });

  it('does no harm if whoever hears it throws', () => {
    let calls = 0;
    const log = new DebugLog(() => {
      calls += 1;
      throw new Error('The sink is broken.');
    }, new ManualClock());
    log.note({ operation: 'save' });
    expect(calls).toBe(1);
  });
});

describe('logged records', () => {
  it('tell what was read and written, where, and how long it took', async () => {
    const { log, events, clock } = logged();
    const records = loggedRecords(new MemoryRecords(), log);
    await records.open();
    const written = records.transact({ keys: ['configuration/a/b'] }, () => {
      clock.advance(7);
      return {
        writes: new Map<string, unknown>([
          ['configuration/a/b', { rev: 3 }],
          ['choice/x', 'y'],
        ]),
        result: 'done',
      };
    });
    expect(await written).toBe('done');
    expect(await records.read(['configuration/a/b'])).toEqual([{ rev: 3 }]);
    expect((await records.readAll('configuration/')).size).toBe(1);
    await records.transact({ keys: [] }, () => ({ writes: new Map(), result: undefined }));
    expect(events).toMatchObject([
      { operation: 'open', outcome: 'ok', store: 'memory' },
      {
        operation: 'transact',
        kind: 'configuration',
        id: 'a/b',
        revision: 3,
        count: 2,
        durationMs: 7,
        outcome: 'ok',
        store: 'memory',
      },
      { operation: 'read', kind: 'configuration', id: 'a/b', count: 1, outcome: 'ok' },
      { operation: 'read-all', kind: 'configuration', outcome: 'ok' },
      { operation: 'transact', count: 0, outcome: 'ok' },
    ]);
    expect([records.name, records.durability]).toEqual(['memory', 'none']);
  });

  it('tell the code of a failure, and pass the failure on', async () => {
    const { log, events } = logged();
    const records = loggedRecords(new MemoryRecords(), log);
    const change = () => {
      throw storageBlocked('memory', 'canary');
    };
    expect((await failureFrom(records.transact({ keys: ['settings/app'] }, change))).code).toBe('storage-blocked');
    records.close();
    expect((await failureFrom(records.read(['settings/app']))).code).toBe('storage-blocked');
    expect(events).toMatchObject([
      { operation: 'transact', kind: 'settings', id: 'app', outcome: 'failed', code: 'storage-blocked' },
      { operation: 'close' },
      { operation: 'read', outcome: 'failed', code: 'storage-blocked' },
    ]);
    expect(JSON.stringify(events)).not.toContain('canary');
  });

  it('are the store itself where nothing is logged', () => {
    const store = new MemoryRecords();
    expect(loggedRecords(store, undefined)).toBe(store);
  });
});

describe('debug logging of storage', () => {
  it('is off by default: nobody is asked and nothing is printed', async () => {
    const printed = vi.spyOn(console, 'debug').mockReset();
    const sink = vi.fn();
    const storage = new FakeProfile().open({ debugSink: sink });
    await storage.configurations.saveConfiguration(configuration('a'));
    expect(sink).not.toHaveBeenCalled();
    expect(printed).not.toHaveBeenCalled();
  });

  it('goes to the console where it is switched on and nothing else is said', async () => {
    const printed = vi.spyOn(console, 'debug').mockReturnValue(undefined);
    const storage = new FakeProfile().open({ enableDebugLogging: true });
    await storage.configurations.saveConfiguration(configuration('a'));
    expect(printed).toHaveBeenCalledWith('[Storage] transact', expect.objectContaining({ kind: 'configuration' }));
  });

  it('X5: tells what happened, and never a value, a name or a key', async () => {
    const events: TimedDebugEvent[] = [];
    const profile = new FakeProfile();
    const storage = profile.open({ enableDebugLogging: true, debugSink: (event) => events.push(event) });
    const saved = configuration('id-1', { name: 'canary name', description: 'canary text' });
    await storage.configurations.saveConfiguration(saved);
    await failureFrom(storage.configurations.saveConfiguration(saved, { base: 7 }));
    await storage.settings.saveSettings({
      ...seedSettings(),
      v11Backend: { ...seedSettings().v11Backend, url: 'https://canary.test' },
    });
    await storage.metricsCache.saveMetrics(seedMetrics());
    await storage.apiKeys.saveWeatherKey('canary key');
    await failureFrom(storage.apiKeys.saveAlpacaKeys('canary', ''));
    await storage.apiKeys.clearAllKeys();
    profile.local.limit = 10;
    await profile.mirrored(() => expect(storage.persistence.mirror).toBe('stale'));
    await until(() => expect(events.map(({ kind }) => kind)).toContain('stale'));

    expect(JSON.stringify(events)).not.toContain('canary');
    for (const event of events) for (const field of Object.keys(event)) expect(FIELDS).toContain(field);
    const told = events.map(({ operation, kind, outcome, code }) =>
      [operation, kind, outcome ?? code].join(' ').trim(),
    );
    expect(told).toEqual(
      expect.arrayContaining([
        'protect-keys sealed',
        'transact configuration ok',
        'transact configuration failed',
        'transact settings ok',
        'announce configuration-saved',
        'announce metrics-saved',
        'key-saved openweathermap',
        'key-cleared',
        'mirror stale',
        'persistence durable quota-exceeded',
      ]),
    );
    expect(events.find(({ code }) => code === 'conflict')).toMatchObject({ kind: 'configuration', id: 'id-1' });
    expect(events.some(({ store }) => store === 'IndexedDB')).toBe(true);
  });
});
