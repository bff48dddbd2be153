import { describe, expect, test } from 'vitest';
import { FALLBACK_SOCKETS, HostMemory } from '../../../src/v11/index.js';
import { StreamBench } from './support/stream-bench.js';

const SYSTEM = { type: 'system-metrics', data: { tps: 1 } };

describe('a backend that is away', () => {
  test('is said to be unreachable, and nothing is concluded about its sockets', () => {
    const memory = new HostMemory();
    const bench = new StreamBench({ memory });
    bench.stream.start();
    bench.sockets.last('/ws').drop();
    bench.sockets.last('/ws/dashboard').drop();
    expect(bench.stream.status).toMatchObject({
      phase: 'backoff',
      attempt: 1,
      failure: { code: 'unreachable', url: 'ws://backend:9003/ws' },
    });
    expect(memory.lacksDesignSocket('backend:9003', bench.clock)).toBe(false);
  });

  test('is tried with another token-free socket each time, so that a broken one hides nothing', () => {
    const bench = new StreamBench();
    bench.stream.start();
    for (let round = 0; round < 5; round += 1) {
      bench.sockets.last('/ws').drop();
      bench.sockets.last().drop();
      bench.clock.advance((bench.stream.status.retryAt ?? 0) - bench.clock.now());
    }
    const probes = bench.sockets.all.filter(({ path }) => path !== '/ws').map(({ path }) => path);
    expect(probes).toEqual([...FALLBACK_SOCKETS, '/ws/dashboard']);
  });

  test('that comes back with /ws, though it had none before, is used with /ws', () => {
    const bench = new StreamBench();
    bench.startFallback();
    for (const path of FALLBACK_SOCKETS) bench.sockets.last(path).drop();
    bench.clock.advance(500);
    bench.sockets.last().drop();
    bench.sockets.last('/ws').accept();
    expect(bench.stream.status).toMatchObject({ phase: 'live', source: '/ws' });
  });

  test('is tried at once when a person asks, the network returns, or the page does', () => {
    const asks = ['retry', 'online', 'wake'] as const;
    for (const ask of asks) {
      const bench = new StreamBench();
      bench.startDesign().drop();
      bench.stream[ask]();
      expect(bench.stream.status.phase).toBe('connecting');
      expect(bench.sockets.all).toHaveLength(2);
    }
  });

  test('is not tried more than eight times in a minute', () => {
    const bench = new StreamBench();
    bench.stream.start();
    for (let passed = 0; passed < 60_000; passed += 10) {
      bench.sockets.all.filter((socket) => !socket.isAbandoned).forEach((socket) => socket.drop());
      bench.clock.advance(10);
    }
    expect(bench.sockets.count('/ws')).toBeLessThanOrEqual(8);
  });
});

describe('a machine that slept for a minute', () => {
  const sleeps = {
    'while the page’s clock went on': ({ clock }: StreamBench) => clock.sleep(60_000),
    'while the page’s clock stood still': ({ clock }: StreamBench) => clock.setWallClock(clock.now() + 60_000),
  };

  describe.each(Object.entries(sleeps))('%s', (_what, sleep) => {
    test('shows live data again within three seconds, though its connection died without a word', () => {
      const bench = new StreamBench();
      const before = bench.startDesign();
      bench.clock.advance(1_100);
      before.say(SYSTEM);
      sleep(bench);
      bench.clock.advance(20);
      // It came before the sleep, and was delivered after it.
      before.say(SYSTEM);
      let passedMs = 20;
      for (; bench.sockets.count('/ws') === 1; passedMs += 10) bench.clock.advance(10);
      bench.sockets.last('/ws').accept();
      expect(passedMs).toBeLessThanOrEqual(3_000);
      expect([bench.stream.status.phase, before.isAbandoned]).toEqual(['live', true]);
    });

    test('keeps a connection that outlived it, and never says that anything was wrong', () => {
      const bench = new StreamBench();
      const socket = bench.startDesign();
      bench.clock.advance(1_100);
      sleep(bench);
      for (let step = 0; step < 300; step += 1) {
        if (step % 100 === 99) socket.say(SYSTEM);
        bench.clock.advance(10);
      }
      expect(bench.sockets.all).toEqual([socket]);
      expect(new Set(bench.statuses.map(({ phase }) => phase))).toEqual(new Set(['connecting', 'live']));
    });

    test('waits neither for its next try nor for one that hangs since before', () => {
      const bench = new StreamBench();
      bench.stream.start();
      for (let round = 0; round < 5; round += 1) {
        for (const path of ['/ws', undefined]) bench.sockets.last(path).drop();
        bench.clock.advance((bench.stream.status.retryAt ?? 0) - bench.clock.now());
      }
      bench.clock.advance(1_500);
      const opened = bench.sockets.all.length;
      sleep(bench);
      bench.clock.advance(1_100);
      expect(bench.sockets.all.length).toBeGreaterThan(opened);
      bench.sockets.last('/ws').accept();
      expect(bench.stream.status.phase).toBe('live');
    });
  });
});

describe('addresses that cannot be used', () => {
  test.each([
    [{ wsUrl: '/ws' }, 'WebSocket address'],
    [{ wsUrl: 'http://backend:9003/ws' }, 'WebSocket address'],
    [{ wsUrl: 'ws://me:secret@backend/ws' }, 'user name or a password'],
    [{ url: 'backend' }, 'Backend address'],
  ])('%o is a clear failure and opens nothing', (options, words) => {
    const bench = new StreamBench(options);
    expect(bench.stream.status.phase).toBe('idle');
    bench.stream.start();
    expect(bench.stream.status).toMatchObject({ phase: 'stopped', failure: { code: 'invalid-url' } });
    expect(bench.stream.status.failure?.message).toContain(words);
    bench.stream.retry();
    expect(bench.sockets.all).toEqual([]);
    bench.stream.stop();
    expect(bench.stream.status.phase).toBe('idle');
  });

  test('an address that the browser refuses is a clear failure, not an exception', () => {
    const refuse = (): never => {
      throw new DOMException('An insecure WebSocket may not be opened from a page served over https.', 'SecurityError');
    };
    const bench = new StreamBench({ openSocket: refuse });
    bench.stream.start();
    bench.clock.advance(0);
    expect(bench.stream.status).toMatchObject({ phase: 'stopped', failure: { code: 'invalid-url' } });
    expect(bench.stream.status.failure?.remedy).toContain('wss://');
    expect(bench.clock.pending).toBe(0);
  });
});
