import { NODE_FIELDS, type NodeField } from '../../../domain/live-update.js';
import type { FilterField } from '../../base/grid-engine/filter/filter.js';

/** What the schema design and the header of the grid call figures that have another name here. */
const ALIASES: Partial<Record<NodeField, readonly string[]>> = {
  throughput: ['tps'],
  totalMessages: ['messages'],
  errorCount: ['errors'],
  latencyMs: ['latency'],
  successRate: ['success'],
  activeConnections: ['connections'],
};

/**
 * What a filter of nodes can name: the figures of the schema design (section 4), and who and what a node is. What is
 * called otherwise there, or in the header of the grid, is understood as well.
 */
export const NODE_FILTER_FIELDS: readonly FilterField[] = [
  { name: 'name', kind: 'text' },
  { name: 'id', kind: 'text', aliases: ['nodeId'] },
  { name: 'type', kind: 'choice', aliases: ['nodeType'] },
  { name: 'state', kind: 'choice' },
  { name: 'queue', kind: 'number' },
  ...NODE_FIELDS.map((name) => ({ name, kind: 'number' as const, aliases: ALIASES[name] ?? [] })),
];
