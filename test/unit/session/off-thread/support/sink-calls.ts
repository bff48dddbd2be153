import fc from 'fast-check';
import {
  CONFIDENCES,
  NODE_FIELDS,
  SYSTEM_FIELDS,
  type NodeField,
  type Origin,
  type SystemField,
  type UpdateSink,
} from '../../../../../src/domain/live-update.js';
import { NODE_TYPES, type NodeType } from '../../../../../src/domain/node-config.js';
import type { LiveMetrics } from '../../../../../src/session/live-metrics.js';
import { SERIES_NAMES } from '../../../../../src/session/series.js';

/** What a feed may do to a sink, and time that passes in between. */
export type SinkCall =
  | { readonly call: 'system'; readonly field: SystemField; readonly value: number; readonly origin: OriginSeed }
  | { readonly call: 'leader'; readonly nodeId: string; readonly origin: OriginSeed }
  | {
      readonly call: 'node';
      readonly nodeId: string;
      readonly type: NodeType | undefined;
      readonly state: string | undefined;
      readonly values: readonly (readonly [NodeField, number])[];
      readonly origin: OriginSeed;
    }
  | { readonly call: 'remove'; readonly nodeId: string }
  | { readonly call: 'wait'; readonly ms: number };

interface OriginSeed extends Pick<Origin, 'source' | 'confidence' | 'everyMs'> {
  /** Milliseconds by which the machine's clock, and the source's, differ from the time that passed. */
  readonly skewMs: number;
  readonly sentSkewMs: number | undefined;
}

/** Figures of which there are series, and counters among them, so that they come more often. */
const OFTEN = ['tps', 'finalityMs', 'blocksValidated', 'consensusRounds', 'blocksValidated', 'feedRate'] as const;

const ids = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', '__proto__', 'constructor');
const values = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.double(), fc.constantFrom(NaN, Infinity, -0));

const origins: fc.Arbitrary<OriginSeed> = fc.record({
  source: fc.constantFrom('/ws', '/ws/metrics', 'demo'),
  confidence: fc.constantFrom(...CONFIDENCES),
  everyMs: fc.constantFrom(undefined, undefined, 36_000),
  skewMs: fc.constantFrom(0, 0, 0, 0, -10, -1_500, -60_000, 60_000),
  sentSkewMs: fc.constantFrom(undefined, undefined, 0, 0, -40, -3_000, -600_000, 5),
});

/** Sequences of calls, with clocks that are set, frames that are late or repeated, and nodes that come and go. */
export const sinkCalls: fc.Arbitrary<SinkCall[]> = fc.array(
  fc.oneof(
    fc.record({
      call: fc.constant('system' as const),
      field: fc.constantFrom(...SYSTEM_FIELDS, ...OFTEN),
      value: values,
      origin: origins,
    }),
    fc.record({ call: fc.constant('leader' as const), nodeId: fc.oneof(ids, fc.constant('')), origin: origins }),
    fc.record({
      call: fc.constant('node' as const),
      nodeId: ids,
      type: fc.constantFrom(...NODE_TYPES, undefined),
      state: fc.constantFrom('LEADER', 'ROUTING', 'DOWN', '', undefined),
      values: fc.array(fc.tuple(fc.constantFrom(...NODE_FIELDS), values), { maxLength: 3 }),
      origin: origins,
    }),
    fc.record({ call: fc.constant('remove' as const), nodeId: ids }),
    fc.record({ call: fc.constant('wait' as const), ms: fc.constantFrom(1, 16, 100, 249, 250, 1_000, 6_000) }),
  ),
  { maxLength: 60 },
);

/** Makes a call on a sink; time is not its business. */
export function perform(call: SinkCall, sink: UpdateSink, now: number): void {
  switch (call.call) {
    case 'system':
      return sink.system(call.field, call.value, originAt(call.origin, now));
    case 'leader':
      return sink.leader(call.nodeId, originAt(call.origin, now));
    case 'node': {
      const row = sink.node(call.nodeId, call.type, call.state, originAt(call.origin, now));
      for (const [field, value] of call.values) sink.nodeValue(row, field, value);
      return;
    }
    case 'remove':
      return sink.removeNode(call.nodeId);
    case 'wait':
      return;
  }
}

function originAt({ source, confidence, everyMs, skewMs, sentSkewMs }: OriginSeed, now: number): Origin {
  const origin = { source, confidence, at: now + skewMs, ...(everyMs === undefined ? {} : { everyMs }) };
  return sentSkewMs === undefined ? origin : { ...origin, sentAt: now + sentSkewMs };
}

/** Everything that live metrics tell, as plain values; of nodes by id, as their rows are nobody's business. */
export function everythingIn(live: LiveMetrics): unknown {
  const { nodes } = live;
  const table: Record<string, unknown>[] = [];
  for (let row = 0; row < nodes.size; row += 1) {
    const id = nodes.idOf(row);
    if (id === undefined) continue;
    const figures = NODE_FIELDS.map((field) => nodes.value(row, field));
    const [type, state, at, origin] = [
      nodes.typeOf(row),
      nodes.stateOf(row),
      nodes.updatedAt[row],
      nodes.originOf(row),
    ];
    table.push({ id, type, state, at, origin, figures });
  }
  const byId = table.sort((a, b) => (String(a['id']) < String(b['id']) ? -1 : 1));
  return {
    nodes: byId,
    figures: SYSTEM_FIELDS.map((field) => live.reading(field)),
    leader: live.leaderReading,
    series: SERIES_NAMES.map((name) => [[...live.series(name).times], [...live.series(name).values]]),
    topics: (['system', 'nodes'] as const).map((topic) => [
      live.updatedAt(topic),
      live.sourceOf(topic),
      live.ageMs(topic),
      live.intervalMs(topic),
    ]),
  };
}
