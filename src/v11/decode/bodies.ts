/** What REST answers say, by route (protocol 2.6 and 2.7): more than the stream asks for. */
import type { UpdateSink } from '../../domain/live-update.js';
import { REST_ROUTES, type RestRoute } from '../endpoints.js';
import { decodeAnalyticsDashboard } from './analytics.js';
import { decodeAskedBody } from './asked-bodies.js';
import { decodeCluster, decodeConsensusNodes, decodeConsensusStatus } from './consensus-routes.js';
import { decodeDashboardBody } from './dashboard.js';
import { decodeChannelNode, decodeDemoChannelRoute, decodeDemoChannels } from './demo-routes.js';
import type { FrameKind } from './frame-kind.js';
import { decodeLiveChannels, decodeLiveNetwork, decodeLiveValidators, decodeValidatorsBody } from './live-routes.js';
import { decodeNodesSummary, decodeTopology } from './nodes.js';
import { recordOf } from './readers.js';
import type { BodyRoute, OTHER_ROUTES } from './sources.js';

type BodyDecoder = (body: unknown, sink: UpdateSink, receivedAt: number) => FrameKind;

/** Signs of life and descriptions: they say nothing that the domain keeps. */
const withoutFigures: BodyDecoder = (body) => (recordOf(body) === undefined ? 'malformed' : 'control');

const BY_ROUTE: Readonly<Record<(typeof OTHER_ROUTES)[number], BodyDecoder>> = {
  '/live/consensus/cluster': decodeCluster,
  '/live/network': decodeLiveNetwork,
  '/live/channels': decodeLiveChannels,
  '/live/validators': decodeLiveValidators,
  '/validators': decodeValidatorsBody,
  '/nodes/summary': decodeNodesSummary,
  '/consensus/status': decodeConsensusStatus,
  '/consensus/nodes': decodeConsensusNodes,
  '/analytics/dashboard': decodeAnalyticsDashboard,
  '/dashboard': decodeDashboardBody,
  '/blockchain/network/topology': decodeTopology,
  '/demo/channels': decodeDemoChannels,
  '/demo/channel-nodes/metrics': decodeChannelNode,
  '/demo/health': withoutFigures,
  // Feeds of the server itself; what the design means by API feeds, the clients count (protocol 2.6).
  '/datafeeds': withoutFigures,
  // A load test on one machine is not the throughput of a network.
  '/deprecated/performance': withoutFigures,
  '/health': withoutFigures,
  '/info': withoutFigures,
};

/** A map, because a route may be called like something that every object has. */
const DECODERS: ReadonlyMap<string, BodyDecoder> = new Map(Object.entries(BY_ROUTE));

/** Decodes the body of a REST answer, already parsed and out of a gateway's envelope. Never throws. */
export function decodeBody(route: BodyRoute, body: unknown, sink: UpdateSink, receivedAt: number): FrameKind {
  if (isAsked(route)) return decodeAskedBody(route, body, sink, receivedAt);
  const decoder = DECODERS.get(route) ?? demoChannelDecoder(route);
  return decoder(body, sink, receivedAt);
}

function isAsked(route: BodyRoute): route is RestRoute {
  return REST_ROUTES.some((asked) => asked === route);
}

function demoChannelDecoder(route: string): BodyDecoder {
  return (body, sink, receivedAt) => decodeDemoChannelRoute(route, body, sink, receivedAt);
}
