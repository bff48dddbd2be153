import { healthRoute } from '../rest/health.js';
import { infoRoute } from '../rest/info.js';
import { liveConsensusRoute } from '../rest/live-consensus.js';
import { nodeRoutes } from '../rest/nodes.js';
import { inventedStatsRoute } from '../rest/stats.js';
import { createChannelsSocket } from './backend-head/channels.js';
import { createDashboardSocket } from './backend-head/dashboard.js';
import { createFlatSockets } from './backend-head/flat.js';
import { createLiveStreamSocket } from './backend-head/live-stream.js';
import type { Profile, Simulation } from './profile.js';

/**
 * The backend's last commit as far as it can be reached without a token (protocol 1.3 to 1.6, 2): no `/ws`, other
 * sockets with an envelope each, all of their traps, and figures of which most are invented by the server.
 */
export function createBackendHeadProfile(simulation: Simulation): Profile {
  return {
    sockets: [
      ...createFlatSockets(simulation),
      createDashboardSocket(simulation),
      createLiveStreamSocket(simulation),
      createChannelsSocket(simulation),
    ],
    routes: [
      healthRoute(simulation),
      infoRoute(simulation),
      inventedStatsRoute(simulation),
      liveConsensusRoute(simulation),
      ...nodeRoutes(simulation),
    ],
    gateway: [],
    limitsCalls: true,
    asksForTokens: true,
  };
}
