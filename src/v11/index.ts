/**
 * `@aurigraph/widgets/v11`: the V11 backend on the wire, and the demo network that stands in for it. No DOM; sockets,
 * fetch, time and randomness can be passed in.
 */
export { IDLE_STATUS, type CallUsage, type Feed, type FeedPhase, type FeedStatus, type FrameCounts } from './feed.js';
export { V11Stream } from './stream.js';
export type { V11StreamOptions } from './stream-options.js';
export type { TokenOptions } from './access-token.js';
export type { ChannelRecipe } from './v11-dialect.js';
export { HostMemory, type HostMemoryOptions } from './host-memory.js';
export type { HostStore } from './host-store.js';
export type { UnknownFrames } from './unknown-frames.js';
export { CallBudget, type CallAllowance } from './call-budget.js';
export { RestClient, type Fetch, type RestClientOptions } from './rest.js';
export type { Result } from './result.js';
export {
  DESIGN_SOCKET,
  EVENT_SOCKETS,
  FALLBACK_SOCKETS,
  REST_ROUTES,
  TOKEN_SOCKETS,
  resolveEndpoints,
  type Endpoints,
  type FallbackSocket,
  type RestRoute,
  type SocketEndpoint,
  type TokenSocket,
} from './endpoints.js';
export { decodeBody } from './decode/bodies.js';
export { decodeFrame, type FrameKind, type OnUnknown } from './decode/index.js';
export { OTHER_ROUTES, OTHER_SOCKETS, type BodyRoute, type FrameSource } from './decode/sources.js';
export type { JsonRecord } from './decode/readers.js';
export { readTransactionsControl, type TransactionsControl } from './decode/transactions-control.js';
export { readV11Control, type V11Control } from './decode/v11-control.js';
export { openWebSocket, type OpenSocket, type SocketLike } from './transports/websocket.js';
export { DEMO_SOURCE, DemoFeed, type DemoFeedOptions } from './simulator/demo-feed.js';
export type { DatedIncident } from './simulator/incident-log.js';
export { INCIDENT_KINDS, type Incident, type IncidentKind, type PlannedIncident } from './simulator/incidents.js';
export { createNetwork, type Network, type NetworkOptions } from './simulator/network.js';
export {
  testConnection,
  type ConnectionReport,
  type ConnectionTestOptions,
  type RestReport,
} from './test-connection.js';
export type { SocketOutcome, SocketReport } from './socket-test.js';
