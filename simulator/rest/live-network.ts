/** `GET /live/network` and the latency histogram (protocol 2.6). */
import type { Random } from '../../src/domain/clock.js';
import { between, integerBetween, rounded } from '../../src/v11/simulator/random.js';
import { isoInstant } from '../instants.js';
import type { Simulation } from '../profiles/profile.js';
import { failed, ok, type Reply, type Route } from './route.js';

const NODES = 10;

/** Snake case; about a thousand TPS, which have nothing to do with the hundreds of thousands elsewhere. */
export function liveNetworkRoutes(simulation: Simulation): Route[] {
  return [
    { path: '/live/network', answer: () => ok(networkBody(simulation)) },
    { path: '/live/network/events', answer: ({ query }) => eventsReply(query) },
    { path: '/network/monitoring/latency/histogram', answer: () => ok(histogram(simulation.random)) },
  ];
}

function networkBody({ network, random, clock }: Simulation): Record<string, unknown> {
  const now = isoInstant(clock.now());
  return {
    timestamp: now,
    active_connections: connections(random),
    bandwidth: bandwidth(random),
    message_rates: {
      messages_per_second: rounded(between(random, 4_000, 6_000), 1),
      transactions_per_second: rounded(between(random, 850, 1_000), 1),
      blocks_per_minute: 12,
      average_latency_ms: rounded(between(random, 20, 40), 1),
      p95_latency_ms: rounded(between(random, 50, 80), 1),
    },
    network_events: [],
    node_health: Object.fromEntries(
      Array.from({ length: NODES }, (_, index) => [
        `node-${index + 1}`,
        nodeHealth(random, index + 1, network.uptimeMs, now),
      ]),
    ),
    network_status: 'healthy',
  };
}

function connections(random: Random): Record<string, number> {
  const [peers, clients, validators] = [integerBetween(random, 50, 80), integerBetween(random, 80, 120), 25];
  return {
    total: peers + clients + validators,
    peer_to_peer: peers,
    client_connections: clients,
    validator_connections: validators,
    connection_quality: rounded(between(random, 0.9, 1), 2),
  };
}

function bandwidth(random: Random): Record<string, number> {
  const [inbound, outbound] = [rounded(between(random, 150, 250), 1), rounded(between(random, 150, 250), 1)];
  return {
    inbound_mbps: inbound,
    outbound_mbps: outbound,
    total_mbps: rounded(inbound + outbound, 1),
    peak_mbps: 512,
    utilization_percent: rounded((inbound + outbound) / 10, 1),
  };
}

function nodeHealth(random: Random, number: number, uptimeMs: number, now: string): Record<string, unknown> {
  return {
    node_id: `node-${number}`,
    status: random() < 0.95 ? 'online' : 'degraded',
    uptime_seconds: Math.floor(uptimeMs / 1_000),
    last_seen: now,
    cpu_usage_percent: rounded(between(random, 20, 60), 1),
    memory_usage_percent: rounded(between(random, 40, 70), 1),
  };
}

/** Nothing ever happens; a limit outside 1 to 100 is refused. */
function eventsReply(query: URLSearchParams): Reply {
  const limit = Number(query.get('limit') ?? '20');
  return Number.isInteger(limit) && limit >= 1 && limit <= 100
    ? ok([])
    : failed(400, 'Limit must be between 1 and 100');
}

function histogram(random: Random): Record<string, unknown> {
  const distribution = {
    '0-50ms': integerBetween(random, 400, 600),
    '50-100ms': integerBetween(random, 100, 200),
    '100ms+': integerBetween(random, 0, 40),
  };
  return { distribution, p50: 38.2, p95: 88.4, p99: 121.7, min: 4.1, max: 190.3 };
}
