import { describe, expect, it } from 'vitest';
import { sample, shapeOf } from './support/sample.js';
import { connect, get, startWithClock } from './support/server.js';

interface Page {
  readonly nodes: {
    readonly nodeId: string;
    readonly nodeType: string;
    readonly status: string;
    readonly stakeAmount: string;
  }[];
  readonly totalNodes: number;
  readonly totalPages: number;
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
}

async function start(nodes = 45) {
  return startWithClock({ profile: 'backend-head', nodes });
}

describe('the backend-head profile’s REST', () => {
  it.each([
    ['/health', 'rest-health'],
    ['/info', 'rest-info'],
    ['/stats', 'rest-stats'],
    ['/live/consensus', 'rest-live-consensus'],
    ['/nodes?page=0&size=1', 'rest-nodes'],
    ['/nodes/summary', 'rest-nodes-summary'],
  ])('%s answers in the shape of the backend', async (path, name) => {
    const { simulator } = await start();
    const { status, body, headers } = await get(simulator, path);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toContain('application/json');
    expect(shapeOf(body)).toEqual(shapeOf(sample(name)));
  });

  it('draws stats anew on every call, and its two totals disagree', async () => {
    const { simulator } = await start();
    const [one, other] = [await get(simulator, '/stats'), await get(simulator, '/stats')];
    expect(one.body).not.toEqual(other.body);
    const { performance, transactions } = one.body as Record<
      'performance' | 'transactions',
      { totalTransactions: number }
    >;
    expect(performance.totalTransactions).not.toBe(transactions.totalTransactions);
  });

  it('tells of the model’s leader and term', async () => {
    const { simulator, clock } = await start();
    expect((await get(simulator, '/live/consensus')).body).toMatchObject({
      currentLeader: simulator.network.leaderId,
      term: simulator.network.system('term'),
      consensusHealth: 'HEALTHY',
      isHealthy: true,
    });
    simulator.network.crash(simulator.network.leaderId, 60_000);
    clock.advance(250);
    expect((await get(simulator, '/live/consensus')).body).toMatchObject({
      currentLeader: '',
      consensusHealth: 'ELECTING',
      isHealthy: false,
    });
  });

  it('lists all nodes of the model page by page', async () => {
    const { simulator } = await start();
    const pages: Page[] = [];
    for (let page = 0; page < 5; page += 1)
      pages.push((await get(simulator, `/nodes?page=${page}&size=20`)).body as Page);
    expect(pages.flatMap((page) => page.nodes.map((node) => node.nodeId))).toEqual(
      simulator.network.nodes.map((node) => node.id),
    );
    expect(pages.map((page) => page.nodes.length)).toEqual([20, 20, 5, 0, 0]);
    expect(pages.map((page) => page.hasNext)).toEqual([true, true, false, false, false]);
    expect(pages.map((page) => page.hasPrevious)).toEqual([false, true, true, true, true]);
    expect(pages[0]).toMatchObject({ totalNodes: 45, totalPages: 3 });
  });

  it('filters nodes by type and status', async () => {
    const { simulator, clock } = await start();
    const business = simulator.network.nodes.find((node) => node.type === 'business');
    simulator.network.crash(business?.id ?? '', 60_000);
    clock.advance(250);
    const slim = (await get(simulator, '/nodes?type=api&size=100')).body as Page;
    expect(slim.nodes.map((node) => node.nodeType)).toEqual(Array(simulator.network.count('slim').enabled).fill('API'));
    const offline = (await get(simulator, '/nodes?status=OFFLINE&size=100')).body as Page;
    expect(offline.nodes.map((node) => node.nodeId)).toContain(business?.id);
  });

  it.each(['page=-1', 'page=x', 'size=0', 'size=101', 'size=', 'page=1.5'])('refuses %s with 400', async (query) => {
    const { simulator } = await start();
    const { status, body } = await get(simulator, `/nodes?${query}`);
    expect(status).toBe(400);
    expect(body).toEqual({ error: expect.any(String) as string });
  });

  it('finds one node, and says which one it does not find', async () => {
    const { simulator } = await start();
    const nodeId = simulator.network.nodes[3]?.id ?? '';
    expect((await get(simulator, `/nodes/${nodeId}`)).body).toMatchObject({ nodeId });
    expect(await get(simulator, '/nodes/node-9999')).toMatchObject({
      status: 404,
      body: sample('rest-error-404-node'),
    });
    expect(await get(simulator, '/nodes/%E0%A4%A')).toMatchObject({ status: 404 });
  });

  it.each(['/performance', '/consensus/state', '/network/topology'])(
    'does not have %s, and says so in HTML',
    async (path) => {
      const { simulator } = await start();
      const { status, body } = await get(simulator, path);
      expect(status).toBe(404);
      expect(body).toContain('<html>');
    },
  );

  it.each(['/dashboard', '/datafeeds', '/info/version', '/users/me', '/health/live'])(
    'asks for a token at %s',
    async (path) => {
      const { simulator } = await start();
      const { status, body } = await get(simulator, path);
      expect(status).toBe(401);
      expect(shapeOf(body)).toEqual(shapeOf(sample('rest-error-401')));
      expect((await get(simulator, path, { headers: { Authorization: 'Bearer nothing' } })).status).toBe(401);
    },
  );

  it('refuses other methods', async () => {
    const { simulator } = await start();
    expect((await get(simulator, '/stats', { method: 'DELETE' })).status).toBe(405);
  });

  it('has nothing outside /api/v11', async () => {
    const { simulator } = await start();
    expect((await fetch(`${simulator.url}/`)).status).toBe(404);
    expect((await fetch(`${simulator.url}/api/v110/stats`)).status).toBe(404);
  });
});

describe('the call budget', () => {
  it('is 100 calls an hour over all routes together, then 429 with the wait in the body', async () => {
    const { simulator, clock } = await start();
    const paths = ['/health', '/stats', '/nodes', '/performance', '/datafeeds'];
    for (let call = 0; call < 100; call += 1)
      expect((await get(simulator, paths[call % 5] ?? '')).status).not.toBe(429);
    clock.advance(600_000);
    const { status, body, headers } = await get(simulator, '/health');
    expect(status).toBe(429);
    expect(shapeOf(body)).toEqual(shapeOf(sample('rest-error-429')));
    expect(body).toMatchObject({ error: 'Rate limit exceeded', retryAfterSeconds: 3_000, rateLimit: 100 });
    expect(headers.get('retry-after')).toBeNull();
    clock.advance(3_000_000);
    expect((await get(simulator, '/health')).status).toBe(200);
  });

  it('is one bucket for all direct clients, and one per forwarded address', async () => {
    const { simulator } = await start();
    for (let call = 0; call < 101; call += 1) await get(simulator, '/health');
    const as = async (headers: Record<string, string>): Promise<number> =>
      (await get(simulator, '/health', { headers })).status;
    expect(await as({})).toBe(429);
    expect(await as({ 'X-Forwarded-For': '10.0.0.9, 10.0.0.1' })).toBe(200);
    expect(await as({ 'X-Real-IP': '10.0.0.8' })).toBe(200);
  });

  it('does not count sockets or preflights', async () => {
    const { simulator } = await start();
    for (let round = 0; round < 60; round += 1) {
      await connect(simulator, '/api/v11/live/stream');
      await get(simulator, '/stats', {
        method: 'OPTIONS',
        headers: { Origin: 'http://localhost:5173', 'Access-Control-Request-Method': 'GET' },
      });
    }
    expect((await get(simulator, '/health')).status).toBe(200);
  });

  it('can be switched off', async () => {
    const { simulator } = await startWithClock({ profile: 'backend-head', rateLimit: false });
    for (let call = 0; call < 105; call += 1) expect((await get(simulator, '/health')).status).toBe(200);
  });
});

describe('cross-origin rules', () => {
  it.each(['http://localhost:5173', 'http://127.0.0.1:34567', 'https://localhost:3000', 'http://[::1]:8000'])(
    'let %s in',
    async (origin) => {
      const { simulator } = await start();
      const { status, headers } = await get(simulator, '/health', { headers: { Origin: origin } });
      expect(status).toBe(200);
      expect(headers.get('access-control-allow-origin')).toBe(origin);
      expect(headers.get('access-control-allow-credentials')).toBe('true');
    },
  );

  it.each([
    'https://portal.example',
    'null',
    'http://localhost.portal.example',
    'http://portal.example/http://localhost:80',
  ])('keep %s out', async (origin) => {
    const { simulator } = await start();
    const { status, headers } = await get(simulator, '/health', { headers: { Origin: origin } });
    expect(status).toBe(403);
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  it('let an answer over the budget be read by the page', async () => {
    const { simulator } = await start();
    for (let call = 0; call < 100; call += 1) await get(simulator, '/health');
    const { status, headers } = await get(simulator, '/health', { headers: { Origin: 'http://localhost:5173' } });
    expect(status).toBe(429);
    expect(headers.get('access-control-allow-origin')).toBe('http://localhost:5173');
  });

  it('answer a preflight without PATCH and without custom headers', async () => {
    const { simulator } = await start();
    const headers = { Origin: 'http://localhost:5173', 'Access-Control-Request-Method': 'GET' };
    const reply = await get(simulator, '/stats', { method: 'OPTIONS', headers });
    expect(reply.status).toBe(200);
    expect(reply.headers.get('access-control-allow-methods')).toBe('GET, POST, PUT, DELETE, OPTIONS');
    expect(reply.headers.get('access-control-allow-headers')).not.toMatch(/x-api-key|cache-control|correlation/i);
    expect(reply.headers.get('access-control-max-age')).toBe('86400');
  });
});
