/** What can be decoded: more than the stream opens and asks by itself, because host pages may bring their own. */
import type { RestRoute, SocketEndpoint } from '../endpoints.js';

/** Sockets that want a token, or that no client should open (protocol 1.7 to 1.10). */
export const OTHER_SOCKETS = [
  '/ws/v11',
  '/ws/transactions',
  '/ws/tokens',
  '/api/v11/portal/websocket',
  '/api/v12/realtime',
] as const;

/** A socket whose frames are understood. */
export type FrameSource = SocketEndpoint | (typeof OTHER_SOCKETS)[number];

/** Routes that are not asked by the stream and whose answers are understood all the same (protocol 2.6 and 2.7). */
export const OTHER_ROUTES = [
  '/live/consensus/cluster',
  '/live/network',
  '/live/channels',
  '/live/validators',
  '/validators',
  '/nodes/summary',
  '/consensus/status',
  '/consensus/nodes',
  '/analytics/dashboard',
  '/dashboard',
  '/blockchain/network/topology',
  '/demo/channels',
  '/demo/channel-nodes/metrics',
  '/demo/health',
  '/datafeeds',
  '/deprecated/performance',
  '/health',
  '/info',
] as const;

/**
 * A route whose answers are understood, below the REST base and without its query. Routes of a demo channel carry its
 * id, because the ids of nodes repeat between channels (protocol 2.7).
 */
export type BodyRoute = RestRoute | (typeof OTHER_ROUTES)[number] | `/demo/channels/${string}`;
