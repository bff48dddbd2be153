/**
 * Messages that no endpoint of the present backend sends: what the portal expects (families C and D, its hooks of
 * October 2025) and what later documents describe (family E). A deployment may send them on any socket, so they are
 * known by what they say (protocol 1.1, 1.10 and 1.11), and only where the endpoint's own reading has failed.
 */
import type { Origin, UpdateSink } from '../../domain/live-update.js';
import type { FrameKind } from './frame-kind.js';
import { tellGroup } from './node-figures.js';
import { healthStateOf } from './node-state.js';
import {
  leaderOf,
  listOf,
  nodeTypeOf,
  originOf,
  quantity,
  recordOf,
  recordsIn,
  word,
  type JsonRecord,
} from './readers.js';
import { tell, tellByName, tellLeader } from './system-figures.js';

/** What a message is about. */
type Topic = 'metrics' | 'consensus' | 'transactions' | 'validators' | 'network' | 'blocks' | 'analytics';

/** Words of `channel` and, case-folded, of `type`. */
const TOPICS: ReadonlyMap<string, Topic> = new Map([
  ['metric', 'metrics'],
  ['metrics', 'metrics'],
  ['performance', 'metrics'],
  ['consensus', 'consensus'],
  ['consensus_update', 'consensus'],
  ['transaction', 'transactions'],
  ['transactions', 'transactions'],
  ['transaction_update', 'transactions'],
  ['validator', 'validators'],
  ['validators', 'validators'],
  ['network', 'network'],
  ['block', 'blocks'],
  ['blocks', 'blocks'],
  ['analytics', 'analytics'],
]);

/** Types of family C that carry no figures. The last two are the client's; a server that echoes them means nothing. */
const CONTROLS: ReadonlySet<string> = new Set(['ALERT', 'HEARTBEAT', 'ERROR', 'SUBSCRIBE', 'UNSUBSCRIBE']);

/** Decodes one message by what it says; `source` is the endpoint it came from. */
export function decodeByContent(frame: JsonRecord, sink: UpdateSink, receivedAt: number, source: string): FrameKind {
  if (typeof frame.type === 'string' && CONTROLS.has(frame.type)) return 'control';
  const body = recordOf(frame.data) ?? recordOf(frame.payload) ?? frame;
  const topic = topicOf(frame, body);
  if (topic === undefined) return 'unknown';
  const content = topic === 'validators' ? (listOf(frame.data) ?? body) : body;
  return decodeTopic(topic, content, sink, originOf(source, receivedAt, 'reported', frame)) ? 'data' : 'unknown';
}

/** Decodes the data of a channel by the channel's name; nothing known in it makes it unknown. */
export function decodeChannelData(channel: string, data: unknown, sink: UpdateSink, origin: Origin): FrameKind {
  const topic = TOPICS.get(channel.toLowerCase());
  if (topic === undefined) return 'unknown';
  return decodeTopic(topic, data, sink, origin) ? 'data' : 'unknown';
}

/** The portal's service goes by the channel and drops the type; without either, the fields have to tell. */
function topicOf(frame: JsonRecord, body: JsonRecord): Topic | undefined {
  const channel = word(frame.channel);
  const byChannel = channel === undefined ? undefined : TOPICS.get(channel.toLowerCase());
  if (byChannel !== undefined) return byChannel;
  if (typeof frame.type === 'string') return TOPICS.get(frame.type.toLowerCase());
  return frame.type === undefined ? topicByFields(body) : undefined;
}

function topicByFields(body: JsonRecord): Topic | undefined {
  if (hashOf(body) !== undefined && body.from !== undefined) return 'transactions';
  if (leaderOf(body) !== undefined && (body.term ?? body.round ?? body.step) !== undefined) return 'consensus';
  if ((body.tps ?? body.currentTPS ?? body.currentTps) !== undefined) return 'metrics';
  return body.event !== undefined && body.peerCount !== undefined ? 'network' : undefined;
}

/** Says whether anything in it was understood. */
function decodeTopic(topic: Topic, data: unknown, sink: UpdateSink, origin: Origin): boolean {
  if (topic === 'validators') return decodeValidators(data, sink, origin);
  const body = recordOf(data);
  if (body === undefined) return false;
  switch (topic) {
    case 'metrics':
      return tellByName(sink, body, origin);
    case 'analytics':
      return decodeAnalytics(body, sink, origin);
    case 'consensus':
      return decodeConsensus(body, sink, origin);
    case 'transactions':
      // Single transactions have no place in the domain.
      return (hashOf(body) ?? word(body.transactionId) ?? word(body.id)) !== undefined;
    case 'blocks':
      return tell(sink, 'blocksValidated', body.height ?? body.blockHeight, origin);
    case 'network':
      return decodeNetwork(body, sink, origin);
  }
}

/** The only channel of `/ws/v11` that has a producer (protocol 1.7). Its `memoryUsage` is a percentage. */
function decodeAnalytics(body: JsonRecord, sink: UpdateSink, origin: Origin): boolean {
  const any = tellByName(sink, body, origin);
  tell(sink, 'blocksValidated', body.blockHeight, origin);
  tell(sink, 'cpuPercent', recordOf(body.resources)?.cpuUsage, origin);
  return any;
}

/** Performance scores, of 1 on the backend and of 100 in the hooks, have no place in the domain. */
function decodeConsensus(body: JsonRecord, sink: UpdateSink, origin: Origin): boolean {
  let any = tellByName(sink, body, origin);
  any = tellLeader(sink, body, origin) || any;
  any = tell(sink, 'blocksValidated', body.blockHeight, origin) || any;
  return tell(sink, 'consensusRounds', body.round, origin) || any;
}

function decodeValidators(data: unknown, sink: UpdateSink, origin: Origin): boolean {
  const one = recordOf(data);
  const list = one === undefined ? recordsIn(data) : listOf(one.validators) ? recordsIn(one.validators) : [one];
  let any = false;
  for (const validator of list) {
    const id = word(validator.validator) ?? word(validator.validatorId) ?? word(validator.nodeId) ?? word(validator.id);
    if (id === undefined) continue;
    tellGroup(sink, sink.node(id, 'validator', healthStateOf(validator), origin), validator);
    any = true;
  }
  return any;
}

/** One peer, the number of nodes, or an event with the number of peers, which is not the number of nodes. */
function decodeNetwork(body: JsonRecord, sink: UpdateSink, origin: Origin): boolean {
  const peer = word(body.peerId);
  if (peer === undefined) return tellByName(sink, body, origin) || !Number.isNaN(quantity(body.peerCount));
  const state = typeof body.connected === 'boolean' ? (body.connected ? 'connected' : 'disconnected') : undefined;
  tellGroup(sink, sink.node(peer, nodeTypeOf(body.nodeType), state, origin), body);
  return true;
}

function hashOf(body: JsonRecord): string | undefined {
  return word(body.hash) ?? word(body.txHash);
}
