import { isoInstant } from '../instants.js';
import type { Simulation } from '../profiles/profile.js';
import { ok, type Route } from './route.js';

/** `GET /health` (protocol 2.6): constantly UP. */
export function healthRoute({ network, clock }: Simulation): Route {
  return {
    path: '/health',
    answer: () =>
      ok({
        status: 'UP',
        timestamp: isoInstant(clock.now()),
        version: '12.0.0',
        uptime: Math.floor(network.uptimeMs / 1_000),
        checks: { database: 'UP', consensus: 'UP', network: 'UP' },
      }),
  };
}
