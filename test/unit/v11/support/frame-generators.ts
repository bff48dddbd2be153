/** Frames of the hot path, made up: valid ones, valid ones with something changed, and hostile ones. */
import fc from 'fast-check';

/** Values that are read as figures. */
const good = fc.oneof(
  fc.nat(2_000_000),
  fc.double({ min: 0, max: 1e9, noNaN: true }),
  fc.constantFrom(0, 0.5, 1, 1.5, 1.6, 99.9, 100, 100.5, '9640.50', '0', '.5', '1e3', '99.70'),
);

/** Values that are not, or only nearly; `-0` and `Infinity` come out of `JSON.parse` as well. */
const bad = fc.oneof(
  fc.constantFrom(null, true, false, '', ' 5', '5 ', '1,000', 'NaN', '1e999', '-1', '0x10', '9'.repeat(41), -0, -1),
  fc.constantFrom(Infinity, -Infinity, 1e308, 2 ** 53, 5e-324, {}, [], [5], { value: 5 }, 'x'.repeat(201)),
  fc.jsonValue({ maxDepth: 2 }),
);

const value = fc.oneof({ weight: 4, arbitrary: good }, { weight: 1, arbitrary: bad });
const text = fc.oneof(
  fc.constantFrom('LEADER', 'FOLLOWER', 'active', 'Running', 'ERROR', 'rate-limited', 'a'),
  fc.string({ maxLength: 5 }),
  bad,
);
const typeWord = fc.oneof(
  fc.constantFrom('channel', 'validator', 'business', 'slim', 'VALIDATOR', 'API', 'api-integration', 'Api_Integration'),
  fc.constantFrom('FULL_NODE', 'constructor', '__proto__'),
  bad,
);
const nodeId = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor', 'toString', ' ') },
  { weight: 1, arbitrary: bad },
);

const fieldsOf = (...names: readonly string[]) =>
  fc.record(Object.fromEntries(names.map((name) => [name, value])), { requiredKeys: [] });
const orBad = <T>(made: fc.Arbitrary<T>) => fc.oneof({ weight: 6, arbitrary: made }, { weight: 1, arbitrary: bad });

const channel = fieldsOf('activeConnections', 'routingEfficiency', 'queueDepth', 'latency');
const validator = fieldsOf('blocksValidated', 'votesReceived', 'votesCast', 'consensusRounds', 'blocksProduced');
const business = fieldsOf('transactionsProcessed', 'queueSize', 'successRate', 'totalTransactionsProcessed');
const slim = fieldsOf('feedRate', 'apiCalls', 'apiErrors', 'latency', 'latencyMs', 'averageLatency', 'successRate');
const blocks = { channel: orBad(channel), validator: orBad(validator), business: orBad(business), slim: orBad(slim) };

const figures = {
  throughput: value,
  tps: value,
  currentTps: value,
  currentTPS: value,
  transactionsPerSecond: value,
  requestsPerSecond: value,
  totalMessages: value,
  totalRequests: value,
  errorCount: value,
  errorsCount: value,
  latencyMs: value,
  latency: value,
  avgLatency: value,
  averageLatency: value,
  averageLatencyMs: value,
  routingEfficiency: value,
  successRate: value,
  blocksProduced: value,
  totalBlocksProduced: value,
  participationRate: value,
};
const metrics = fc.oneof(
  fc.constant({}),
  fc.record({ ...figures, ...blocks }, { requiredKeys: [] }),
  fieldsOf('blocksValidated', 'consensusRounds', 'participationRate'),
);
const words = { state: text, status: text, role: text, nodeType: typeWord, type: typeWord, lastUpdate: text };

/** A node as the design documents, the simulator or the schema design have it, or flat. */
const node = fc.oneof(
  fc.record(
    { nodeId, throughput: value, role: text, status: text, metrics: orBad(metrics) },
    { requiredKeys: ['nodeId'] },
  ),
  fc.record(
    { nodeId, ...words, throughput: value, totalMessages: value, errorCount: value, latencyMs: value, ...blocks },
    { requiredKeys: ['nodeId', 'throughput'] },
  ),
  fc.record({ nodeId, id: nodeId, ...words, ...figures }, { requiredKeys: [] }),
  fc.record({ nodeId, ...words, ...figures, ...blocks, metrics: orBad(metrics) }, { requiredKeys: ['nodeId'] }),
);
const nodes = fc.oneof(
  node,
  fc.array(orBad(node), { maxLength: 4 }),
  fc.record({ nodes: orBad(fc.array(orBad(node), { maxLength: 4 })) }),
  fc.record({ nodeId, throughput: value, nodes: bad }),
);

const leader = fc.oneof(fc.constantFrom('node-1', '', null, 'unknown', 'UNKNOWN', 7, 'x'.repeat(201)), bad);
const consensus = fc.record(
  {
    currentLeader: leader,
    leader,
    leaderId: leader,
    proposer: leader,
    term: value,
    currentTerm: value,
    blocksValidated: value,
    consensusRounds: value,
    participationRate: value,
    participationPercent: value,
  },
  { requiredKeys: [] },
);
const systemNames = ['tps', 'currentTPS', 'throughputTPS', 'averageTps', 'avgTPS', 'peakTps', 'peakTPS', 'errorRate'];
const moreNames = [
  'totalTransactions',
  'activeNodes',
  'totalNodes',
  'avgFinalityLatency',
  'finalityTimeMs',
  'finalityMs',
  'finalityP50Ms',
  'p50FinalityMs',
  'p95FinalityMs',
  'p99FinalityMs',
];
const machineNames = ['cpu', 'cpuUsage', 'cpuPercent', 'memoryMb', 'memoryUsageMb', 'memoryUsedBytes', 'memory'];
const system = fc
  .tuple(fieldsOf(...systemNames, ...moreNames, ...machineNames), consensus, orBad(consensus), fc.boolean())
  .map(([own, beside, inside, nested]) => ({ ...own, ...beside, ...(nested && { consensusState: inside }) }));

/** A frame of `/ws`, valid but for single values. */
export const designFrames: fc.Arbitrary<unknown> = fc.oneof(
  fc.record({ type: fc.constantFrom('node-update', 'node-updates'), data: orBad(nodes), timestamp: value }),
  fc.record({ type: fc.constant('system-metrics'), data: orBad(system), timestamp: value }),
  fc.record({ type: fc.constantFrom('consensus-update', 'consensus-state'), data: orBad(consensus) }),
);

/** A frame of `/ws/metrics`, valid but for single values. */
export const metricsFrames: fc.Arbitrary<unknown> = fc.record(
  { timestamp: text, tps: value, cpu: value, memory: value, connections: value, errorRate: value },
  { requiredKeys: [] },
);

/** Frames in which something was taken away, put in the place of something else, or given another name. */
export function mutated(frames: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const change = fc.tuple(
    fc.nat(),
    fc.constantFrom('drop', 'replace', 'rename', 'wrap'),
    bad,
    fc.constantFrom('nodeId', 'id', 'metrics', 'tps', 'type', 'data', 'nodes', '__proto__', 'slim'),
  );
  return fc.tuple(frames, fc.array(change, { minLength: 1, maxLength: 4 })).map(([frame, changes]) => {
    const copy: unknown = structuredClone(frame);
    for (const [at, what, put, name] of changes) changeAt(copy, at, what, structuredClone(put), name);
    return copy;
  });
}

function changeAt(frame: unknown, at: number, what: string, put: unknown, name: string): void {
  const places: [object, string][] = [];
  const walk = (value: unknown, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > 6) return;
    for (const key of Object.keys(value)) {
      places.push([value, key]);
      walk(Reflect.get(value, key), depth + 1);
    }
  };
  walk(frame, 0);
  const place = places[at % Math.max(1, places.length)];
  if (place === undefined) return;
  const [parent, key] = place;
  const before: unknown = Reflect.get(parent, key);
  const set = (field: string, content: unknown): void =>
    void Object.defineProperty(parent, field, { value: content, enumerable: true, configurable: true, writable: true });
  if (what !== 'wrap' && !Array.isArray(parent)) Reflect.deleteProperty(parent, key);
  if (what === 'replace') set(key, put);
  if (what === 'rename' && !Array.isArray(parent)) set(name, before);
  if (what === 'wrap') set(key, [before]);
}
