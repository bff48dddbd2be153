import { afterEach } from 'vitest';
import { startSimulator, type Simulator, type SimulatorOptions } from '../../../../simulator/server.js';
import { ManualClock } from '../../../support/manual-clock.js';
import { SocketClient } from './socket-client.js';

const running: Simulator[] = [];
const clients: SocketClient[] = [];

afterEach(async () => {
  clients.splice(0).forEach((client) => client.close());
  await Promise.all(running.splice(0).map((simulator) => simulator.close()));
});

/** A server on a free port whose time the test moves; it ends with the test. */
export async function startWithClock(
  options: SimulatorOptions = {},
): Promise<{ simulator: Simulator; clock: ManualClock }> {
  const clock = new ManualClock();
  const simulator = await startSimulator({ port: 0, clock, maxLifetimeMs: 86_400_000, ...options });
  running.push(simulator);
  return { simulator, clock };
}

/** A client that ends with the test. */
export async function connect(
  simulator: Simulator,
  path: string,
  headers?: Record<string, string>,
): Promise<SocketClient> {
  const client = await SocketClient.open(`${simulator.url.replace('http', 'ws')}${path}`, headers);
  clients.push(client);
  return client;
}

/** A GET below `/api/v11`. */
export async function get(
  simulator: Simulator,
  path: string,
  init: RequestInit = {},
): Promise<{ status: number; body: unknown; headers: Headers }> {
  const response = await fetch(`${simulator.url}/api/v11${path}`, init);
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers };
}
