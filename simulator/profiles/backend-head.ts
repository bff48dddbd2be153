import { healthRoute } from '../rest/health.js';
import { infoRoute } from '../rest/info.js';
import { liveConsensusRoute } from '../rest/live-consensus.js';
import { nodeRoutes } from '../rest/nodes.js';
import { inventedStatsRoute } from '../rest/stats.js';
import { createChannelsSocket } from './backend-head/channels.js';
import { createDashboardSocket } from './backend-head/dashboard.js';
import { createFlatSockets } from './backend-head/flat.js';
import { createLiveStreamSocket } from './backend-head/live-stream.js';
import { createPortalSocket } from './backend-head/portal.js';
import { createTokensSocket } from './backend-head/tokens.js';
import { createTransactionsSocket } from './backend-head/transactions.js';
import { createV11Socket } from './backend-head/v11.js';
import type { Profile, Simulation } from './profile.js';

/**
 * The backend's last commit (protocol 1.3 to 1.9, 2): no `/ws`, other sockets with an envelope each, all of their traps,
 * and figures of which most are invented by the server. Tokens that it takes exist only where a test names some.
 */
export function createBackendHeadProfile(simulation: Simulation): Profile {
  return {
    sockets: [
      ...createFlatSockets(simulation),
      createDashboardSocket(simulation),
      createLiveStreamSocket(simulation),
      createChannelsSocket(simulation),
      createV11Socket(simulation),
      createTransactionsSocket(simulation),
      createTokensSocket(simulation),
      createPortalSocket(simulation),
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
