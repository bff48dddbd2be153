import { describe, expect, test } from 'vitest';
import { FALLBACK_SOCKETS, HostMemory } from '../../../src/v11/index.js';
import { sample } from './support/samples.js';
import { StreamBench } from './support/stream-bench.js';

describe('a backend without /ws', () => {
  test('is used through its token-free sockets', () => {
    const bench = new StreamBench();
    bench.startFallback();
    expect(bench.stream.status).toMatchObject({ phase: 'live', attempt: 0 });
    expect(bench.stream.status.source).toBe('/ws/dashboard, /ws/metrics, /api/v11/live/stream, /ws/channels');
    for (const path of FALLBACK_SOCKETS) expect(bench.sockets.count(path)).toBe(1);
  });

  test('is subscribed to once, to what does not come by itself', () => {
    const bench = new StreamBench();
    bench.startFallback();
    const sent = (path: string): unknown[] => bench.sockets.last(path).sent.map((text) => JSON.parse(text) as unknown);
    expect(sent('/ws/metrics')).toEqual([]);
    expect(sent('/ws/channels')).toEqual([]);
    expect(sent('/ws/dashboard')).toEqual([{ action: 'subscribe', channels: ['nodes', 'performance'] }]);
    expect(sent('/api/v11/live/stream')).toEqual(
      ['block_updates', 'network_status', 'validator_metrics'].map((channel) => ({ type: 'subscribe', channel })),
    );
  });

  test('is remembered: another stream of the page does not try /ws first', () => {
    const memory = new HostMemory();
    new StreamBench({ memory }).startFallback();
    const next = new StreamBench({ memory });
    next.stream.start();
    expect(next.sockets.all.map(({ path }) => path)).toEqual(['/ws/dashboard']);
  });

  test('where /ws does not answer at all, the others are tried after ten seconds', () => {
    const bench = new StreamBench();
    bench.stream.start();
    bench.clock.advance(9_999);
    expect(bench.sockets.all).toHaveLength(1);
    bench.clock.advance(1);
    expect(bench.sockets.last().path).toBe('/ws/dashboard');
    bench.acceptFallback();
    expect(bench.stream.status.phase).toBe('live');
  });

  test('one socket that fails comes back by itself while the others go on', () => {
    const bench = new StreamBench();
    bench.startFallback();
    bench.sockets.last('/ws/metrics').drop();
    expect(bench.stream.status).toMatchObject({
      phase: 'live',
      source: '/ws/dashboard, /api/v11/live/stream, /ws/channels',
    });
    bench.clock.advance(500);
    bench.sockets.last('/ws/metrics').accept();
    expect(bench.stream.status.source).toBe(FALLBACK_SOCKETS.join(', '));
  });

  test('that loses all of them is reconnected as one', () => {
    const bench = new StreamBench();
    bench.startFallback();
    const before = bench.sockets.all.length;
    for (const path of FALLBACK_SOCKETS) bench.sockets.last(path).drop();
    expect(bench.stream.status).toMatchObject({ phase: 'backoff', source: '', failure: { code: 'stream-lost' } });
    bench.clock.advance(500);
    expect(bench.sockets.all).toHaveLength(before + 1);
  });

  test('that goes silent on all of them is suspect after 2.5 s and given up after 6 s', () => {
    const bench = new StreamBench();
    bench.startFallback();
    bench.clock.advance(2_500);
    expect(bench.stream.status.phase).toBe('suspect');
    bench.clock.advance(3_500);
    expect(bench.stream.status.phase).toBe('backoff');
    for (const socket of bench.sockets.all.slice(1)) expect(socket.isAbandoned).toBe(true);
  });

  test('that speaks on one of them only is live', () => {
    const bench = new StreamBench();
    bench.startFallback();
    for (let second = 0; second < 60; second += 1) {
      bench.clock.advance(1_000);
      bench.sockets.last('/ws/metrics').say(sample('wsB-metrics.json'));
      expect(bench.stream.status.phase).toBe('live');
    }
    expect(bench.sockets.count('/ws/metrics')).toBe(1);
    expect(bench.sockets.count('/ws/channels')).toBeGreaterThan(1);
  });
});

describe('which value wins', () => {
  test('the measured throughput is not replaced by random or polled ones, until it is silent', () => {
    const bench = new StreamBench();
    bench.startFallback();
    const live = bench.sockets.last('/api/v11/live/stream');
    live.say(sample('wsB-live-s2c-tps_update.json'));
    expect(bench.sink.figures.tps).toBeUndefined();
    bench.sockets.last('/ws/metrics').say(sample('wsB-metrics.json'));
    live.say(sample('wsB-live-s2c-tps_update.json'));
    expect(bench.sink.reading('tps')).toEqual([781204, 'measured']);
    for (let second = 0; second < 10; second += 1) {
      bench.clock.advance(1_000);
      live.say(sample('wsB-live-s2c-tps_update.json'));
    }
    expect(bench.sink.reading('tps')).toEqual([812334, 'random']);
  });

  test('node totals of the snapshot are not replaced by constants between two calls', async () => {
    const bench = new StreamBench();
    bench.answers['/stats'] = () => new Response(sample('rest-stats.json'));
    bench.startFallback();
    bench.clock.advance(0);
    await bench.settle();
    expect(bench.sink.figures.activeNodes).toBe(22);
    for (let second = 0; second < 180; second += 1) {
      bench.clock.advance(1_000);
      bench.sockets.last('/api/v11/live/stream').say(sample('wsB-live-s2c-network_update.json'));
      bench.sockets.last('/ws/dashboard').say(sample('wsB-dashboard-s2c-metrics.json'));
    }
    expect(bench.sink.figures.activeNodes).toBe(22);
  });
});
