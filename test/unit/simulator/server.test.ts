import { createServer } from 'node:http';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../../simulator/options.js';
import { startSimulator } from '../../../simulator/server.js';
import { ManualClock } from '../../support/manual-clock.js';
import { connect, startWithClock } from './support/server.js';

/** What keeps a process alive: sockets, listeners and timers. */
function handles(): string[] {
  return process
    .getActiveResourcesInfo()
    .filter((kind) => /^(TCP|Timeout|Immediate)/.test(kind))
    .sort();
}

describe('a simulator', () => {
  it('says where it listens', async () => {
    const { simulator } = await startWithClock();
    expect(simulator.url).toBe(`http://127.0.0.1:${simulator.port}`);
    expect(simulator.wsUrl).toBe(`ws://127.0.0.1:${simulator.port}/ws`);
    expect(simulator.profile).toBe('design');
    expect(simulator.network.nodes).toHaveLength(40);
  });

  it('runs by the machine’s clock', async () => {
    const simulator = await startSimulator({ port: 0, nodes: 5, maxLifetimeMs: 30_000 });
    const client = await connect(simulator, '/ws');
    await client.send({ type: 'subscribe', data: { channel: 'system-metrics' } });
    expect((await client.first('system-metrics')).timestamp).toBeGreaterThan(1e12);
    await simulator.close();
  });

  it('gives the same figures for the same seed', async () => {
    const [one, other] = [await startWithClock({ seed: 9 }), await startWithClock({ seed: 9 })];
    one.clock.advance(60_000);
    other.clock.advance(60_000);
    expect(one.simulator.network.system('totalTransactions')).toBe(other.simulator.network.system('totalTransactions'));
  });

  it('counts connections by path', async () => {
    const { simulator } = await startWithClock({ profile: 'backend-head' });
    const client = await connect(simulator, '/ws/metrics?token=ignored');
    await connect(simulator, '/ws/metrics');
    await connect(simulator, '/ws/channels');
    expect([
      simulator.connections(),
      simulator.connections('/ws/metrics'),
      simulator.connections('/ws/dashboard'),
    ]).toEqual([3, 2, 0]);
    client.close();
    await expect.poll(() => simulator.connections('/ws/metrics')).toBe(1);
  });

  it.each([
    [undefined, 1006],
    [1001, 1001],
    [1008, 1008],
    [1011, 1011],
  ])('drops everybody with code %s, and lets them come back', async (code, seen) => {
    const { simulator } = await startWithClock();
    const client = await connect(simulator, '/ws');
    simulator.dropAll(code);
    await client.closed();
    expect(client.closeCode).toBe(seen);
    await expect.poll(() => simulator.connections()).toBe(0);
    await connect(simulator, '/ws');
  });

  it('closes a client that sends far too much, and goes on', async () => {
    const { simulator } = await startWithClock();
    const client = await connect(simulator, '/ws');
    void client.send('x'.repeat(100_000)).catch(() => undefined);
    await client.closed();
    expect(client.closeCode).toBe(1009);
    await connect(simulator, '/ws');
  });

  it.each(['design', 'backend-head'] as const)(
    'with profile %s leaves nothing behind when it closes',
    async (profile) => {
      await expect.poll(handles).toEqual([]);
      const clock = new ManualClock();
      const simulator = await startSimulator({ port: 0, profile, clock });
      const paths =
        profile === 'design'
          ? ['/ws', '/ws']
          : ['/ws/metrics', '/ws/dashboard', '/ws/channels', '/api/v11/live/stream', '/ws/consensus'];
      const clients = await Promise.all(paths.map((path) => connect(simulator, path)));
      await fetch(`${simulator.url}/api/v11/health`).then((response) => response.text());
      clock.advance(5_000);
      await Promise.all([simulator.close(), simulator.close()]);
      await Promise.all(clients.map((client) => client.closed()));
      expect(simulator.connections()).toBe(0);
      expect(clock.pending).toBe(0);
      await expect.poll(handles).toEqual([]);
      await expect(connect(simulator, '/ws')).rejects.toThrow();
    },
  );

  it('closes by itself at the end of its lifetime', async () => {
    const clock = new ManualClock();
    const simulator = await startSimulator({ port: 0, clock, maxLifetimeMs: 60_000 });
    const client = await connect(simulator, '/ws');
    clock.advance(60_000);
    await client.closed();
    await simulator.close();
    expect(clock.pending).toBe(0);
  });

  it('says that a port is taken, with the code of the system, and holds nothing', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const clock = new ManualClock();
    const failure = startSimulator({ port, clock });
    await expect(failure).rejects.toMatchObject({
      code: 'EADDRINUSE',
      message: expect.stringContaining(`Port ${port}`) as string,
    });
    expect(clock.pending).toBe(0);
    other.close();
  });
});

describe('the command line', () => {
  it('has defaults', () => {
    expect(parseCommandLine([])).toEqual({
      help: false,
      options: {
        port: 9_003,
        host: '127.0.0.1',
        profile: 'design',
        nodes: 40,
        seed: 1,
        performanceMode: undefined,
        rateLimit: true,
        gateway: false,
        nodesPerFrame: undefined,
        control: false,
      },
    });
  });

  it('reads every option', () => {
    const args =
      '--port 0 --host ::1 --profile backend-head --nodes 10000 --seed 7 --performance-mode staging --no-rate-limit --gateway --nodes-per-frame 1 --control'.split(
        ' ',
      );
    expect(parseCommandLine(args)).toEqual({
      help: false,
      options: {
        port: 0,
        host: '::1',
        profile: 'backend-head',
        nodes: 10_000,
        seed: 7,
        performanceMode: 'staging',
        rateLimit: false,
        gateway: true,
        nodesPerFrame: 1,
        control: true,
      },
    });
  });

  it.each([
    [['--port', '70000'], /--port must be a whole number between 0 and 65535/],
    [['--nodes', '1e3'], /--nodes must be a whole number/],
    [['--profile', 'v12'], /--profile must be one of design, backend-head, everything, not “v12”/],
    [['--dance'], /--dance/],
  ])('explains what is wrong with %j', (args, message) => {
    expect(parseCommandLine(args)).toEqual({ error: expect.stringMatching(message) as string });
  });
});
