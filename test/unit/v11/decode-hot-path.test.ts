import { expect, test } from 'vitest';
import { DESIGN_SOCKET } from '../../../src/v11/index.js';
import { decodeRecord } from '../../../src/v11/decode/index.js';
import type { JsonRecord } from '../../../src/v11/decode/readers.js';
import type { UpdateSink } from '../../../src/domain/live-update.js';

const NODES = 1_000;

/** Counts and keeps nothing. */
class CountingSink implements UpdateSink {
  nodes = 0;
  values = 0;
  system(): void {
    this.values += 1;
  }
  leader(): void {
    this.values += 1;
  }
  node(): number {
    this.nodes += 1;
    return 1;
  }
  nodeValue(): void {
    this.values += 1;
  }
  removeNode(): void {
    this.nodes -= 1;
  }
}

/** As the simulator sends them. Whole numbers, because the engine puts others on the heap when they are handed on. */
function frameOfNodes(): JsonRecord {
  const blocks = [
    { channel: { activeConnections: 1, routingEfficiency: 1, queueDepth: 3 } },
    { validator: { blocksValidated: 1, votesReceived: 2, votesCast: 3, consensusRounds: 4, role: 'LEADER' } },
    { business: { transactionsProcessed: 1, queueSize: 2, successRate: 100 } },
    { slim: { feedRate: 1, apiCalls: 2, apiErrors: 3, latency: 4, successRate: 100 } },
  ];
  const types = ['channel', 'validator', 'business', 'slim'];
  const data = Array.from({ length: NODES }, (_, index) => ({
    nodeId: `node-${index}`,
    role: 'FOLLOWER',
    status: 'active',
    throughput: index,
    metrics: index % 4 === 1 ? { blocksValidated: 1, consensusRounds: 2, participationRate: 98 } : {},
    nodeType: types[index % 4],
    state: 'ROUTING',
    totalMessages: index,
    errorCount: 0,
    latencyMs: 12,
    lastUpdate: '2026-09-21T14:15:23.456Z',
    ...blocks[index % 4],
  }));
  return JSON.parse(JSON.stringify({ type: 'node-updates', data, timestamp: 1_790_000_123_456 })) as JsonRecord;
}

test('a list of nodes is decoded without an object per node', () => {
  const frame = frameOfNodes();
  const sink = new CountingSink();
  const decode = (times: number): number => {
    const before = process.memoryUsage().heapUsed;
    for (let time = 0; time < times; time += 1) decodeRecord(DESIGN_SOCKET, frame, sink, 1);
    return process.memoryUsage().heapUsed - before;
  };
  // The engine has to know the code first; a collection in the middle makes the figure negative and counts for nothing.
  decode(300);
  const grown = Array.from({ length: 9 }, () => decode(20))
    .filter((bytes) => bytes >= 0)
    .sort((a, b) => a - b);
  expect(sink.nodes).toBe((300 + 9 * 20) * NODES);
  expect(sink.values).toBeGreaterThan(sink.nodes * 7);
  expect(grown.length).toBeGreaterThan(4);
  // The smallest object takes 12 bytes or more.
  expect((grown[grown.length >> 1] ?? Infinity) / (20 * NODES)).toBeLessThan(2);
});
