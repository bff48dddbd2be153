import { describe, expect, test } from 'vitest';
import { HostMemory, type HostStore } from '../../../src/v11/index.js';
import { ManualClock } from '../../support/manual-clock.js';
import { sample } from './support/samples.js';
import { StreamBench } from './support/stream-bench.js';

const HOUR_MS = 3_600_000;

function storeOf(texts: Map<string, string>, isLate = false): HostStore {
  const read = (key: string) => texts.get(key) ?? null;
  return {
    getItem: (key) => (isLate ? Promise.resolve(read(key)) : read(key)),
    setItem: (key, text) => void texts.set(key, text),
  };
}

/** The sockets that a new page tries first. */
async function triedBy(store: HostStore, clock: ManualClock): Promise<string[]> {
  const bench = new StreamBench({ memory: new HostMemory({ store }), clock });
  bench.stream.start();
  await bench.settle();
  const tried = bench.sockets.all.map(({ path }) => path);
  bench.stream.stop();
  return tried;
}

describe('what was found missing', () => {
  test.each([false, true])('is known after a reload, for an hour (a store that answers later: %s)', async (isLate) => {
    const texts = new Map<string, string>();
    const store = storeOf(texts, isLate);
    const clock = new ManualClock();
    const first = new StreamBench({ memory: new HostMemory({ store }), clock });
    first.stream.start();
    await first.settle();
    first.sockets.last('/ws').drop();
    first.acceptFallback();
    first.stream.stop();
    expect([...texts.keys()]).toContain('aurigraph_v11_host_backend:9003');
    expect(await triedBy(store, clock)).toEqual(['/ws/dashboard']);
    clock.advance(HOUR_MS - 1);
    expect(await triedBy(store, clock)).toEqual(['/ws/dashboard']);
    clock.advance(1);
    expect(await triedBy(store, clock)).toEqual(['/ws']);
  });

  test('is forgotten for all when the backend goes away, because it may come back as another version', async () => {
    const texts = new Map<string, string>();
    const store = storeOf(texts);
    const bench = new StreamBench({ memory: new HostMemory({ store }) });
    bench.startFallback();
    for (const socket of bench.sockets.all) if (!socket.isAbandoned) socket.drop();
    bench.clock.advance(1_000);
    for (let step = 0; step < 3; step += 1)
      for (const socket of [...bench.sockets.all]) if (!socket.isAbandoned && !socket.ended) socket.drop();
    expect(await triedBy(store, new ManualClock())).toEqual(['/ws']);
  });

  test.each([
    ['holds rubbish', { getItem: () => '{"missing":[', setItem: () => undefined }],
    [
      'throws',
      {
        getItem: () => {
          throw new Error('no');
        },
        setItem: () => {
          throw new Error('no');
        },
      },
    ],
    ['knows a time to come', { getItem: () => '{"missing":{"/ws":9999999999999}}', setItem: () => undefined }],
  ] as [string, HostStore][])('is looked for again where the store %s', async (_, store) => {
    expect(await triedBy(store, new ManualClock())).toEqual(['/ws']);
  });

  test('is not waited for longer than half a second where the store never answers', async () => {
    const store: HostStore = { getItem: () => new Promise(() => undefined), setItem: () => undefined };
    const bench = new StreamBench({ memory: new HostMemory({ store }) });
    bench.stream.start();
    await bench.settle();
    expect(bench.sockets.all).toEqual([]);
    bench.clock.advance(500);
    await bench.settle();
    expect(bench.sockets.all.map(({ path }) => path)).toEqual(['/ws']);
  });
});

test('the status says how many calls were made and when they are renewed', async () => {
  const bench = new StreamBench();
  bench.answers['/stats'] = () => new Response(sample('rest-stats.json'));
  bench.startFallback();
  expect(bench.stream.status.calls).toBeUndefined();
  const start = bench.clock.now();
  bench.clock.advance(0);
  await bench.settle();
  expect(bench.stream.status.calls).toEqual({ used: 1, limit: 100, renewsAt: start + HOUR_MS });
});
