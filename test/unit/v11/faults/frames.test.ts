import { expect, test } from 'vitest';
import { backend, realStream } from '../support/real-stream.js';
import type { Behaviour } from '../support/test-backend.js';
import { until } from '../support/until.js';

const GOOD = '{"type":"system-metrics","data":{"tps":5}}';

const hostile: readonly [string, Behaviour][] = [
  ['malformed JSON', (client) => client.send('{"type":"system-metrics","data":{"tps":')],
  ['an empty text', (client) => client.send('')],
  ['bytes', (client) => client.send(new Uint8Array([0, 255, 1]))],
  [
    'the Java text form of a record',
    (client) => client.send('{"type":"realtime_metrics","data":RealtimeMetrics[tps=0.0]}'),
  ],
  ['a depth of 100,000', (client) => client.send('['.repeat(100_000))],
  [
    'a prototype',
    (client) =>
      client.send('{"type":"node-update","data":{"nodeId":"__proto__","throughput":1,"__proto__":{"polluted":1}}}'),
  ],
  ['fifty megabytes', (client) => client.send(`{"type":"system-metrics","data":{"tps":"${'9'.repeat(50_000_000)}"}}`)],
  [
    'a flood of fragments',
    (client) => {
      for (let part = 0; part < 5_000; part += 1) client.send('x', { fin: false });
      client.send('x', { fin: true });
    },
  ],
];

test.each(hostile)('R10: %s is dropped or ignored, and the next good frame is shown', async (_, send) => {
  const server = await backend({
    '/ws': (client, request) => {
      send(client, request);
      client.send(GOOD);
    },
  });
  const real = realStream(server.port);
  await real.live();
  await until('the good frame is shown', () => real.sink.figures.tps === 5);
  // It happened: two frames came, one of which was of use.
  expect(real.stream.frames.received).toBe(2);
  expect(real.phase).toBe('live');
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test('R10: text that is not UTF-8 ends the connection with 1007, and it is opened again', async () => {
  let clients = 0;
  const server = await backend({
    '/ws': (client) => {
      clients += 1;
      if (clients === 1) client.send(Buffer.from([0xc3, 0x28]), { binary: false });
      else client.send(GOOD);
    },
  });
  const real = realStream(server.port);
  real.stream.start();
  await until('it was lost and is live again', () => {
    if (real.phase === 'backoff') real.skipToRetry();
    return real.sink.figures.tps === 5;
  });
  expect(clients).toBe(2);
});

test('R10: a connection on which nothing can be read for ten seconds is given up, and never for good', async () => {
  let clients = 0;
  const server = await backend({ '/ws': () => void (clients += 1) });
  const real = realStream(server.port);
  await real.live();
  for (let connection = 1; connection <= 4; connection += 1) {
    await until('the server has this client alone', () => clients === connection && server.clients.length === 1);
    while (real.phase !== 'backoff') {
      const { received } = real.stream.frames;
      server.say('rubbish');
      await until('it was heard', () => real.stream.frames.received > received);
      if (real.phase === 'live') real.clock.advance(1_000);
    }
    await real.liveAgain();
  }
  await until('the server has this client alone', () => clients === 5 && server.clients.length === 1);
  server.say(GOOD);
  await until('the good frame is shown', () => real.sink.figures.tps === 5);
  expect([clients, real.stream.frames.dropped]).toEqual([5, 44]);
});

test('R10: rubbish among good frames is no reason to reconnect', async () => {
  const server = await backend({ '/ws': () => undefined });
  const real = realStream(server.port);
  await real.live();
  await until('the server has a client', () => server.clients.length === 1);
  for (let second = 0; second < 60; second += 1) {
    const { received } = real.stream.frames;
    server.say('rubbish');
    server.say(second % 5 === 0 ? GOOD : 'rubbish');
    await until('it was heard', () => real.stream.frames.received === received + 2);
    real.clock.advance(1_000);
  }
  expect([real.phase, real.sockets.length, real.stream.frames.dropped]).toEqual(['live', 1, 108]);
});

test('R11: unknown types are ignored and counted, extra fields are no harm, missing ones leave the rest', async () => {
  const server = await backend({
    '/ws': (client) => {
      for (const type of ['market-news', 'UPDATE', '', 'subscribe_responses'])
        client.send(JSON.stringify({ type, data: {} }));
      client.send('{"type":"system-metrics","data":{"tps":5,"colour":"green","nested":{"a":[1]}},"extra":true}');
      client.send('{"type":"node-update","data":{"nodeId":"n1"}}');
    },
  });
  const real = realStream(server.port);
  await real.live();
  await until('the last frame is shown', () => real.sink.nodes.has('n1'));
  expect(real.sink.figures).toEqual({ tps: 5 });
  expect(real.sink.nodes.get('n1')?.values).toEqual({});
  expect(real.stream.frames).toMatchObject({ received: 6, dropped: 0 });
  expect(real.stream.frames.unknown).toBeGreaterThanOrEqual(3);
});

test('R12: numbers that cannot be are left out, and the rest of the frame is used', async () => {
  const server = await backend({
    '/ws': (client) => {
      client.send(
        '{"type":"system-metrics","data":{"tps":1e999,"activeNodes":7,"totalTransactions":-1,"avgFinalityLatency":-0}}',
      );
      client.send('{"type":"system-metrics","data":{"tps":"NaN","totalTransactions":9007199254740993}}');
      client.send('{"type":"node-update","data":{"nodeId":"constructor","throughput":"12.50","errorCount":-4}}');
      client.send('{"type":"node-update","data":{"nodeId":"","throughput":1}}');
    },
  });
  const real = realStream(server.port);
  await real.live();
  await until('four frames came', () => real.stream.frames.received === 4);
  expect(real.sink.figures.tps).toBeUndefined();
  expect(real.sink.figures).toMatchObject({ activeNodes: 7, totalTransactions: 9_007_199_254_740_992, finalityMs: 0 });
  expect([...real.sink.nodes.keys()]).toEqual(['constructor']);
  expect(real.sink.nodes.get('constructor')?.values).toEqual({ throughput: 12.5 });
});

test('R12: a hundred thousand nodes are taken, and the connection lives', async () => {
  const server = await backend({
    '/ws': (client) => {
      for (let batch = 0; batch < 100; batch += 1) {
        const data = Array.from({ length: 1_000 }, (_, index) => ({
          nodeId: `n${batch * 1_000 + index}`,
          throughput: 1,
        }));
        client.send(JSON.stringify({ type: 'node-updates', data, timestamp: 1_790_000_000_000 + batch }));
      }
      client.send(GOOD);
    },
  });
  const real = realStream(server.port);
  await real.live();
  await until('all are there', () => real.sink.figures.tps === 5);
  expect(real.sink.nodes.size).toBe(100_000);
});
