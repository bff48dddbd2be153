import { isoInstant } from '../instants.js';
import type { Simulation } from '../profiles/profile.js';
import { ok, type Route } from './route.js';

/** `GET /info` (protocol 2.6): nested, in snake case. It says openly that this is a simulator. */
export function infoRoute(simulation: Simulation): Route {
  return { path: '/info', answer: () => ok(infoBody(simulation)) };
}

function infoBody({ network, clock }: Simulation): Record<string, unknown> {
  return {
    platform: {
      name: 'Aurigraph V11',
      version: '12.0.0',
      description: 'Local simulator for development and tests',
      environment: 'simulator',
    },
    runtime: {
      java_version: '21.0.4',
      quarkus_version: '3.29.0',
      graalvm_version: 'not-native',
      native_mode: false,
      uptime_seconds: Math.floor(network.uptimeMs / 1_000),
      start_time: isoInstant(clock.now() - network.uptimeMs),
    },
    features: {
      consensus: 'HyperRAFT++',
      cryptography: 'none (simulated)',
      enabled_modules: ['blockchain', 'consensus'],
      api_version: 'v11',
      supported_protocols: ['REST', 'gRPC', 'WebSocket'],
    },
    network: {
      node_type: 'validator',
      network_id: 'aurigraph-simulator',
      cluster_size: network.nodes.length,
      api_endpoint: 'http://localhost:9003/api/v11',
      ports: { http: 9_003, grpc: 9_004 },
    },
    build: {
      version: '12.0.0',
      build_timestamp: '2026-09-01T00:00:00Z',
      commit_hash: '0000000',
      branch: 'main',
      build_type: 'development',
    },
    timestamp: isoInstant(clock.now()),
  };
}
