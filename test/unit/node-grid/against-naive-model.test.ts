import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NODE_TYPES, type NodeType } from '../../../src/domain/node-config.js';
import { formatFilter } from '../../../src/elements/base/grid-engine/filter/filter.js';
import { naturalKey } from '../../../src/elements/base/grid-engine/text-ranks.js';
import { kindOf, NODE_KINDS } from '../../../src/elements/node-grid/engine/node-kind.js';
import { NodeRows } from '../../../src/elements/node-grid/engine/node-rows.js';
import type { SortKey } from '../../../src/elements/base/grid-engine/sort-keys.js';
import type { NodeTable } from '../../../src/session/node-table.js';
import { filterOf, putNode, shownIds, sortBy, sortOf, tableOf } from './fixtures.js';

const STATES = ['LEADER', 'FOLLOWER', 'OVERLOAD', 'ERROR', 'STOPPED', 'IDLE', 'unheard of'];
const FILTERS = [
  '',
  'state:active',
  'state:failing state:busy',
  'type:val',
  'node-1',
  'node-1 valid',
  'state:error',
  'throughput > 0',
];

type Action =
  | {
      act: 'put';
      id: string;
      type: NodeType;
      state: string;
      at: number;
      throughput: number | undefined;
      errors: number;
    }
  | { act: 'remove'; id: string }
  | { act: 'sort'; sort: readonly SortKey[] }
  | { act: 'filter'; filter: string }
  | { act: 'refresh' | 'hold' | 'release' | 'clear' };

const id = fc.integer({ min: 0, max: 30 }).map((number) => `node-${number}`);
const put = fc.record({
  act: fc.constant('put' as const),
  id,
  type: fc.constantFrom(...NODE_TYPES),
  state: fc.constantFrom(...STATES),
  at: fc.integer({ min: 0, max: 5 }),
  throughput: fc.option(fc.constantFrom(-1, 0, -0, 0.5, 1, 2, 1e300, -1e300), { nil: undefined }),
  errors: fc.integer({ min: 0, max: 3 }),
});
const COLUMNS = ['node', 'type', 'state', 'throughput', 'messages', 'errors', 'queue', 'age'] as const;
const sortKey = fc.record({
  column: fc.constantFrom(...COLUMNS),
  direction: fc.constantFrom('asc' as const, 'desc' as const),
});
const sort = fc.array(sortKey, { minLength: 1, maxLength: 3 });
const action: fc.Arbitrary<Action> = fc.oneof(
  { arbitrary: put, weight: 12 },
  { arbitrary: fc.record({ act: fc.constant('remove' as const), id }), weight: 2 },
  { arbitrary: fc.record({ act: fc.constant('sort' as const), sort }), weight: 1 },
  { arbitrary: fc.record({ act: fc.constant('filter' as const), filter: fc.constantFrom(...FILTERS) }), weight: 1 },
  { arbitrary: fc.record({ act: fc.constant('refresh' as const) }), weight: 4 },
  { arbitrary: fc.record({ act: fc.constantFrom('hold' as const, 'release' as const) }), weight: 1 },
  { arbitrary: fc.record({ act: fc.constant('clear' as const) }), weight: 1 },
);

describe('any sequence of changes', () => {
  test('ends with the rows that sorting and filtering everything anew gives', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 120 }), (actions) => {
        const table = tableOf();
        const rows = new NodeRows();
        rows.table = table;
        for (const step of actions) perform(step, table, rows);
        rows.held = false;
        rows.refresh();
        expect(shownIds(rows)).toEqual(naiveIds(table, sortOf(rows), textOf(rows)));
        expect(rows.total).toBe(table.count);
      }),
      { numRuns: 400 },
    );
  });

  test('shows every matching node once, also while rows hold still', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 120 }), (actions) => {
        const table = tableOf();
        const rows = new NodeRows();
        rows.table = table;
        for (const step of actions) {
          perform(step, table, rows);
          rows.refresh();
          const shown = shownIds(rows);
          expect(new Set(shown).size).toBe(shown.length);
          for (const nodeId of naiveIds(table, sortOf(rows), textOf(rows))) expect(shown).toContain(nodeId);
          for (const nodeId of shown) expect(table.rowOf(nodeId)).toBeDefined();
        }
      }),
      { numRuns: 100 },
    );
  });
});

function perform(step: Action, table: NodeTable, rows: NodeRows): void {
  switch (step.act) {
    case 'put': {
      const { id: nodeId, type, state, at, throughput, errors } = step;
      return putNode(table, {
        id: nodeId,
        type,
        state,
        at,
        values: {
          throughput: throughput ?? NaN,
          errorCount: errors,
          ...(type === 'channel' && { queueDepth: errors * 2 }),
          ...(type === 'business' && { queueSize: errors * 3 }),
        },
      });
    }
    case 'remove':
      return table.remove(step.id);
    case 'sort':
      sortBy(rows, step.sort);
      return;
    case 'filter':
      rows.filter = filterOf(step.filter);
      return;
    case 'clear':
      return table.clear();
    case 'refresh':
      rows.refresh();
      return;
    default:
      rows.held = step.act === 'hold';
  }
}

function textOf({ filter }: NodeRows): string {
  return formatFilter(filter?.terms ?? []);
}

/** The slow way: every node as an object, filtered and sorted from nothing. */
function naiveIds(table: NodeTable, sort: readonly SortKey[], filter: string): string[] {
  const all = Array.from({ length: table.size }, (_, row) => row).filter((row) => table.idOf(row) !== undefined);
  const sorted = all.filter((row) => naiveMatch(table, row, filter)).sort((a, b) => naiveOrder(table, sort, a, b));
  return sorted.map((row) => table.idOf(row) ?? '');
}

function naiveOrder(table: NodeTable, sort: readonly SortKey[], a: number, b: number): number {
  for (const { column, direction } of sort) {
    const [left, right] = [naiveValue(table, a, column), naiveValue(table, b, column)];
    if (left === right) continue;
    if (left === undefined) return 1;
    if (right === undefined) return -1;
    return left < right === (direction === 'asc') ? -1 : 1;
  }
  return a - b;
}

function naiveValue(table: NodeTable, row: number, column: string): number | string | undefined {
  const known = (value: number): number | undefined => (Number.isNaN(value) ? undefined : value);
  switch (column) {
    case 'node':
      return naturalKey(table.idOf(row) ?? '');
    case 'type':
      return table.typeOf(row);
    case 'state':
      return known(kindOf(table.stateOf(row)) === 'other' ? NaN : NODE_KINDS.indexOf(kindOf(table.stateOf(row))));
    case 'throughput':
      return known(table.value(row, 'throughput'));
    case 'messages':
      return known(table.value(row, 'totalMessages'));
    case 'errors':
      return known(table.value(row, 'errorCount'));
    case 'queue':
      return known(table.value(row, 'queueDepth')) ?? known(table.value(row, 'queueSize'));
    case 'age':
      return -(table.updatedAt[row] ?? 0);
    default:
      throw new Error(`The model does not know ${column}.`);
  }
}

function naiveMatch(table: NodeTable, row: number, filter: string): boolean {
  const nodeId = table.idOf(row) ?? '';
  const kind = kindOf(table.stateOf(row));
  switch (filter) {
    case 'state:active':
      return kind === 'active' || kind === 'leader';
    case 'state:failing state:busy':
      return kind === 'failing' || kind === 'busy';
    case 'type:val':
      return table.typeOf(row) === 'validator';
    case 'node-1':
      return nodeId.includes('node-1');
    case 'node-1 valid':
      return nodeId.includes('node-1') && table.typeOf(row) === 'validator';
    case 'throughput > 0':
      return table.value(row, 'throughput') > 0;
    case 'state:error':
      return table.stateOf(row) === 'ERROR';
    default:
      return true;
  }
}
