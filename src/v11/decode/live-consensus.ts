/** `GET /live/consensus` (protocol 2.6): the best source for leader, term and participation on the present backend. */
import type { UpdateSink } from '../../domain/live-update.js';
import type { FrameKind } from './frame-kind.js';
import { originOf, quantity, recordOf, tell, tellLeader } from './readers.js';

/** Decodes it. `throughput` is blocks per second and `consensusLatency` is not finality, so both are left out. */
export function decodeLiveConsensus(body: unknown, sink: UpdateSink, receivedAt: number): FrameKind {
  const consensus = recordOf(body);
  if (consensus === undefined) return 'malformed';
  const origin = originOf('/live/consensus', receivedAt, 'reported');
  tell(sink, 'term', consensus.term ?? consensus.currentTerm, origin);
  tell(sink, 'consensusRounds', consensus.round, origin);
  const participants = quantity(consensus.participants) / quantity(consensus.totalNodes);
  tell(sink, 'participationPercent', participants * 100, origin);
  tellLeader(sink, consensus, origin);
  return 'data';
}
