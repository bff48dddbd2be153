/** `/ws/dashboard` (protocol 1.6). */
import { isTextList, parseObject, type Connection } from '../../connection.js';
import { stringifyWithInstants } from '../../instants.js';
import type { Simulation, SocketEndpoint } from '../profile.js';
import { dashboardMetrics, type DashboardHistory, performanceMetrics } from './dashboard-data.js';

/**
 * `metrics` goes to everybody every second, and at once on open, whatever was subscribed. A subscription REPLACES the
 * set, its acknowledgement has no `type`, and there is no way back but to subscribe to something else.
 */
export function createDashboardSocket(simulation: Simulation, history: DashboardHistory): SocketEndpoint {
  const clients = new Map<Connection, ReadonlySet<string>>();
  let seconds = 0;

  const frame = (type: string, data: unknown): string =>
    stringifyWithInstants({ type, data, timestamp: simulation.clock.now() });
  const metricsFrame = (): string => frame('metrics', dashboardMetrics(simulation, history, clients.size));

  const stop = simulation.driver.onBeat((beat) => {
    if (beat !== 0) return;
    seconds += 1;
    history.note(simulation);
    if (clients.size > 0) sendSecond(clients, seconds, { metrics: metricsFrame(), frame, simulation });
  });

  return {
    path: '/ws/dashboard',
    stop,
    accept(connection) {
      clients.set(connection, new Set(['all']));
      connection.onClose(() => clients.delete(connection));
      connection.onText((text) => {
        const channels = channelsOf(text);
        if (channels === undefined) return;
        clients.set(connection, new Set(channels));
        connection.send({ status: 'subscribed', channels });
      });
      connection.sendText(metricsFrame());
    },
  };
}

interface Second {
  readonly metrics: string;
  readonly frame: (type: string, data: unknown) => string;
  readonly simulation: Simulation;
}

/** `nodes` every third second, always empty because nothing feeds it; `performance` every fifth, only by name. */
function sendSecond(clients: ReadonlyMap<Connection, ReadonlySet<string>>, seconds: number, second: Second): void {
  const nodes = seconds % 3 === 0 ? second.frame('nodes', []) : undefined;
  const performance =
    seconds % 5 === 0 ? second.frame('performance', performanceMetrics(second.simulation)) : undefined;
  for (const [connection, channels] of clients) {
    connection.sendText(second.metrics);
    if (nodes !== undefined && (channels.has('nodes') || channels.has('all'))) connection.sendText(nodes);
    if (performance !== undefined && channels.has('performance')) connection.sendText(performance);
  }
}

/** The channels of a subscription; nothing for what the backend would only log. */
function channelsOf(text: string): readonly string[] | undefined {
  const message = parseObject(text);
  return message?.action === 'subscribe' && isTextList(message.channels) ? message.channels : undefined;
}
