/**
 * The flat topic sockets (protocol 1.3): no envelope, the URL is the type. Of the five only `/ws/metrics` speaks in
 * the present backend; the others are read in case they ever do.
 */
import type { UpdateSink } from '../../domain/live-update.js';
import type { FrameKind } from './frame-kind.js';
import { tellValue } from './node-figures.js';
import { originOf, word, type JsonRecord } from './readers.js';
import { tell, tellLeader } from './system-figures.js';

/** `/ws/metrics`: the only throughput that is really measured. Its memory is in MB, its error rate is a constant. */
export function decodeMetrics(frame: JsonRecord, sink: UpdateSink, receivedAt: number): FrameKind {
  if (frame.tps === undefined && frame.cpu === undefined) return 'unknown';
  const measured = originOf('/ws/metrics', receivedAt, 'measured', frame);
  tell(sink, 'tps', frame.tps, measured);
  tell(sink, 'cpuPercent', frame.cpu, measured);
  tell(sink, 'memoryMb', frame.memory, measured);
  tell(sink, 'errorRate', frame.errorRate, originOf('/ws/metrics', receivedAt, 'constant', frame));
  return 'data';
}

/** `/ws/consensus`. Its performance score and number of validators have no place in the domain. */
export function decodeConsensusEvent(frame: JsonRecord, sink: UpdateSink, receivedAt: number): FrameKind {
  if (frame.leader === undefined && frame.term === undefined) return 'unknown';
  const origin = originOf('/ws/consensus', receivedAt, 'reported', frame);
  tell(sink, 'term', frame.term, origin);
  tell(sink, 'consensusRounds', frame.round, origin);
  tellLeader(sink, frame, origin);
  return 'data';
}

/** `/ws/validators`: one validator and how it is. */
export function decodeValidatorEvent(frame: JsonRecord, sink: UpdateSink, receivedAt: number): FrameKind {
  const id = word(frame.validator);
  if (id === undefined) return 'unknown';
  sink.node(id, 'validator', word(frame.status), originOf('/ws/validators', receivedAt, 'reported', frame));
  return 'data';
}

/** `/ws/network`: one peer, whether it is connected, and how far away it is. */
export function decodePeerEvent(frame: JsonRecord, sink: UpdateSink, receivedAt: number): FrameKind {
  const id = word(frame.peerId);
  if (id === undefined) return 'unknown';
  const state = frame.connected === true ? 'connected' : 'disconnected';
  const row = sink.node(id, undefined, state, originOf('/ws/network', receivedAt, 'reported', frame));
  tellValue(sink, row, 'latencyMs', frame.latency);
  return 'data';
}

/** `/ws/transactions/legacy`: single transactions, which the domain does not show. `value` may exceed 2^53. */
export function decodeTransactionEvent(frame: JsonRecord): FrameKind {
  return word(frame.txHash) === undefined ? 'unknown' : 'data';
}
