/** `/demo/*` (protocol 2.7): `{success, data, message?, timestamp}`. Nearly all of its figures are drawn at random. */
import type { Origin, UpdateSink } from '../../domain/live-update.js';
import type { FrameKind } from './frame-kind.js';
import { tellHistory } from './history.js';
import { tellGroup } from './node-figures.js';
import { stateOf } from './node-state.js';
import { listOf, nodeTypeOf, originOf, recordOf, recordsIn, word, type JsonRecord } from './readers.js';
import { tell } from './system-figures.js';

/** The path of a demo channel: its id, and what is asked of it. */
const CHANNEL_PATH = /^\/demo\/channels\/([^/]{1,200})(\/[a-z/]+)?$/;

/** Decodes what a route of one demo channel answers. */
export function decodeDemoChannelRoute(route: string, body: unknown, sink: UpdateSink, receivedAt: number): FrameKind {
  const [, channelId, what = ''] = CHANNEL_PATH.exec(route) ?? [];
  const answer = recordOf(body);
  if (channelId === undefined) return 'unknown';
  if (answer === undefined || answer.data === undefined) return 'malformed';
  const random = originOf(`/demo/channels/{id}${what}`, receivedAt, 'random', answer);
  switch (what) {
    case '':
      return decodeDemoChannel(answer.data, sink, originOf('/demo/channels', receivedAt, 'reported', answer));
    case '/metrics':
      return decodeMetrics(answer, sink, random);
    case '/nodes/metrics':
      return decodeNodeMetrics(channelId, answer.data, sink, random);
    case '/state':
    case '/report':
      // Settings, and counters that stay 0: nothing about the network.
      return recordOf(answer.data) === undefined ? 'malformed' : 'data';
    default:
      return 'unknown';
  }
}

/** `GET /demo/channels`: every demo channel. */
export function decodeDemoChannels(body: unknown, sink: UpdateSink, receivedAt: number): FrameKind {
  const answer = recordOf(body);
  const channels = listOf(answer?.data);
  if (channels === undefined) return 'malformed';
  const origin = originOf('/demo/channels', receivedAt, 'reported', answer);
  for (const channel of channels) decodeDemoChannel(channel, sink, origin);
  return 'data';
}

/** `GET /demo/channels/{id}`: who is in it. Node ids repeat between channels, so the channel's goes in front. */
function decodeDemoChannel(data: unknown, sink: UpdateSink, origin: Origin): FrameKind {
  const channel = recordOf(data);
  const channelId = word(channel?.channelId);
  if (channel === undefined || channelId === undefined) return 'malformed';
  for (const list of [channel.validatorNodes, channel.businessNodes, channel.slimNodes]) {
    for (const node of recordsIn(list)) {
      const id = idIn(channelId, node);
      const state = node.enabled === false ? 'disabled' : stateOf(node);
      if (id !== undefined) sink.node(id, nodeTypeOf(node.nodeType), state, origin);
    }
  }
  return 'data';
}

/** Ten points, newest first. A throughput below zero, which small targets lead to, is none. */
function decodeMetrics(answer: JsonRecord, sink: UpdateSink, random: Origin): FrameKind {
  if (listOf(answer.data) === undefined) return 'malformed';
  tellHistory(answer.data, answer.timestamp, random, (point, origin) => {
    tell(sink, 'tps', point.tps, origin);
    tell(sink, 'cpuPercent', point.cpuUsage, origin);
  });
  return 'data';
}

function decodeNodeMetrics(channelId: string, data: unknown, sink: UpdateSink, random: Origin): FrameKind {
  if (listOf(data) === undefined) return 'malformed';
  for (const node of recordsIn(data)) {
    const id = idIn(channelId, node);
    if (id === undefined) continue;
    tellGroup(sink, sink.node(id, nodeTypeOf(node.nodeType), stateOf(node), random), node);
  }
  return 'data';
}

function idIn(channelId: string, node: JsonRecord): string | undefined {
  const id = word(node.nodeId);
  return id === undefined ? undefined : word(`${channelId}/${id}`);
}

/** `GET /demo/channel-nodes/metrics`: one channel node that really runs, in the backend's memory, and is measured. */
export function decodeChannelNode(body: unknown, sink: UpdateSink, receivedAt: number): FrameKind {
  const envelope = recordOf(body);
  const node = recordOf(envelope?.data) ?? envelope;
  const id = word(node?.nodeId);
  if (node === undefined || id === undefined) return 'malformed';
  const measured = originOf('/demo/channel-nodes/metrics', receivedAt, 'measured', envelope);
  tellGroup(sink, sink.node(id, 'channel', stateOf(node), measured), node);
  return 'data';
}
