/** `GET /demo/channel-nodes/metrics` and `/health` (protocol 2.7, 3.2). */
import { isoInstant } from '../instants.js';
import type { Simulation } from '../profiles/profile.js';
import { ok, type Route } from './route.js';

/** One channel node in memory; here the model's first channel. */
export function demoChannelNodeRoutes({ network, clock }: Simulation): Route[] {
  const row = (): number => network.nodes.findIndex((node) => node.type === 'channel');
  const uptimeSeconds = (): number => Math.floor(network.uptimeMs / 1_000);
  return [
    {
      path: '/demo/channel-nodes/metrics',
      answer: () => {
        const figure = (field: Parameters<typeof network.figure>[1]): number => network.figure(row(), field);
        const latency = figure('latencyMs');
        return ok({
          nodeId: network.nodes[row()]?.id ?? 'channel-node-1',
          timestamp: isoInstant(clock.now()),
          uptimeSeconds: uptimeSeconds(),
          totalRequests: figure('totalMessages'),
          totalResponses: figure('totalMessages') - figure('errorCount'),
          requestsPerSecond: figure('throughput'),
          responsesPerSecond: figure('throughput'),
          averageLatency: latency,
          p50Latency: latency * 0.85,
          p95Latency: latency * 2,
          p99Latency: latency * 3,
          cpuUsagePercent: network.system('cpuPercent'),
          memoryUsedBytes: 402_653_184,
          memoryTotalBytes: 1_073_741_824,
          diskUsedBytes: 0,
          diskTotalBytes: 0,
          activeConnections: figure('activeConnections'),
          activeChannels: 4,
          totalParticipants: 31,
          errorCount: figure('errorCount'),
          errorRate: 0.0004,
          customMetrics: {},
          memoryUsagePercent: 37.5,
          diskUsagePercent: 0,
        });
      },
    },
    {
      path: '/demo/channel-nodes/health',
      answer: () =>
        ok({
          healthy: true,
          status: 'RUNNING',
          lastCheckTime: isoInstant(clock.now()),
          uptimeSeconds: uptimeSeconds(),
          componentChecks: { network: { healthy: true, message: 'ok', checkTime: isoInstant(clock.now()) } },
          errorMessage: null,
        }),
    },
  ];
}
