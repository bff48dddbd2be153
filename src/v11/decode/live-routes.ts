/** `GET /live/network`, `/live/channels`, `/live/validators` and `/validators` (protocol 2.6). */
import type { Origin, UpdateSink } from '../../domain/live-update.js';
import type { FrameKind } from './frame-kind.js';
import { seenAt } from './last-seen.js';
import { tellValue } from './node-figures.js';
import { stateOf } from './node-state.js';
import { listOf, originAt, originOf, quantity, recordOf, recordsIn, word, type JsonRecord } from './readers.js';
import { tell } from './system-figures.js';

/**
 * `/live/network`, in snake_case. Its throughput of about 1,000 is an invention of its own that has nothing to do with
 * the others. The health of a node has no figures that the domain keeps per node.
 */
export function decodeLiveNetwork(body: unknown, sink: UpdateSink, receivedAt: number): FrameKind {
  const network = recordOf(body);
  if (network === undefined) return 'malformed';
  const random = originOf('/live/network', receivedAt, 'random', network);
  tell(sink, 'tps', recordOf(network.message_rates)?.transactions_per_second, random);
  const nodes = recordOf(network.node_health) ?? {};
  for (const key of Object.keys(nodes)) {
    const node = recordOf(nodes[key]) ?? {};
    const id = word(node.node_id) ?? word(key);
    const at = seenAt(node.last_seen, network.timestamp, receivedAt);
    if (id !== undefined) sink.node(id, undefined, stateOf(node), originAt(random, at));
  }
  return 'data';
}

/**
 * `/live/channels`. Channels are no nodes; together they are the network, so that a whole list has its throughput and
 * its transactions. A list that was cut short has neither.
 */
export function decodeLiveChannels(body: unknown, sink: UpdateSink, receivedAt: number): FrameKind {
  const answer = recordOf(body);
  if (answer === undefined || listOf(answer.channels) === undefined) return 'malformed';
  const channels = recordsIn(answer.channels);
  if (channels.length === 0 || channels.length < quantity(answer.totalChannels)) return 'data';
  const random = originOf('/live/channels', receivedAt, 'random', answer);
  tell(sink, 'tps', sumOf(channels, 'currentTps'), random);
  tell(sink, 'totalTransactions', sumOf(channels, 'totalTransactions'), random);
  return 'data';
}

function sumOf(records: readonly JsonRecord[], name: string): number {
  return records.reduce((sum, record) => sum + quantity(record[name]), 0);
}

/** `/live/validators`: drawn anew every five seconds. */
export function decodeLiveValidators(body: unknown, sink: UpdateSink, receivedAt: number): FrameKind {
  return decodeValidators(body, sink, originOf('/live/validators', receivedAt, 'random', recordOf(body)));
}

/** `/validators`: other items under other ids. */
export function decodeValidatorsBody(body: unknown, sink: UpdateSink, receivedAt: number): FrameKind {
  return decodeValidators(body, sink, originOf('/validators', receivedAt, 'reported', recordOf(body)));
}

/** `votingPower` is a percentage in one route and a stake in the other, `performance` is a score: neither is kept. */
function decodeValidators(body: unknown, sink: UpdateSink, origin: Origin): FrameKind {
  const answer = recordOf(body);
  if (answer === undefined || listOf(answer.validators) === undefined) return 'malformed';
  tell(sink, 'blocksValidated', answer.networkBlockHeight, origin);
  for (const validator of recordsIn(answer.validators)) {
    const id = word(validator.validatorId) ?? word(validator.id);
    if (id === undefined) continue;
    const state = validator.isOnline === false ? 'OFFLINE' : stateOf(validator);
    tellValue(sink, sink.node(id, 'validator', state, origin), 'blocksValidated', validator.blocksProduced);
  }
  return 'data';
}
