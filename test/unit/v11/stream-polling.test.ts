import { describe, expect, test } from 'vitest';
import { FALLBACK_SOCKETS, HostMemory, type V11StreamOptions } from '../../../src/v11/index.js';
import { ManualClock } from '../../support/manual-clock.js';
import { sample } from './support/samples.js';
import { StreamBench } from './support/stream-bench.js';

describe('calls over REST', () => {
  function answering(options: Partial<V11StreamOptions> = {}): StreamBench {
    const bench = new StreamBench(options);
    bench.answers = {
      '/stats': () => new Response(sample('rest-stats.json')),
      '/live/consensus': () => new Response(sample('rest-live-consensus.json')),
      '/nodes': () => new Response(sample('rest-nodes.json')),
    };
    return bench;
  }

  /** Lets time pass in small steps, with a frame every second so that the connection lives. */
  async function pass(bench: StreamBench, seconds: number): Promise<void> {
    for (let second = 0; second < seconds; second += 1) {
      bench.clock.advance(1_000);
      for (const path of FALLBACK_SOCKETS) bench.sockets.last(path).say(sample('wsB-live-s2c-pong.json'));
      if (second % 5 === 0) await bench.settle();
    }
  }

  test('give leader, term, participation and nodes soon after the start', async () => {
    const bench = answering();
    bench.startFallback();
    for (let call = 0; call < 4; call += 1) {
      bench.clock.advance(0);
      await bench.settle();
    }
    expect(bench.calls).toEqual([
      '/api/v11/stats',
      '/api/v11/nodes?page=0&size=100',
      '/api/v11/live/consensus',
      '/api/v11/nodes?page=1&size=100',
    ]);
    expect(bench.sink.figures).toMatchObject({ term: 31, participationPercent: 100, totalNodes: 25 });
    expect(bench.sink.leaders.at(-1)).toBe('node-2');
    expect([...bench.sink.nodes.keys()]).toEqual(['node-0001']);
  });

  test('stay within a hundred an hour, and well apart after the start', async () => {
    const bench = answering();
    bench.startFallback();
    await pass(bench, 3_600);
    expect(bench.calls.length).toBeGreaterThan(80);
    expect(bench.calls.length).toBeLessThanOrEqual(96);
  });

  test('of several streams of a page share one budget', async () => {
    const memory = new HostMemory();
    const clock = new ManualClock();
    const benches = [answering({ memory, clock }), answering({ memory, clock })];
    for (const bench of benches) bench.stream.start();
    benches.forEach((bench) =>
      bench.sockets.all.filter(({ path }) => path === '/ws').forEach((socket) => socket.drop()),
    );
    benches.forEach((bench) => bench.acceptFallback());
    for (let call = 0; call < 10; call += 1) {
      clock.advance(0);
      for (const bench of benches) await bench.settle();
    }
    expect(benches.flatMap(({ calls }) => calls)).toHaveLength(4);
  });

  test('do not begin anew with every reconnect', async () => {
    const bench = answering();
    bench.startFallback();
    for (let flap = 0; flap < 20; flap += 1) {
      await pass(bench, 5);
      for (const path of FALLBACK_SOCKETS) bench.sockets.last(path).drop();
      bench.stream.retry();
      bench.acceptFallback();
    }
    expect(bench.calls.length).toBeLessThanOrEqual(7);
  });

  test('pause while the page is hidden', async () => {
    const bench = answering();
    bench.startFallback();
    bench.stream.setVisible(false);
    await pass(bench, 600);
    expect(bench.calls).toEqual([]);
    bench.stream.setVisible(true);
    await pass(bench, 1);
    expect(bench.calls.length).toBeGreaterThan(0);
  });

  test('stop when the budget is used up, for as long as the backend asks, and the status says so', async () => {
    const bench = answering();
    bench.answers['/stats'] = () => new Response(sample('rest-error-429.json'), { status: 429 });
    bench.startFallback();
    bench.clock.advance(0);
    await bench.settle();
    const { status } = bench.stream;
    expect(status).toMatchObject({
      phase: 'live',
      failure: { code: 'rate-limited', retryAt: bench.clock.now() + 2_817_000 },
    });
    await pass(bench, 2_816);
    expect(bench.calls).toHaveLength(1);
    bench.answers['/stats'] = () => new Response(sample('rest-stats.json'));
    await pass(bench, 10);
    expect(bench.calls.length).toBeGreaterThan(1);
    expect(bench.stream.status.failure).toBeUndefined();
  });
});
