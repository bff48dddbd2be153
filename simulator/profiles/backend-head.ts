import { analyticsRoute } from '../rest/analytics.js';
import { consensusRoutes } from '../rest/consensus.js';
import { dashboardRoutes } from '../rest/dashboard.js';
import { datafeedsRoute } from '../rest/datafeeds.js';
import { demoChannelNodeRoutes } from '../rest/demo-channel-nodes.js';
import { demoChannelRoutes } from '../rest/demo-channels.js';
import { demoSessionRoutes } from '../rest/demos.js';
import { deprecatedPerformanceRoute } from '../rest/deprecated-performance.js';
import { gatewayRoutes } from '../rest/gateway.js';
import { healthRoute } from '../rest/health.js';
import { infoRoute } from '../rest/info.js';
import { liveConsensusRoute } from '../rest/live-consensus.js';
import { liveChannelRoutes } from '../rest/live-channels.js';
import { liveNetworkRoutes } from '../rest/live-network.js';
import { loginRoutes } from '../rest/login.js';
import { nodeRoutes } from '../rest/nodes.js';
import { inventedStatsRoute } from '../rest/stats.js';
import { topologyRoute } from '../rest/topology.js';
import { validatorRoutes } from '../rest/validators.js';
import { DashboardHistory } from './backend-head/dashboard-data.js';
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
  const history = new DashboardHistory();
  return {
    sockets: [
      ...createFlatSockets(simulation),
      createDashboardSocket(simulation, history),
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
      ...consensusRoutes(simulation),
      ...nodeRoutes(simulation),
      ...validatorRoutes(simulation),
      topologyRoute(simulation),
      ...liveNetworkRoutes(simulation),
      ...liveChannelRoutes(simulation),
      analyticsRoute(simulation),
      datafeedsRoute(simulation),
      ...dashboardRoutes(simulation, history),
      deprecatedPerformanceRoute(simulation),
      ...loginRoutes(simulation),
      ...demoChannelRoutes(simulation),
      ...demoChannelNodeRoutes(simulation),
      ...demoSessionRoutes(simulation),
    ],
    gateway: gatewayRoutes(simulation),
    limitsCalls: true,
    asksForTokens: true,
  };
}
