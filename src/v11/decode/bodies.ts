/** What REST answers say, by route (protocol 2.6 and 2.7). */
import type { UpdateSink } from '../../domain/live-update.js';
import { decodeAnalyticsDashboard } from './analytics.js';
import { decodeCluster, decodeConsensusNodes, decodeConsensusStatus, decodeLiveConsensus } from './consensus-routes.js';
import { decodeDashboardBody } from './dashboard.js';
import { decodeChannelNode, decodeDemoChannelRoute, decodeDemoChannels } from './demo-routes.js';
import type { FrameKind } from './frame-kind.js';
import { decodeLiveChannels, decodeLiveNetwork, decodeLiveValidators, decodeValidatorsBody } from './live-routes.js';
import { decodeNodesPage, decodeNodesSummary, decodeTopology } from './nodes.js';
import { recordOf } from './readers.js';
import type { BodyRoute } from './sources.js';
import { decodeStats } from './stats.js';

type BodyDecoder = (body: unknown, sink: UpdateSink, receivedAt: number) => FrameKind;

/** Signs of life and descriptions: they say nothing that the domain keeps. */
const withoutFigures: BodyDecoder = (body) => (recordOf(body) === undefined ? 'malformed' : 'control');

const DECODERS: ReadonlyMap<BodyRoute, BodyDecoder> = new Map<BodyRoute, BodyDecoder>([
  ['/stats', decodeStats],
  ['/live/consensus', decodeLiveConsensus],
  ['/live/consensus/cluster', decodeCluster],
  ['/live/network', decodeLiveNetwork],
  ['/live/channels', decodeLiveChannels],
  ['/live/validators', decodeLiveValidators],
  ['/validators', decodeValidatorsBody],
  ['/nodes', decodeNodesPage],
  ['/nodes/summary', decodeNodesSummary],
  ['/consensus/status', decodeConsensusStatus],
  ['/consensus/nodes', decodeConsensusNodes],
  ['/analytics/dashboard', decodeAnalyticsDashboard],
  ['/dashboard', decodeDashboardBody],
  ['/blockchain/network/topology', decodeTopology],
  ['/demo/channels', decodeDemoChannels],
  ['/demo/channel-nodes/metrics', decodeChannelNode],
  ['/demo/health', withoutFigures],
  // Feeds of the server itself; what the design means by API feeds, the clients count (protocol 2.6).
  ['/datafeeds', withoutFigures],
  // A load test on one machine is not the throughput of a network.
  ['/deprecated/performance', withoutFigures],
  ['/health', withoutFigures],
  ['/info', withoutFigures],
]);

/** Decodes the body of a REST answer, already parsed and out of a gateway's envelope. Never throws. */
export function decodeBody(route: BodyRoute, body: unknown, sink: UpdateSink, receivedAt: number): FrameKind {
  const decoder = DECODERS.get(route);
  if (decoder === undefined) return decodeDemoChannelRoute(route, body, sink, receivedAt);
  return decoder(body, sink, receivedAt);
}
