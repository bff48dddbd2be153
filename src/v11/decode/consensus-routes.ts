/** What the routes about consensus answer (protocol 2.6). `throughput` is blocks per second in some, and is left out. */
import type { UpdateSink } from '../../domain/live-update.js';
import type { FrameKind } from './frame-kind.js';
import { seenAt } from './last-seen.js';
import { stateOf } from './node-state.js';
import { listOf, originAt, originOf, quantity, recordOf, recordsIn, word } from './readers.js';
import { tell, tellLeader } from './system-figures.js';

/**
 * `GET /live/consensus`: the best source for leader, term and participation on the present backend.
 * `consensusLatency` is not finality, and `totalNodes` counts the cluster, not the network.
 */
export function decodeLiveConsensus(body: unknown, sink: UpdateSink, receivedAt: number): FrameKind {
  const consensus = recordOf(body);
  if (consensus === undefined) return 'malformed';
  const origin = originOf('/live/consensus', receivedAt, 'reported', consensus);
  tell(sink, 'term', consensus.term ?? consensus.currentTerm, origin);
  tell(sink, 'consensusRounds', consensus.round, origin);
  const participants = quantity(consensus.participants) / quantity(consensus.totalNodes);
  tell(sink, 'participationPercent', participants * 100, origin);
  tellLeader(sink, consensus, origin);
  return 'data';
}

/** `GET /live/consensus/cluster`: its participation rate is a share of 1, all others' are of 100 (protocol 1.11). */
export function decodeCluster(body: unknown, sink: UpdateSink, receivedAt: number): FrameKind {
  const cluster = recordOf(body);
  if (cluster === undefined) return 'malformed';
  const origin = originOf('/live/consensus/cluster', receivedAt, 'reported', cluster);
  tell(sink, 'participationPercent', quantity(cluster.participationRate) * 100, origin);
  tellLeader(sink, cluster, origin);
  return 'data';
}

/** `GET /consensus/status`: leader and term, as the node sees it that answered. */
export function decodeConsensusStatus(body: unknown, sink: UpdateSink, receivedAt: number): FrameKind {
  const status = recordOf(body);
  if (status === undefined) return 'malformed';
  const origin = originOf('/consensus/status', receivedAt, 'reported', status);
  tell(sink, 'term', status.currentTerm ?? status.term, origin);
  tellLeader(sink, status, origin);
  const id = word(status.nodeId);
  if (id !== undefined) sink.node(id, undefined, stateOf(status), origin);
  return 'data';
}

/** `GET /consensus/nodes`: who takes part, in which role. The newest term that anyone knows is the term. */
export function decodeConsensusNodes(body: unknown, sink: UpdateSink, receivedAt: number): FrameKind {
  const cluster = recordOf(body);
  if (cluster === undefined || listOf(cluster.nodes) === undefined) return 'malformed';
  const origin = originOf('/consensus/nodes', receivedAt, 'reported', cluster);
  let term = NaN;
  for (const node of recordsIn(cluster.nodes)) {
    const id = word(node.nodeId);
    if (id === undefined) continue;
    const at = seenAt(node.lastSeen, cluster.timestamp, receivedAt);
    sink.node(id, undefined, stateOf(node), originAt(origin, at));
    const known = quantity(node.currentTerm);
    if (!(known <= term) && !Number.isNaN(known)) term = known;
  }
  tell(sink, 'term', term, origin);
  tellLeader(sink, cluster, origin);
  return 'data';
}
