/** `/api/v11/portal/websocket` (protocol 1.9): its frames look like JSON and are none. */
import type { Connection } from '../../connection.js';
import type { Simulation, SocketEndpoint } from '../profile.js';

/** `initial_data` on open, `realtime_metrics` every second, `analytics` to whatever a client says. */
export function createPortalSocket(simulation: Simulation): SocketEndpoint {
  const clients = new Set<Connection>();
  const stop = simulation.driver.onBeat((beat) => {
    if (beat !== 0 || clients.size === 0) return;
    const text = frame('realtime_metrics', realtimeMetrics(simulation));
    for (const connection of clients) connection.sendText(text);
  });

  return {
    path: '/api/v11/portal/websocket',
    stop,
    accept(connection) {
      clients.add(connection);
      connection.onClose(() => clients.delete(connection));
      connection.onText(() => connection.sendText(frame('analytics', analytics(simulation))));
      connection.sendText(frame('initial_data', dashboardData(simulation)));
    },
  };
}

/** The data is the text form of a Java record, which no JSON reader takes. */
function frame(type: string, record: string): string {
  return `{"type":"${type}","data":${record}}`;
}

function dashboardData({ network }: Simulation): string {
  return (
    `DashboardData[currentTPS=${decimal(network.system('tps'))}, ` +
    `totalTransactions=${network.system('totalTransactions')}, activeValidators=${network.count('validator').up}, ` +
    `chainHeight=${network.system('blocksValidated')}, averageBlockTime=0.0, networkHealth=HEALTHY]`
  );
}

function realtimeMetrics({ network, clock }: Simulation): string {
  return (
    `RealtimeMetrics[tps=${decimal(network.system('tps'))}, transactionsLastSecond=${network.system('tps')}, ` +
    `memoryUsage=${decimal(network.system('memoryMb'))}, cpuUsage=${decimal(network.system('cpuPercent'))}, ` +
    `timestamp=${clock.now()}]`
  );
}

function analytics({ network }: Simulation): string {
  return `AnalyticsData[averageTPS=${decimal(network.system('averageTps'))}, peakTPS=${decimal(network.system('peakTps'))}]`;
}

function decimal(value: number): string {
  return value.toFixed(1);
}
