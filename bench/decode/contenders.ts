/** Ways to get from the text of a message to values that can be trusted. */
import * as zod from 'zod';
import * as mini from 'zod/mini';
import type { NodeField, UpdateSink } from '../../src/domain/live-update.js';
import { LiveMetrics } from '../../src/session/live-metrics.js';
import { decodeFrame } from '../../src/v11/decode/index.js';

/** One way. Throws if the message was not taken. */
export interface Contender {
  readonly name: string;
  run(text: string): void;
}

/** Takes what is decoded and keeps a sum of it, so that nothing can be optimised away. */
class AddingSink implements UpdateSink {
  nodes = 0;
  sum = 0;

  system(): void {
    this.sum += 1;
  }

  leader(): void {
    this.sum += 1;
  }

  node(): number {
    this.nodes += 1;
    return 0;
  }

  nodeValue(_row: number, _field: NodeField, value: number): void {
    this.sum += value;
  }

  removeNode(): void {
    this.sum -= 1;
  }
}

/** The functions that both builds of zod share. */
type Zod = Pick<typeof mini, 'object' | 'array' | 'string' | 'number' | 'optional' | 'enum' | 'literal'>;

/** A node as both messages have it; what is beside it is left alone. */
function schemaOf(z: Zod) {
  const figures = (...names: readonly string[]) =>
    z.object(Object.fromEntries(names.map((name) => [name, z.number()])));
  const node = z.object({
    nodeId: z.string(),
    nodeType: z.enum(['channel', 'validator', 'business', 'slim']),
    state: z.string(),
    throughput: z.number(),
    totalMessages: z.number(),
    errorCount: z.number(),
    lastUpdate: z.string(),
    latencyMs: z.optional(z.number()),
    channel: z.optional(figures('activeConnections', 'routingEfficiency', 'queueDepth')),
    validator: z.optional(figures('blocksValidated', 'votesReceived', 'votesCast', 'consensusRounds')),
    business: z.optional(figures('transactionsProcessed', 'queueSize', 'successRate')),
    slim: z.optional(figures('feedRate', 'apiCalls', 'apiErrors', 'latency', 'successRate')),
  });
  return z.object({ type: z.literal('node-updates'), data: z.array(node), timestamp: z.number() });
}

/** The yardstick first. */
export function makeContenders(): readonly Contender[] {
  const adding = new AddingSink();
  const live = new LiveMetrics({ schedule: () => () => undefined });
  const withMini = schemaOf(mini);
  const withZod = schemaOf(zod);
  return [
    { name: 'JSON.parse', run: (text) => check(typeof (JSON.parse(text) as { type: unknown }).type === 'string') },
    { name: 'this library', run: (text) => check(decodeFrame('/ws', text, adding, 1) === 'data') },
    { name: 'this library, into live metrics', run: (text) => check(decodeFrame('/ws', text, live, 1) === 'data') },
    { name: 'zod/mini', run: (text) => check(withMini.safeParse(JSON.parse(text)).success) },
    { name: 'zod', run: (text) => check(withZod.safeParse(JSON.parse(text)).success) },
  ];
}

function check(wasTaken: boolean): void {
  if (!wasTaken) throw new Error('The message was not taken.');
}
