/** The flat topic sockets (protocol 1.3): no envelope, nothing to subscribe, client text is ignored. */
import type { Connection } from '../../connection.js';
import { isoInstant } from '../../instants.js';
import { eventBody } from './flat-events.js';
import type { Simulation, SocketEndpoint } from '../profile.js';

/** These accept clients and stay silent for ever, because nothing in the backend raises their events; a test can. */
const SILENT_PATHS = ['/ws/consensus', '/ws/validators', '/ws/network', '/ws/transactions/legacy'] as const;

/** `/ws/metrics`, which speaks every second while somebody listens, and the four silent ones. */
export function createFlatSockets(simulation: Simulation): SocketEndpoint[] {
  const everybody = new Set<Connection>();
  const listeners = new Set<Connection>();
  const stop = simulation.driver.onBeat((beat) => {
    if (beat !== 0 || listeners.size === 0) return;
    const body = metricsBody(simulation, everybody.size);
    for (const connection of listeners) connection.send(body);
  });
  const metrics = {
    path: '/ws/metrics',
    stop,
    accept: (connection: Connection) => join(connection, everybody, listeners),
  };
  return [
    metrics,
    ...SILENT_PATHS.map((path) => ({
      path,
      accept: (connection: Connection) => join(connection, everybody),
      produce: () => JSON.stringify(eventBody(path, simulation)),
    })),
  ];
}

function join(connection: Connection, ...groups: Set<Connection>[]): void {
  for (const group of groups) group.add(connection);
  connection.onClose(() => groups.forEach((group) => group.delete(connection)));
}

/** `connections` counts the clients of all five flat sockets; `errorRate` is a constant in the backend. */
function metricsBody({ network, clock }: Simulation, connections: number): Record<string, unknown> {
  return {
    timestamp: isoInstant(clock.now()),
    tps: network.system('tps'),
    cpu: network.system('cpuPercent'),
    memory: network.system('memoryMb'),
    connections,
    errorRate: 0.001,
  };
}
