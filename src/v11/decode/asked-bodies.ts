import type { UpdateSink } from '../../domain/live-update.js';
import type { RestRoute } from '../endpoints.js';
import { decodeLiveConsensus } from './consensus-routes.js';
import type { FrameKind } from './frame-kind.js';
import { decodeNodesPage } from './nodes.js';
import { decodeStats } from './stats.js';

/**
 * Decodes the body of an answer that the stream itself asks for. Apart from the rest, so that a page does not load how
 * to read routes that nobody asks.
 */
export function decodeAskedBody(route: RestRoute, body: unknown, sink: UpdateSink, receivedAt: number): FrameKind {
  switch (route) {
    case '/stats':
      return decodeStats(body, sink, receivedAt);
    case '/live/consensus':
      return decodeLiveConsensus(body, sink, receivedAt);
    case '/nodes':
      return decodeNodesPage(body, sink, receivedAt);
  }
}
