import { healthRoute } from '../rest/health.js';
import { infoRoute } from '../rest/info.js';
import { modelStatsRoute } from '../rest/stats.js';
import type { Profile, Simulation } from './profile.js';
import { createDesignSocket } from './design/ws.js';

/** The planned backend of the design documents: `/ws`, and three calls that answer from the model. */
export function createDesignProfile(simulation: Simulation): Profile {
  return {
    sockets: [createDesignSocket(simulation)],
    routes: [healthRoute(simulation), infoRoute(simulation), modelStatsRoute(simulation)],
    gateway: [],
    limitsCalls: false,
    asksForTokens: false,
  };
}
