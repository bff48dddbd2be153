import { afterEach, describe, expect, it } from 'vitest';
import { createStarterConfiguration } from '../../../../src/domain/configuration.js';
import type { FeedPlan } from '../../../../src/session/feed-plan.js';
import { frames } from '../../../support/scripted-backend.js';
import { demoPlan, FeedBench, livePlan } from './support/feed-bench.js';

const opened: FeedBench[] = [];

function open(...args: ConstructorParameters<typeof FeedBench>): FeedBench {
  const bench = new FeedBench(...args);
  opened.push(bench);
  return bench;
}

async function started(plan: FeedPlan, ...args: ConstructorParameters<typeof FeedBench>): Promise<FeedBench> {
  const bench = open(...args);
  await bench.start(plan);
  return bench;
}

afterEach(async () => {
  for (const bench of opened.splice(0)) await bench.end();
});

describe.each(['never', 'always'] as const)('a stream with a Worker %s', (worker) => {
  it('fills the live metrics, with origins, and counts what it received', async () => {
    const bench = await started(livePlan(worker));
    const { feed, live, backend, clock } = bench;
    backend.socket.say(frames.system(28_640));
    backend.socket.say(frames.node('v1', 812, 'LEADER'));
    backend.socket.say('not json');
    await bench.until(() => live.nodes.count === 1);
    expect(live.reading('tps')).toMatchObject({ value: 28_640, origin: { source: '/ws', confidence: 'reported' } });
    expect(live.nodes.value(0, 'throughput')).toBe(812);
    expect(live.nodes.originOf(0)).toMatchObject({ source: '/ws', confidence: 'reported' });
    expect(feed.frames).toEqual({ received: 3, dropped: 1, unknown: 0 });
    expect(feed.lastFrameAt).toBeLessThanOrEqual(clock.now());
    expect(feed.thread).toEqual({ place: worker === 'always' ? 'worker' : 'page' });
  });

  it('tells that the backend is gone, and comes back by itself', async () => {
    const bench = await started(livePlan(worker));
    const { feed, backend, live } = bench;
    backend.goAway();
    await bench.until(() => feed.status.phase === 'backoff');
    expect(feed.status).toMatchObject({ attempt: 1, failure: { code: 'stream-lost' } });
    [backend.accepting, backend.refusing] = [true, false];
    await bench.until(() => {
      bench.clock.advance(1_000);
      return feed.status.phase === 'live';
    });
    backend.socket.say(frames.system(7));
    await bench.until(() => live.reading('tps')?.value === 7);
  });

  it('is given up within six seconds of silence, and tried again when someone asks', async () => {
    const bench = await started(livePlan(worker));
    bench.backend.socket.say(frames.system(1));
    bench.clock.advance(6_000);
    await bench.until(() => bench.feed.status.phase === 'backoff');
    bench.feed.retry();
    await bench.until(() => bench.feed.status.phase === 'live');
    expect(bench.backend.sockets.filter(({ url }) => url.endsWith('/ws'))).toHaveLength(2);
  });

  it('stops and starts again', async () => {
    const bench = await started(livePlan(worker));
    bench.feed.stop();
    expect(bench.feed.status.phase).toBe('idle');
    await bench.settle();
    expect(bench.feed.status.phase).toBe('idle');
    expect(bench.backend.socket.closedByClient).toBe(true);
    bench.feed.start();
    bench.feed.start();
    await bench.until(() => bench.feed.status.phase === 'live');
    expect(bench.backend.sockets).toHaveLength(2);
  });

  it('stays stopped, whatever was on its way', async () => {
    const bench = await started(livePlan(worker));
    const { feed, backend } = bench;
    backend.goAway();
    feed.stop();
    const phases: string[] = [];
    feed.subscribe(({ phase }) => phases.push(phase));
    await bench.settle();
    expect([feed.status.phase, ...phases]).toEqual(['idle']);
  });

  it('is asked for a sign of life at once when the page comes back', async () => {
    const bench = await started(livePlan(worker));
    const pings = () => bench.backend.socket.received.filter((text) => text.includes('"ping"')).length;
    bench.feed.notice('resume');
    await bench.until(() => pings() === 1);
  });

  it('tells a wrong address as a sentence', async () => {
    const bench = open();
    bench.feed.follow({ ...livePlan(worker), wsUrl: 'javascript:alert(1)' }, true);
    bench.feed.start();
    await bench.until(() => bench.feed.status.phase === 'stopped');
    expect(bench.feed.status.failure).toMatchObject({ code: 'invalid-url' });
  });

  it('shows the same demo network, follows its configuration, and marks it as simulated', async () => {
    const bench = await started(demoPlan(worker, undefined));
    const { live, feed } = bench;
    await bench.until(() => live.nodes.count === 24 && live.series('tps').length > 50);
    expect(live.reading('tps')?.origin).toMatchObject({ source: 'demo', confidence: 'simulated' });
    let ids = 0;
    const configuration = createStarterConfiguration({ name: 'Mine', now: 0, newId: () => `id-${++ids}` });
    expect(feed.follow({ ...demoPlan(worker, undefined), configuration }, true)).toBe('same');
    await bench.until(() => live.nodes.count === configuration.nodes.length);
    expect(live.nodes.rowOf(configuration.nodes[0]?.id ?? '')).toBeDefined();
  });
});

describe('a stream in a Worker', () => {
  it('sends no batch before the last one was taken, and then the latest values instead of a queue', async () => {
    const bench = await started(livePlan('always'));
    const { backend, worker, live } = bench;
    const batches = () => worker.fromWorker.filter((type) => type === 'batch').length;
    // The page is busy: nothing that the Worker says gets through while this loop runs.
    for (let second = 0; second < 300; second += 1) {
      backend.socket.say(frames.node('v1', second));
      backend.socket.say(frames.system(second));
      bench.clock.advance(1_000);
    }
    expect(batches()).toBe(1);
    await bench.until(() => live.reading('tps')?.value === 299);
    expect(batches()).toBe(2);
    expect(live.nodes.value(0, 'throughput')).toBe(299);
    // Of a series, nothing is missing.
    const values = live.series('tps').values;
    expect([...values]).toEqual(Array.from({ length: values.length }, (_, index) => 300 - values.length + index));
  });

  it('speaks once a second while nobody looks', async () => {
    const bench = await started(livePlan('always'));
    const { backend, worker, feed, clock } = bench;
    backend.socket.say(frames.system(0));
    await bench.until(() => bench.live.reading('tps')?.value === 0);
    feed.notice('hidden');
    await bench.settle();
    const before = worker.fromWorker.filter((type) => type === 'batch').length;
    for (let step = 1; step <= 50; step += 1) {
      backend.socket.say(frames.system(step));
      clock.advance(100);
      await bench.settle();
    }
    const during = worker.fromWorker.filter((type) => type === 'batch').length - before;
    expect(during).toBeGreaterThanOrEqual(4);
    expect(during).toBeLessThanOrEqual(6);
  });

  it('does not hold back what little there is, and collects what is much', async () => {
    const bench = await started(livePlan('always'));
    const { backend, worker, clock } = bench;
    const batchesWithin = async (nodes: number): Promise<number> => {
      const before = worker.fromWorker.filter((type) => type === 'batch').length;
      for (let step = 0; step < 20; step += 1) {
        const list = Array.from({ length: nodes }, (_, node) => frames.node(`n${node}`, step).data);
        backend.socket.say({ type: 'node-updates', data: list, timestamp: step });
        for (let part = 0; part < 5; part += 1) {
          clock.advance(4);
          await bench.settle();
        }
      }
      return worker.fromWorker.filter((type) => type === 'batch').length - before;
    };
    expect(await batchesWithin(1)).toBeGreaterThan(15);
    expect(await batchesWithin(200)).toBeLessThan(8);
  });

  it('that breaks is replaced by one on the page, which goes on', async () => {
    const bench = await started(livePlan('always'));
    const { feed, backend, live, worker } = bench;
    backend.socket.say(frames.system(1));
    await bench.until(() => live.reading('tps')?.value === 1);
    worker.break();
    expect(feed.thread).toEqual({ place: 'page', refusal: 'failed' });
    await bench.until(() => feed.status.phase === 'live');
    expect(live.reading('tps')?.value).toBe(1);
    backend.socket.say(frames.system(2));
    await bench.until(() => live.reading('tps')?.value === 2);
    expect(bench.workers).toHaveLength(1);
  });

  it('whose script never runs is given up after ten seconds', async () => {
    const isSilent = { postMessage: () => undefined, addEventListener: () => undefined, terminate: () => undefined };
    const bench = open(() => isSilent);
    bench.feed.follow(livePlan('always'), true);
    bench.feed.start();
    bench.clock.advance(9_000);
    expect(bench.feed.thread).toEqual({ place: 'worker' });
    bench.clock.advance(1_000);
    expect(bench.feed.thread).toEqual({ place: 'page', refusal: 'silent' });
    await bench.until(() => bench.feed.status.phase === 'live');
  });

  it.each([
    [
      'is refused with an exception',
      'refused',
      () => {
        throw new DOMException('no', 'SecurityError');
      },
    ],
    ['does not exist here', 'unsupported', null],
  ] as const)('that %s is replaced by one on the page', async (_what, refusal, openWorker) => {
    const bench = await started(livePlan('always'), openWorker);
    expect(bench.feed.thread).toEqual({ place: 'page', refusal });
    bench.backend.socket.say(frames.system(3));
    expect(bench.live.reading('tps')?.value).toBe(3);
  });

  it('that cannot be sent its plan is replaced by one on the page', async () => {
    const plan = { ...livePlan('always'), token: () => 'secret' };
    const bench = await started(plan);
    expect(bench.feed.thread).toEqual({ place: 'page', refusal: 'refused' });
  });
});

describe('a stream that may move', () => {
  /** Says much for some seconds. */
  async function flood(bench: FeedBench, seconds: number, value = 1): Promise<void> {
    for (let step = 0; step < seconds * 10; step += 1) {
      for (const socket of bench.backend.sockets.filter(({ closedByClient }) => !closedByClient))
        for (let frame = 0; frame < 40; frame += 1) socket.say(frames.node(`n${frame}`, value * 1_000 + step));
      bench.clock.advance(100);
      await bench.settle();
    }
  }

  it('stays on the page while there is little to do', async () => {
    const bench = await started(livePlan('auto'));
    for (let second = 0; second < 20; second += 1) {
      bench.backend.socket.say(frames.system(second));
      bench.clock.advance(1_000);
      await bench.settle();
    }
    expect(bench.feed.thread).toEqual({ place: 'page' });
    expect(bench.workers).toHaveLength(0);
  });

  it('moves to a Worker when frames come fast; nothing is missed, shown twice, or older than before', async () => {
    const bench = await started(livePlan('auto'));
    const seen: number[] = [];
    const counted: number[] = [];
    const blocks = Array.from({ length: 80 }, (_, step) => step);
    for (const step of blocks) {
      for (const socket of bench.backend.sockets.filter(({ closedByClient }) => !closedByClient)) {
        for (let frame = 0; frame < 110; frame += 1) socket.say(frames.node('n', step));
        socket.say({ type: 'consensus-update', data: { blocksValidated: step }, timestamp: step });
      }
      bench.clock.advance(250);
      await bench.settle();
      seen.push(bench.live.nodes.value(0, 'throughput'));
      counted.push(bench.feed.frames.received);
    }
    expect(bench.feed.thread).toEqual({ place: 'worker' });
    expect(bench.feed.status).toMatchObject({ phase: 'live', source: '/ws' });
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(counted).toEqual([...counted].sort((a, b) => a - b));
    expect([...bench.live.series('blocksValidated').values]).toEqual(blocks);
    expect(bench.backend.sockets.map(({ closedByClient }) => closedByClient)).toEqual([true, false]);
  });

  it('moves when there are many nodes', async () => {
    const bench = await started(livePlan('auto'));
    const list = Array.from({ length: 2_001 }, (_, node) => frames.node(`n${node}`, 1).data);
    bench.backend.socket.say({ type: 'node-updates', data: list, timestamp: 0 });
    bench.clock.advance(2_000);
    await bench.until(() => bench.backend.sockets.length === 2);
    await bench.settle();
    bench.backend.socket.say(frames.system(5));
    await bench.until(() => bench.feed.thread?.place === 'worker');
    await bench.until(() => bench.live.reading('tps')?.value === 5);
    expect(bench.live.nodes.count).toBe(2_001);
  });

  it('stays, and does not try again, when the Worker does not get through', async () => {
    const bench = await started(livePlan('auto'));
    bench.backend.accepting = false;
    await flood(bench, 40);
    expect(bench.feed.thread).toEqual({ place: 'page', refusal: 'silent' });
    await flood(bench, 5, 2);
    expect(bench.workers).toHaveLength(1);
    expect(bench.live.nodes.value(0, 'throughput')).toBeGreaterThan(2_000);
  });

  it('has a demo network in a Worker from the start where it is large', async () => {
    const bench = await started(demoPlan('auto', 2_500));
    await bench.until(() => bench.live.nodes.count === 2_500);
    expect(bench.feed.thread).toEqual({ place: 'worker' });
    const small = await started(demoPlan('auto', 24));
    expect(small.feed.thread).toEqual({ place: 'page' });
  });
});
