/** Messages of many nodes, as text. */
import { createNetwork } from '../../src/v11/simulator/network.js';
import { nodeUpdateText } from '../../simulator/profiles/design/node-update.js';
import { metricsOf } from '../storage/workload.js';

const SENT_AT = 1_790_000_123_456;

/** `node-updates` whose nodes are the schema design's `NodeMetrics` (section 4), of some 280 kB for 1,000 nodes. */
export function schemaDesignMessage(nodes: number): string {
  return messageOf(Object.values(metricsOf(nodes, 1).nodeMetrics).map((node) => JSON.stringify(node)));
}

/** `node-updates` as the simulator sends them: the design documents' fields and the schema design's beside them. */
export function simulatorMessage(nodes: number): string {
  const network = createNetwork({ nodes, seed: 1 });
  network.advance(1_000);
  const updatedAt = new Date(SENT_AT).toISOString();
  return messageOf(Array.from({ length: nodes }, (_, row) => nodeUpdateText(network, row, updatedAt)));
}

function messageOf(nodes: readonly string[]): string {
  return `{"type":"node-updates","data":[${nodes.join(',')}],"timestamp":${SENT_AT}}`;
}
