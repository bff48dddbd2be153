import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { afterEach, describe, expect, test } from 'vitest';
import { startSimulator, type Simulator, type SimulatorOptions } from '../../../simulator/server.js';
import type { Clock } from '../../../src/domain/clock.js';
import { FALLBACK_SOCKETS, V11Stream } from '../../../src/v11/index.js';
import { ChaosProxy } from './support/chaos-proxy.js';
import { RecordingSink } from './support/recording-sink.js';
import { until } from './support/until.js';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** The machine's clock, with its timers counted. */
class CountingClock implements Clock {
  pending = 0;
  readonly now = (): number => Date.now();
  readonly elapsed = (): number => performance.now();

  after(delayMs: number, run: () => void): () => void {
    let waits = true;
    this.pending += 1;
    const settle = (): void => {
      this.pending -= waits ? 1 : 0;
      waits = false;
    };
    const timer = setTimeout(() => (settle(), run()), delayMs);
    return () => (clearTimeout(timer), settle());
  }
}

function simulator(options: SimulatorOptions): Promise<Simulator> {
  return startSimulator({ port: 0, maxLifetimeMs: 60_000, ...options }).then((started) => {
    closers.push(() => started.close());
    return started;
  });
}

function streamTo(port: number) {
  const sink = new RecordingSink();
  const clock = new CountingClock();
  const sockets: WebSocket[] = [];
  const stream = new V11Stream({
    wsUrl: `ws://127.0.0.1:${port}/ws`,
    url: `http://127.0.0.1:${port}`,
    sink,
    clock,
    random: () => 0,
    openSocket: (url) => {
      const socket = new WebSocket(url);
      sockets.push(socket);
      return socket;
    },
  });
  closers.push(() => stream.stop());
  return { stream, sink, clock, sockets };
}

describe('with the simulator', () => {
  test('the design profile fills system figures, leader and nodes of all types', async () => {
    const { port, network } = await simulator({ profile: 'design' });
    const { stream, sink } = streamTo(port);
    stream.start();
    await until('every node was heard of', () => sink.nodes.size === network.nodes.length);
    await until('the network was', () => (sink.figures.tps ?? 0) > 0 && sink.leaders.length > 0);
    expect(stream.status).toMatchObject({ phase: 'live', source: '/ws' });
    expect(new Set([...sink.nodes.values()].map(({ type }) => type))).toEqual(
      new Set(['channel', 'validator', 'business', 'slim']),
    );
    expect(stream.frames).toMatchObject({ dropped: 0, unknown: 0 });
  });

  test('the backend-head profile fills them from four sockets and a few calls', async () => {
    const { port, network } = await simulator({ profile: 'backend-head', nodes: 150 });
    const { stream, sink } = streamTo(port);
    stream.start();
    await until('every node was heard of', () => sink.nodes.size === network.nodes.length);
    await until('the measured throughput arrived', () => sink.origins.tps?.source === '/ws/metrics');
    await until('leader and term arrived', () => sink.figures.term !== undefined && sink.leaders.length > 0);
    expect(stream.status).toMatchObject({ phase: 'live', source: FALLBACK_SOCKETS.join(', ') });
    expect(stream.frames).toMatchObject({ dropped: 0, unknown: 0 });
  });

  test.each([
    ['design', 'design'],
    ['backend-head', 'backend-head'],
    ['design', 'backend-head'],
    ['backend-head', 'design'],
  ] as const)('%s that goes away and comes back as %s is live again by itself', async (before, after) => {
    const first = await simulator({ profile: before });
    const { stream, sink } = streamTo(first.port);
    stream.start();
    await until('it is live', () => stream.status.phase === 'live' && sink.figures.tps !== undefined);
    await first.close();
    await until('the loss is known', () => stream.status.phase === 'backoff');
    await until('it was tried in vain', () => stream.status.attempt >= 3);
    const framesBefore = stream.frames.received;
    await simulator({ profile: after, port: first.port });
    await until('it is live again', () => stream.status.phase === 'live' && stream.frames.received > framesBefore + 2);
    expect(stream.status.source.startsWith(after === 'design' ? '/ws' : '/ws/dashboard')).toBe(true);
    expect(stream.status.source).toBe(after === 'design' ? '/ws' : FALLBACK_SOCKETS.join(', '));
  });

  test('nothing is left after stop, on both sides', async () => {
    for (const profile of ['design', 'backend-head'] as const) {
      const server = await simulator({ profile });
      const { stream, clock, sockets } = streamTo(server.port);
      stream.start();
      await until('it is live', () => stream.status.phase === 'live' && stream.frames.received > 3);
      stream.stop();
      expect(clock.pending).toBe(0);
      await until('every socket is closed', () => sockets.every((socket) => socket.readyState === WebSocket.CLOSED));
      await until('the server has nobody', () => server.connections() === 0);
    }
  });
});

describe('half-open connections', () => {
  test.each(['design', 'backend-head'] as const)(
    'a %s that is cut off silently is noticed within six seconds and found again',
    async (profile) => {
      const server = await simulator({ profile });
      const proxy = await ChaosProxy.start(server.port);
      closers.push(() => proxy.close());
      const { stream } = streamTo(proxy.port);
      stream.start();
      await until('it is live', () => stream.status.phase === 'live' && stream.frames.received > 3);
      proxy.blackHole(true);
      const cutAt = performance.now();
      await until('it is suspect', () => stream.status.phase === 'suspect');
      await until('it is given up', () => stream.status.phase !== 'live' && stream.status.phase !== 'suspect');
      expect(performance.now() - cutAt).toBeLessThan(6_200);
      proxy.blackHole(false);
      await until('it is live again', () => stream.status.phase === 'live');
    },
    20_000,
  );
});

describe('a server with ideas of its own', () => {
  async function scripted(
    accept: (socket: WebSocket, path: string) => void,
    paths: readonly string[],
  ): Promise<number> {
    const http: Server = createServer((_, response) => response.writeHead(500).end('<html>no</html>'));
    const sockets = new WebSocketServer({ noServer: true });
    http.on('upgrade', (request, stream, head) => {
      const path = request.url ?? '';
      if (!paths.includes(path)) return void stream.end('HTTP/1.1 404 Not Found\r\n\r\n');
      sockets.handleUpgrade(request, stream, head, (socket) => accept(socket, path));
    });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    closers.push(() => {
      sockets.clients.forEach((client) => client.terminate());
      http.closeAllConnections();
      return new Promise((resolve) => http.close(resolve));
    });
    return (http.address() as AddressInfo).port;
  }

  test('that closes with 1008 is left alone', async () => {
    let accepted = 0;
    const port = await scripted(
      (socket) => {
        accepted += 1;
        socket.close(1008, 'Authentication required');
      },
      ['/ws'],
    );
    const { stream, clock } = streamTo(port);
    stream.start();
    await until('it is stopped', () => stream.status.phase === 'stopped');
    expect(stream.status.failure?.code).toBe('unauthorized');
    expect([accepted, clock.pending]).toEqual([1, 0]);
  });

  test('that sends rubbish, bytes and good frames is heard for its good frames', async () => {
    const port = await scripted(
      (socket) => {
        for (const frame of ['', '{', '{"type":"realtime_metrics","data":RealtimeMetrics[tps=0.0]}', 'null'])
          socket.send(frame);
        socket.send(new Uint8Array([0, 255, 1]));
        socket.send(JSON.stringify({ type: 'system-metrics', data: { tps: 5 } }));
      },
      ['/ws'],
    );
    const { stream, sink } = streamTo(port);
    stream.start();
    await until('the good frame arrived', () => sink.figures.tps === 5);
    expect(stream.frames).toEqual({ received: 6, dropped: 5, unknown: 0 });
    expect(stream.status.phase).toBe('live');
  });

  test('that has one token-free socket only is used through that one, however broken its REST is', async () => {
    const port = await scripted(
      (socket) => {
        const timer = setInterval(() => socket.send(JSON.stringify({ tps: 7, cpu: 1, memory: 1 })), 50);
        socket.on('close', () => clearInterval(timer));
      },
      ['/ws/metrics'],
    );
    const { stream, sink } = streamTo(port);
    stream.start();
    await until('its figure arrived', () => sink.figures.tps === 7);
    expect(stream.status).toMatchObject({ phase: 'live', source: '/ws/metrics', failure: undefined });
  });
});
