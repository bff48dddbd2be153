/**
 * The frames of the hot path as schemas: what is accepted and what it means, said once more and in another way than
 * the decoder does. Only tests use them; the decoder is held equal to them.
 */
import {
  NODE_FIELDS,
  type FeedRate,
  type NodeField,
  type SystemField,
  type UpdateSink,
} from '../../../../src/domain/live-update.js';
import * as z from '../../../../src/domain/zod.js';
import { PARSE_OPTIONS } from '../../../../src/domain/validation.js';
import type { NodeType } from '../../../../src/domain/node-config.js';

/** What the schema makes of a value that it refuses where a refusal costs only that value. */
const nothing = z.transform(() => undefined);
const anything = z.transform((value: unknown) => value);

/** The value as the schema has it, or nothing. */
function maybe<Output>(schema: z.Schema<Output>) {
  return z.optional(z.union([schema, nothing]));
}

const notNegative = z.number().check(z.gte(0));
const numericText = z.string().check(
  z.maxLength(40),
  z.refine((text) => /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(text)),
);
const figure = z.pipe(
  z.union([notNegative, z.pipe(z.pipe(numericText, z.transform(Number)), notNegative)]),
  z.transform((value) => value + 0),
);
const upTo = (most: number) => z.pipe(figure, z.number().check(z.lte(most)));
const word = z.string().check(z.minLength(1), z.maxLength(200));

/** Ratio, or a percentage where a ratio is impossible. */
const efficiency = z.pipe(
  figure,
  z.transform((value) => (value > 1.5 ? value / 100 : value)),
);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Any JSON object for which something holds, as it is. */
function record(holds: (value: Record<string, unknown>) => boolean = () => true): z.Schema<Record<string, unknown>> {
  return z.pipe(
    anything,
    z.transform((value, context) => {
      if (isRecord(value) && holds(value)) return value;
      context.issues.push({ code: 'custom', input: value, message: 'another object' });
      return {};
    }),
  );
}

/** What a schema makes of what another one has accepted; refused if either refuses. */
function into<First, Second>(first: z.Schema<First>, second: z.Schema<Second>): z.Schema<Second> {
  return z.pipe(
    first,
    z.transform((value: First, context): Second => {
      const result = second.safeParse(value, PARSE_OPTIONS);
      if (!result.success) context.issues.push({ code: 'custom', input: value, message: 'refused' });
      return result.data as Second;
    }),
  );
}

const NODE_VALUES: Readonly<Partial<Record<NodeField, z.Schema<number>>>> = {
  routingEfficiency: efficiency,
  successRate: upTo(100),
};

const ALIASES: Readonly<Partial<Record<NodeField, readonly string[]>>> = {
  throughput: ['throughput', 'tps', 'currentTps', 'currentTPS', 'transactionsPerSecond', 'requestsPerSecond'],
  totalMessages: ['totalMessages', 'totalRequests'],
  errorCount: ['errorCount', 'errorsCount'],
  latencyMs: ['latencyMs', 'latency', 'avgLatency', 'averageLatency', 'averageLatencyMs'],
  blocksValidated: ['blocksValidated', 'totalBlocksProduced', 'blocksProduced'],
  transactionsProcessed: ['transactionsProcessed', 'totalTransactionsProcessed'],
};

const namesOf = (field: NodeField): readonly string[] => ALIASES[field] ?? [field];
const FIELD_BY_NAME = new Map(NODE_FIELDS.flatMap((field) => namesOf(field).map((name) => [name, field] as const)));

type Values = Partial<Record<NodeField, number>>;

function valueOf(field: NodeField, value: unknown): number | undefined {
  const result = maybe(NODE_VALUES[field] ?? figure).safeParse(value, PARSE_OPTIONS);
  return result.success ? result.data : undefined;
}

/** Every known name counts; of several names of a field the last. Groups of types may lie inside, one level deep. */
function groupOf(value: Record<string, unknown>, inner: readonly string[]): Values {
  const values: Values = {};
  for (const [name, content] of Object.entries(value)) {
    const field = FIELD_BY_NAME.get(name);
    const known = field === undefined ? undefined : valueOf(field, content);
    if (field !== undefined && known !== undefined) values[field] = known;
    if (inner.includes(name) && isRecord(content)) Object.assign(values, groupOf(content, []));
  }
  return values;
}

/** Fields by the design's name only. */
function block(...fields: readonly NodeField[]) {
  const shape = Object.fromEntries(fields.map((field) => [field, maybe(NODE_VALUES[field] ?? figure)]));
  return z.pipe(z.object(shape), z.transform(defined));
}

/** The first of a field's names that is usable. */
function firstOf(field: NodeField) {
  const names = namesOf(field);
  const shape = Object.fromEntries(names.map((name) => [name, maybe(NODE_VALUES[field] ?? figure)]));
  const pick = (record: Record<string, number | undefined>): Values => {
    const name = names.find((candidate) => record[candidate] !== undefined);
    return name === undefined ? {} : { [field]: record[name] };
  };
  return z.pipe(z.object(shape), z.transform(pick));
}

function defined(values: Readonly<Record<string, number | undefined>>): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

const TYPES = ['channel', 'validator', 'business', 'slim'] as const;
const nodeType = z.union([
  z.pipe(
    z.pipe(
      z.string(),
      z.transform((text) => text.toLowerCase()),
    ),
    z.enum(TYPES),
  ),
  z.pipe(
    z.pipe(
      z.string(),
      z.transform((text) => text.toLowerCase()),
    ),
    z.pipe(
      z.enum(['api', 'api-integration', 'api_integration']),
      z.transform((): NodeType => 'slim'),
    ),
  ),
]);

const ORDINARY = ['active', 'running', 'online', 'connected', 'healthy', 'ok', 'up'];
const state = z.pipe(
  z.object({ state: maybe(word), status: maybe(word), role: maybe(word) }),
  z.transform((words) => {
    const isTrouble = words.status !== undefined && !ORDINARY.includes(words.status.toLowerCase());
    return words.state ?? (isTrouble ? words.status : (words.role ?? words.status));
  }),
);

const absent = z.optional(z.literal(null));
const id = z.union([
  z.pipe(
    z.object({ nodeId: word }),
    z.transform(({ nodeId }) => nodeId),
  ),
  z.pipe(
    z.object({ nodeId: absent, id: word }),
    z.transform((node) => node.id),
  ),
]);
const type = z.pipe(
  z.object({ nodeType: z.optional(anything), type: z.optional(anything) }),
  z.pipe(
    z.transform((node: { nodeType?: unknown; type?: unknown }) => node.nodeType ?? node.type),
    maybe(nodeType),
  ),
);

const latencyOfSlim = firstOf('latencyMs');
const blocks = z.object({
  metrics: maybe(
    z.pipe(
      record(),
      z.transform((metrics) => groupOf(metrics, TYPES)),
    ),
  ),
  channel: maybe(block('activeConnections', 'routingEfficiency', 'queueDepth')),
  validator: maybe(block('blocksValidated', 'votesReceived', 'votesCast', 'consensusRounds')),
  business: maybe(block('transactionsProcessed', 'queueSize', 'successRate')),
  slim: maybe(both(block('feedRate', 'apiCalls', 'apiErrors', 'successRate'), latencyOfSlim)),
});

/** Two readings of one record, together. */
function both(first: z.Schema<Values>, second: z.Schema<Values>): z.Schema<Values> {
  return z.pipe(
    record(),
    z.transform((value): Values => ({
      ...first.parse(value, PARSE_OPTIONS),
      ...second.parse(value, PARSE_OPTIONS),
    })),
  );
}

/** A node as family A has it. */
export interface SchemaNode {
  readonly id: string;
  readonly type: NodeType | undefined;
  readonly state: string | undefined;
  readonly values: Values;
}

const values = z.pipe(
  record(),
  z.transform((node): Values => {
    const { metrics, channel, validator, business, slim } = blocks.parse(node, PARSE_OPTIONS);
    const inBlocks = [metrics, channel, validator, business, slim];
    if (inBlocks.every((values) => values === undefined)) return groupOf(node, []);
    const beside = (['throughput', 'totalMessages', 'errorCount', 'latencyMs'] as const).map((field) =>
      firstOf(field).parse(node, PARSE_OPTIONS),
    );
    return Object.assign({}, ...beside, ...inBlocks) as Values;
  }),
);

/** One node; refused without a usable id. */
const node: z.Schema<SchemaNode> = z.pipe(
  record(),
  z.transform((value, context) => {
    const parsed = id.safeParse(value, PARSE_OPTIONS);
    if (!parsed.success) context.issues.push({ code: 'custom', input: value, message: 'no id' });
    return {
      id: parsed.data ?? '',
      type: type.parse(value, PARSE_OPTIONS),
      state: state.parse(value, PARSE_OPTIONS),
      values: values.parse(value, PARSE_OPTIONS),
    };
  }),
);

/** A list counts if it is empty or anything in it is a node. */
const nodeList = z.pipe(
  z.array(maybe(node)).check(z.refine((list) => list.length === 0 || list.some((entry) => entry !== undefined))),
  z.transform((list) => list.filter((entry) => entry !== undefined)),
);
const hasList = (value: Record<string, unknown>): boolean => Array.isArray(value.nodes);
const underNodes = z.pipe(
  record(hasList),
  z.transform(({ nodes }) => nodes),
);
const oneNode = z.pipe(
  into(
    record((value) => !hasList(value)),
    node,
  ),
  z.transform((one) => [one]),
);
const nodes = z.union([nodeList, into(underNodes, nodeList), oneNode]);

/** Figures of the network and its leader. */
export interface SchemaFigures {
  readonly figures: Partial<Record<SystemField, number>>;
  readonly leader?: string;
}

const SYSTEM_NAMES: Readonly<Record<Exclude<SystemField, 'memoryMb' | FeedRate>, readonly string[]>> = {
  tps: ['tps', 'currentTPS', 'currentTps', 'transactionsPerSecond', 'transactions_per_second', 'throughputTPS'],
  averageTps: ['averageTps', 'averageTPS', 'avgTps', 'avgTPS'],
  peakTps: ['peakTps', 'peakTPS'],
  totalTransactions: ['totalTransactions'],
  activeNodes: ['activeNodes'],
  totalNodes: ['totalNodes'],
  term: ['term', 'currentTerm'],
  blocksValidated: ['blocksValidated'],
  consensusRounds: ['consensusRounds'],
  participationPercent: ['participationPercent', 'participationRate'],
  finalityMs: [
    'finalityMs',
    'avgFinalityLatency',
    'avgFinalityLatencyMs',
    'averageFinalityMs',
    'averageFinalizationTime',
    'finalityLatencyMs',
    'finalityTimeMs',
  ],
  finalityP50Ms: ['finalityP50Ms', 'p50FinalityMs'],
  finalityP95Ms: ['finalityP95Ms', 'p95FinalityMs'],
  finalityP99Ms: ['finalityP99Ms', 'p99FinalityMs'],
  errorRate: ['errorRate'],
  cpuPercent: ['cpuPercent', 'cpu', 'cpuUsage', 'cpuUsagePercent', 'cpu_usage_percent', 'cpuUtilization'],
};
const SHARES: Readonly<Partial<Record<SystemField, z.Schema<number>>>> = {
  errorRate: upTo(1),
  participationPercent: upTo(100),
};
const bytes = z.pipe(
  figure,
  z.transform((value) => value / 1_048_576),
);
const memory = z.pipe(
  z.object({
    memoryUsedBytes: maybe(bytes),
    memoryMb: maybe(figure),
    memoryUsageMb: maybe(figure),
    memoryUsedMB: maybe(figure),
  }),
  z.transform(
    ({ memoryUsedBytes, memoryMb, memoryUsageMb, memoryUsedMB }) =>
      memoryUsedBytes ?? memoryMb ?? memoryUsageMb ?? memoryUsedMB,
  ),
);
const LEADERS = ['currentLeader', 'leader', 'leaderNodeId', 'leaderId', 'leaderNode', 'proposer'] as const;
const leaderName = z.union([
  z.pipe(
    z.literal([null, '']),
    z.transform(() => ''),
  ),
  z.pipe(
    word,
    z.transform((text) => (text.toLowerCase() === 'unknown' ? '' : text)),
  ),
]);

const systemFigures: z.Schema<SchemaFigures> = z.pipe(
  record(),
  z.transform((value): SchemaFigures => {
    const figures: Partial<Record<SystemField, number>> = {};
    for (const [field, names] of Object.entries(SYSTEM_NAMES) as [SystemField, readonly string[]][]) {
      const known = names.map((name) => maybe(SHARES[field] ?? figure).parse(value[name], PARSE_OPTIONS));
      const first = known.find((candidate) => candidate !== undefined);
      if (first !== undefined) figures[field] = first;
    }
    const memoryMb = memory.parse(value, PARSE_OPTIONS);
    if (memoryMb !== undefined) figures.memoryMb = memoryMb;
    const name = LEADERS.find((candidate) => value[candidate] !== undefined);
    const leader = name === undefined ? undefined : maybe(leaderName).parse(value[name], PARSE_OPTIONS);
    return leader === undefined ? { figures } : { figures, leader };
  }),
);

const consensusInside = z.object({ consensusState: maybe(systemFigures) });
const system = z.pipe(
  record(),
  z.transform((value): SchemaFigures => {
    const outer = systemFigures.parse(value, PARSE_OPTIONS);
    const inner = consensusInside.parse(value, PARSE_OPTIONS).consensusState;
    return { ...outer, ...inner, figures: { ...outer.figures, ...inner?.figures } };
  }),
);

/** What a frame of the hot path says. */
export type SchemaFrame = { readonly nodes: readonly SchemaNode[] } | SchemaFigures;

/** `node-update`, `node-updates`, `system-metrics` and the consensus messages of `/ws`. */
export const designFrame: z.Schema<SchemaFrame> = z.union([
  z.pipe(
    z.object({ type: z.enum(['node-update', 'node-updates']), data: nodes }),
    z.transform(({ data }) => ({ nodes: data })),
  ),
  z.pipe(
    z.object({ type: z.literal('system-metrics'), data: system }),
    z.transform(({ data }) => data),
  ),
  z.pipe(
    z.object({ type: z.enum(['consensus-update', 'consensus-state']), data: systemFigures }),
    z.transform(({ data }) => data),
  ),
]);

const metricsFields = z.object({
  tps: maybe(figure),
  cpu: maybe(figure),
  memory: maybe(figure),
  errorRate: maybe(upTo(1)),
});

/** `/ws/metrics`: anything that speaks of `tps` or `cpu`. */
export const metricsFrame: z.Schema<SchemaFigures> = z.pipe(
  into(
    record(({ tps, cpu }) => tps !== undefined || cpu !== undefined),
    metricsFields,
  ),
  z.transform(({ tps, cpu, memory, errorRate }): SchemaFigures => ({
    figures: defined({ tps, cpuPercent: cpu, memoryMb: memory, errorRate }),
  })),
);

/** Tells a sink what a frame says, as a decoder would. */
export function tellFrame(sink: UpdateSink, frame: SchemaFrame, source: string, at: number): void {
  const origin = { source, at, confidence: 'reported' } as const;
  if ('nodes' in frame) {
    for (const { id, type, state, values } of frame.nodes) {
      const row = sink.node(id, type, state, origin);
      for (const [field, value] of Object.entries(values)) sink.nodeValue(row, field as NodeField, value);
    }
    return;
  }
  for (const [field, value] of Object.entries(frame.figures)) sink.system(field as SystemField, value, origin);
  if (frame.leader !== undefined) sink.leader(frame.leader, origin);
}
