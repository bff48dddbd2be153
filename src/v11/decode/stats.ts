/** `GET /stats` (protocol 2.6): the snapshot that is asked for at start. */
import type { Origin, UpdateSink } from '../../domain/live-update.js';
import type { FrameKind } from './frame-kind.js';
import { originOf, recordOf, type JsonRecord } from './readers.js';
import { tell, tellByName, tellLeader } from './system-figures.js';

const SOURCE = '/stats';

/**
 * Decodes the nested shape of the present backend, whose figures are new random numbers with every call (its node
 * totals are constant), and the flat ones of the design documents and of the SDK. The total of `performance` counts;
 * the one of `transactions` is drawn separately and disagrees.
 */
export function decodeStats(body: unknown, sink: UpdateSink, receivedAt: number): FrameKind {
  const stats = recordOf(body);
  if (stats === undefined) return 'malformed';
  const reported = originOf(SOURCE, receivedAt, 'reported', stats);
  tellByName(sink, stats, reported);
  tell(sink, 'blocksValidated', stats.blockHeight ?? stats.totalBlocks, reported);
  const random = originOf(SOURCE, receivedAt, 'random', stats);
  tellByName(sink, recordOf(stats.performance), random);
  decodeConsensus(recordOf(stats.consensus), sink, random);
  tellByName(sink, recordOf(stats.network), originOf(SOURCE, receivedAt, 'constant', stats));
  return 'data';
}

function decodeConsensus(consensus: JsonRecord | undefined, sink: UpdateSink, random: Origin): void {
  if (consensus === undefined) return;
  tellByName(sink, consensus, random);
  tell(sink, 'blocksValidated', consensus.blockHeight, random);
  tellLeader(sink, consensus, random);
}
