import type { NodeField } from '../../../domain/live-update.js';
import type { Direction, SortKey } from '../../base/grid-engine/sort-keys.js';

/** What the source calls what stands in a column. */
export type NodeSourceColumn = 'name' | 'type' | 'state' | 'lastUpdate' | 'queue' | NodeField;

/** What stands in a column, and which way is more useful: large figures first, words from A, trouble first. */
interface SortColumnFacts {
  readonly column: NodeSourceColumn;
  readonly first: Direction;
}

/** Columns that rows can be ordered by, by what they are called in the grid. */
export const SORT_COLUMNS = {
  node: { column: 'name', first: 'asc' },
  type: { column: 'type', first: 'asc' },
  state: { column: 'state', first: 'asc' },
  throughput: { column: 'throughput', first: 'desc' },
  queue: { column: 'queue', first: 'desc' },
  success: { column: 'successRate', first: 'asc' },
  messages: { column: 'totalMessages', first: 'desc' },
  errors: { column: 'errorCount', first: 'desc' },
  latency: { column: 'latencyMs', first: 'desc' },
  connections: { column: 'activeConnections', first: 'desc' },
  routing: { column: 'routingEfficiency', first: 'asc' },
  blocks: { column: 'blocksValidated', first: 'desc' },
  votes: { column: 'votesCast', first: 'desc' },
  votesReceived: { column: 'votesReceived', first: 'desc' },
  rounds: { column: 'consensusRounds', first: 'desc' },
  processed: { column: 'transactionsProcessed', first: 'desc' },
  feedRate: { column: 'feedRate', first: 'desc' },
  apiCalls: { column: 'apiCalls', first: 'desc' },
  apiErrors: { column: 'apiErrors', first: 'desc' },
  age: { column: 'lastUpdate', first: 'asc' },
} as const satisfies Record<string, SortColumnFacts>;

/** Name of a column that rows can be ordered by. */
export type SortColumn = keyof typeof SORT_COLUMNS;

/** Busiest nodes first. */
export const DEFAULT_SORT: readonly SortKey[] = [{ column: 'throughput', direction: 'desc' }];

/** Trouble first: by what a state means, then by the number of errors. */
export const ERRORS_FIRST: readonly SortKey[] = [
  { column: 'state', direction: 'asc' },
  { column: 'errors', direction: 'desc' },
];
