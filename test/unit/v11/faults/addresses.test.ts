import { WebSocket } from 'ws';
import { describe, expect, test } from 'vitest';
import {
  HostMemory,
  testConnection,
  type ConnectionReport,
  type ConnectionTestOptions,
} from '../../../../src/v11/index.js';
import { ManualClock } from '../../../support/manual-clock.js';
import { backend } from '../support/real-stream.js';
import { StreamBench } from '../support/stream-bench.js';
import type { Behaviour } from '../support/test-backend.js';
import { TokenBackend } from '../support/token-backend.js';

describe('R22: addresses that a browser would twist or refuse', () => {
  test.each(['/ws', 'http://backend:9003/ws', 'ws://me:canary@backend/ws', 'javascript:alert(1)', ''])(
    '“%s” is a clear failure, and nothing is opened or thrown',
    (wsUrl) => {
      const bench = new StreamBench({ wsUrl });
      bench.stream.start();
      expect(bench.stream.status).toMatchObject({ phase: 'stopped', failure: { code: 'invalid-url' } });
      expect(JSON.stringify(bench.stream.status)).not.toContain('canary');
      expect(bench.sockets.all).toEqual([]);
    },
  );

  test('what stands in the query of an address is shown nowhere, whether the address is right or wrong', () => {
    for (const wsUrl of ['ws://backend/ws?token=canary', 'http://backend/ws?token=canary', 'wss:backend?canary']) {
      const bench = new StreamBench({ wsUrl });
      bench.stream.start();
      for (const socket of [...bench.sockets.all]) socket.drop();
      for (const socket of [...bench.sockets.all]) socket.drop();
      expect(bench.stream.status.failure).toBeDefined();
      expect(JSON.stringify(bench.statuses)).not.toContain('canary');
    }
  });

  test('ws:// from a page served over https stops the stream with words', () => {
    const bench = new StreamBench({
      openSocket: () => {
        throw new DOMException('mixed content', 'SecurityError');
      },
    });
    bench.stream.start();
    bench.clock.advance(0);
    expect(bench.stream.status.failure).toMatchObject({
      code: 'invalid-url',
      remedy: expect.stringContaining('wss://') as string,
    });
  });
});

describe('testing a connection', () => {
  const speaking: Behaviour = (client) => client.send('{"tps":1}');
  const pongs: Behaviour = (client) => client.on('message', () => client.send('{"type":"pong"}'));

  /** Tests a connection while time passes. */
  async function tested(options: Partial<ConnectionTestOptions> & { port?: number }): Promise<ConnectionReport> {
    const clock = new ManualClock();
    const port = options.port ?? 1;
    let isOver = false;
    const testing = testConnection({
      wsUrl: `ws://127.0.0.1:${port}/ws`,
      url: `http://127.0.0.1:${port}`,
      clock,
      openSocket: (url) => new WebSocket(url),
      ...options,
    }).finally(() => (isOver = true));
    for (let step = 0; step < 400 && !isOver; step += 1) {
      await new Promise((resolve) => setTimeout(resolve, 2));
      // A second of real time for what has to answer, then the rest of the timeouts at once.
      clock.advance(step < 30 ? 10 : 500);
    }
    expect(clock.pending).toBe(0);
    return testing;
  }

  const outcomes = ({ sockets }: ConnectionReport) =>
    Object.fromEntries(sockets.map(({ endpoint, outcome }) => [endpoint, outcome]));

  test('says which sockets open and speak, and that REST answers, and finds no problem', async () => {
    const token = new TokenBackend();
    const { port } = await backend(
      {
        '/ws': pongs,
        '/ws/dashboard': speaking,
        '/ws/metrics': () => undefined,
        '/ws/v11': token.v11,
        '/ws/transactions': token.transactions,
      },
      (_, response) => void response.end('{"status":"UP","version":"12.0.0"}'),
    );
    const report = await tested({ port });
    expect(outcomes(report)).toEqual({
      '/ws': 'speaks',
      '/ws/dashboard': 'speaks',
      '/ws/metrics': 'silent',
      '/api/v11/live/stream': 'closed',
      '/ws/channels': 'closed',
      '/ws/v11': 'wants-token',
      '/ws/transactions': 'wants-token',
    });
    expect(report).toMatchObject({ ok: true, rest: { outcome: 'answers', version: '12.0.0' }, problems: [] });
    expect(report.sockets[0]?.words).toBe('/ws opens and sends data.');
  });

  test('with a token says that it is taken, and sends it in an address only where that is allowed', async () => {
    const token = new TokenBackend();
    token.tokens.add('right-token');
    const server = await backend({ '/ws/v11': token.v11, '/ws/transactions': token.transactions });
    const options = { port: server.port, token: () => 'right-token' };
    expect(outcomes(await tested(options))).toMatchObject({
      '/ws/v11': 'signed-in',
      '/ws/transactions': 'wants-token',
    });
    expect(server.asked.join()).not.toContain('right-token');
    expect(outcomes(await tested({ ...options, tokenInUrl: true }))).toMatchObject({ '/ws/transactions': 'signed-in' });
    const wrong = await tested({ ...options, token: () => 'wrong-token' });
    expect(wrong.ok).toBe(false);
    expect(wrong.problems.join()).toContain('refused the one it got');
    expect(JSON.stringify(wrong)).not.toContain('wrong-token');
  });

  test('that nobody answers says so', async () => {
    const report = await tested({ port: 1 });
    expect(report).toMatchObject({ ok: false, rest: { outcome: 'failed' } });
    expect(report.problems[0]).toContain('Nothing answers at these addresses');
  });

  test('tells a refusal of this page (CORS) from a backend that is away', async () => {
    const { port } = await backend({ '/ws': pongs });
    const fetch = (_: string, init: RequestInit): Promise<Response> =>
      init.mode === 'no-cors' ? Promise.resolve(new Response(null)) : Promise.reject(new TypeError('Failed to fetch'));
    const report = await tested({ port, fetch });
    expect(report).toMatchObject({ ok: true, rest: { outcome: 'cors' } });
    expect(report.problems.join()).toContain('CORS');
  });

  test('names mixed content before anything else', async () => {
    const report = await tested({
      pageUrl: 'https://portal.example/x',
      wsUrl: 'ws://backend.invalid/ws',
      url: 'http://backend.invalid',
    });
    expect(report.problems[0]).toContain('needs a wss:// address');
    expect(report.problems[1]).toContain('needs a https:// address');
  });

  test('of an address that cannot be used opens nothing', async () => {
    expect(await tested({ wsUrl: '/ws' })).toMatchObject({ ok: false, sockets: [], rest: undefined });
  });

  test('does not ask where the hourly limit is used up, and counts what it asks', async () => {
    const { port } = await backend({}, (_, response) => void response.end('{}'));
    const memory = new HostMemory();
    const clock = new ManualClock();
    memory.budgetOf(`http://127.0.0.1:${port}/api/v11`, clock).block(60_000);
    expect((await tested({ port, memory })).rest?.outcome).toBe('not-asked');
    const other = new HostMemory();
    await tested({ port, memory: other });
    expect(other.budgetOf(`http://127.0.0.1:${port}/api/v11`, clock).usage.used).toBe(1);
  });
});
