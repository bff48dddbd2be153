import { describe, expect, test } from 'vitest';
import { FALLBACK_SOCKETS } from '../../../src/v11/index.js';
import { sample } from './support/samples.js';
import { StreamBench } from './support/stream-bench.js';

describe('a backend with /ws', () => {
  test('is subscribed to everything and shown as live', () => {
    const bench = new StreamBench();
    const socket = bench.startDesign();
    expect(bench.stream.status).toEqual({
      phase: 'live',
      connected: true,
      receiving: false,
      fresh: false,
      source: '/ws',
      attempt: 0,
      retryAt: undefined,
      failure: undefined,
      calls: undefined,
    });
    const sent = socket.sent.map((text) => JSON.parse(text) as { type: string; data: { channel: string }; id: string });
    expect(sent.map(({ type, data }) => `${type} ${data.channel}`)).toEqual([
      'subscribe node-updates',
      'subscribe system-metrics',
      'subscribe consensus-state',
    ]);
    expect(sent[0]?.id).toMatch(/^msg-\d{13}-[0-9a-z]{9}$/);
  });

  test('fills the sink and counts frames', () => {
    const bench = new StreamBench();
    const socket = bench.startDesign();
    socket.say(sample('wsA-design-s2c-system-metrics.json'));
    socket.say('not json');
    socket.say({ type: 'news', data: {} });
    socket.say(sample('wsA-design-s2c-pong.json'));
    expect(bench.sink.figures.tps).toBe(28640);
    expect(bench.stream.frames).toMatchObject({ received: 4, dropped: 1, unknown: 1 });
    expect(bench.stream.lastFrameAt).toBe(bench.clock.now());
  });

  test('is never asked over REST', async () => {
    const bench = new StreamBench();
    const socket = bench.startDesign();
    for (let second = 0; second < 120; second += 1) {
      bench.clock.advance(1_000);
      socket.say(sample('wsA-design-s2c-pong.json'));
    }
    await bench.settle();
    expect(bench.calls).toEqual([]);
  });

  test('that goes silent is suspect, then given up within six seconds, without waiting for the socket to close', () => {
    const bench = new StreamBench();
    const socket = bench.startDesign();
    socket.say(sample('wsA-design-s2c-system-metrics.json'));
    bench.clock.advance(5_000);
    expect(bench.stream.status).toMatchObject({ phase: 'suspect', source: '/ws', failure: { code: 'stream-lost' } });
    bench.clock.advance(1_000);
    expect(bench.stream.status).toMatchObject({ phase: 'backoff', source: '', failure: { code: 'stream-lost' } });
    expect(socket.isAbandoned).toBe(true);
  });

  test('is pinged, and trusted again as soon as it answers', () => {
    const bench = new StreamBench();
    const socket = bench.startDesign();
    bench.clock.advance(4_000);
    const ping = JSON.parse(socket.sent.at(-1) ?? '{}') as Record<string, unknown>;
    expect(ping).toMatchObject({ type: 'ping', data: { timestamp: bench.clock.now() } });
    bench.clock.advance(1_000);
    expect(bench.stream.status.phase).toBe('suspect');
    socket.say(sample('wsA-design-s2c-pong.json'));
    expect(bench.stream.status).toMatchObject({ phase: 'live', failure: undefined });
  });

  test('a given-up socket is not heard any more', () => {
    const bench = new StreamBench();
    const socket = bench.startDesign();
    socket.say(sample('wsA-design-s2c-system-metrics.json'));
    bench.clock.advance(6_000);
    const calls = bench.sink.calls;
    socket.say(sample('wsA-design-s2c-node-update.json'));
    socket.drop(1000);
    expect([bench.sink.calls, bench.stream.frames.received]).toEqual([calls, 1]);
    expect(bench.stream.status.phase).toBe('backoff');
  });

  test('is subscribed to again after it came back', () => {
    const bench = new StreamBench();
    const first = bench.startDesign();
    first.say(sample('wsA-design-s2c-system-metrics.json'));
    first.drop(1001);
    expect(bench.stream.status).toMatchObject({ phase: 'backoff', attempt: 1, retryAt: bench.clock.now() + 500 });
    bench.clock.advance(500);
    const second = bench.sockets.last('/ws');
    expect(second).not.toBe(first);
    second.accept();
    expect(second.sent).toHaveLength(3);
    expect(bench.stream.status).toMatchObject({ phase: 'live', attempt: 0, failure: undefined });
  });

  test('that wants a token is not tried again until someone asks', () => {
    const bench = new StreamBench();
    bench.startDesign().drop(1008);
    bench.clock.advance(3_600_000);
    expect(bench.stream.status).toMatchObject({ phase: 'stopped', failure: { code: 'unauthorized' } });
    expect(bench.sockets.all).toHaveLength(1);
    bench.stream.retry();
    expect(bench.stream.status.phase).toBe('connecting');
    expect(bench.sockets.all).toHaveLength(2);
  });

  test('that accepts /ws but never speaks on it is asked for its other sockets', () => {
    const bench = new StreamBench();
    bench.startDesign();
    bench.clock.advance(6_500);
    expect(bench.sockets.last().path).toBe('/ws/metrics');
    bench.acceptFallback();
    expect(bench.stream.status).toMatchObject({ phase: 'live', source: FALLBACK_SOCKETS.join(', ') });
  });
});
