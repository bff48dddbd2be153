import { beforeEach, describe, expect, test } from 'vitest';
import { NodeRows } from '../../../src/elements/node-grid/engine/node-rows.js';
import type { NodeTable } from '../../../src/session/node-table.js';
import { filterOf, putNode, shownIds, sortBy, tableOf } from './fixtures.js';

let table: NodeTable;
let rows: NodeRows;

beforeEach(() => {
  table = tableOf(
    { id: 'node-10', type: 'validator', state: 'FOLLOWER', at: 30, values: { throughput: 500, errorCount: 0 } },
    { id: 'node-9', type: 'channel', state: 'OVERLOAD', at: 10, values: { throughput: 900, errorCount: 3 } },
    { id: 'Node-1', type: 'slim', state: 'ERROR', at: 20, values: { errorCount: 7 } },
    { id: 'node-2', type: 'validator', state: 'LEADER', at: 40, values: { throughput: 500, errorCount: 0 } },
  );
  rows = new NodeRows();
  rows.table = table;
  rows.refresh();
});

function refreshed(): string[] {
  rows.refresh();
  return shownIds(rows);
}

describe('order', () => {
  test('the busiest node is first, equal nodes keep their order and unknown values come last', () => {
    expect(shownIds(rows)).toEqual(['node-9', 'node-10', 'node-2', 'Node-1']);
  });

  test('unknown values come last in the other direction, too', () => {
    sortBy(rows, [{ column: 'throughput', direction: 'asc' }]);
    expect(refreshed()).toEqual(['node-10', 'node-2', 'node-9', 'Node-1']);
  });

  test.each([
    ['node', 'asc', ['Node-1', 'node-2', 'node-9', 'node-10']],
    ['node', 'desc', ['node-10', 'node-9', 'node-2', 'Node-1']],
    ['type', 'asc', ['node-9', 'Node-1', 'node-10', 'node-2']],
    ['state', 'asc', ['Node-1', 'node-9', 'node-2', 'node-10']],
    ['errors', 'desc', ['Node-1', 'node-9', 'node-10', 'node-2']],
    ['age', 'asc', ['node-2', 'node-10', 'Node-1', 'node-9']],
    ['age', 'desc', ['node-9', 'Node-1', 'node-10', 'node-2']],
  ] as const)('by %s, %s', (column, direction, expected) => {
    sortBy(rows, [{ column, direction }]);
    expect(refreshed()).toEqual(expected);
  });

  test('a node moves when its value changes, and nothing is reported when nothing moved', () => {
    putNode(table, { id: 'node-2', values: { throughput: 1_000 } });
    expect(rows.refresh()).toBe(true);
    expect(shownIds(rows)).toEqual(['node-2', 'node-9', 'node-10', 'Node-1']);
    expect(rows.refresh()).toBe(false);
  });

  test('0 and -0 are the same, also among many', () => {
    const ids = Array.from({ length: 300 }, (_, index) => `node-${index}`);
    rows.table = tableOf(...ids.map((id, index) => ({ id, values: { throughput: index % 2 === 0 ? 0 : -0 } })));
    expect(refreshed()).toEqual(ids);
  });

  test('configured names are what nodes are ordered by', () => {
    sortBy(rows, [{ column: 'node', direction: 'asc' }]);
    rows.context = { names: new Map([['node-9', 'zebra']]), leaderId: '' };
    expect(refreshed()).toEqual(['Node-1', 'node-2', 'node-10', 'node-9']);
  });

  test('a removed node goes, and its row can be used by another node', () => {
    table.remove('node-9');
    expect(refreshed()).toEqual(['node-10', 'node-2', 'Node-1']);
    putNode(table, { id: 'newcomer', values: { throughput: 700 } });
    expect(refreshed()).toEqual(['newcomer', 'node-10', 'node-2', 'Node-1']);
  });

  test('another table replaces all rows, also a shorter one', () => {
    rows.table = tableOf({ id: 'only' });
    expect(refreshed()).toEqual(['only']);
    rows.table = tableOf();
    expect(refreshed()).toEqual([]);
  });

  test('positions are found by node', () => {
    expect(rows.indexOfNode('node-10')).toBe(1);
    expect(rows.indexOfNode('nobody')).toBe(-1);
    rows.filter = filterOf('type:channel');
    rows.refresh();
    expect(rows.indexOfNode('node-10')).toBe(-1);
  });
});

describe('filter', () => {
  test.each([
    ['', ['node-9', 'node-10', 'node-2', 'Node-1']],
    ['NODE-1', ['node-10', 'Node-1']],
    ['node valid', ['node-10', 'node-2']],
    ['type:validator', ['node-10', 'node-2']],
    ['type:val state:leader', ['node-2']],
    ['state:failing state:busy', ['node-9', 'Node-1']],
    ['state:overload', ['node-9']],
    ['state:active', ['node-10', 'node-2']],
    ['overload', ['node-9']],
    ['state:nothing', []],
    ['(.*', []],
  ])('%j', (filter, expected) => {
    rows.filter = filterOf(filter);
    expect(refreshed()).toEqual(expected);
  });

  test('a node comes and goes with its state', () => {
    rows.filter = filterOf('state:failing');
    putNode(table, { id: 'node-9', state: 'ERROR' });
    expect(refreshed()).toEqual(['node-9', 'Node-1']);
    putNode(table, { id: 'Node-1', state: 'STREAMING' });
    expect(refreshed()).toEqual(['node-9']);
  });

  test('finds a node by its configured name and by its id', () => {
    rows.context = { names: new Map([['node-9', 'Frankfurt']]), leaderId: '' };
    rows.filter = filterOf('frank');
    expect(refreshed()).toEqual(['node-9']);
    rows.filter = filterOf('node-9');
    expect(refreshed()).toEqual(['node-9']);
  });
});

describe('holding still', () => {
  beforeEach(() => {
    rows.held = true;
  });

  test('rows stay where they are while values change', () => {
    putNode(table, { id: 'Node-1', values: { throughput: 9_999 } });
    expect(refreshed()).toEqual(['node-9', 'node-10', 'node-2', 'Node-1']);
  });

  test('a row stays although it stops matching, and goes when its node goes', () => {
    rows.filter = filterOf('state:failing state:busy');
    expect(refreshed()).toEqual(['node-9', 'Node-1']);
    putNode(table, { id: 'node-9', state: 'ROUTING' });
    expect(refreshed()).toEqual(['node-9', 'Node-1']);
    table.remove('node-9');
    expect(refreshed()).toEqual(['Node-1']);
  });

  test('a new node comes at the end', () => {
    putNode(table, { id: 'newcomer', values: { throughput: 9_999 } });
    expect(refreshed()).toEqual(['node-9', 'node-10', 'node-2', 'Node-1', 'newcomer']);
  });

  test('a node that came with the value 0 is in its place afterwards, before those whose value is unknown', () => {
    putNode(table, { id: 'newcomer', values: { throughput: 0 } });
    expect(refreshed()).toEqual(['node-9', 'node-10', 'node-2', 'Node-1', 'newcomer']);
    rows.held = false;
    expect(refreshed()).toEqual(['node-9', 'node-10', 'node-2', 'newcomer', 'Node-1']);
  });

  test('a new sort applies at once', () => {
    sortBy(rows, [{ column: 'node', direction: 'asc' }]);
    expect(refreshed()).toEqual(['Node-1', 'node-2', 'node-9', 'node-10']);
  });

  test('afterwards everything is in its place', () => {
    putNode(table, { id: 'newcomer', values: { throughput: 600 } });
    putNode(table, { id: 'Node-1', values: { throughput: 9_999 } });
    table.remove('node-2');
    rows.refresh();
    rows.held = false;
    expect(refreshed()).toEqual(['Node-1', 'node-9', 'newcomer', 'node-10']);
  });
});

describe('counts', () => {
  const counts = (): number[] =>
    (['active', 'busy', 'idle', 'failing', 'offline'] as const).map((kind) => rows.countOf(kind));

  test('count all nodes by what their state means; leaders are active', () => {
    rows.filter = filterOf('type:slim');
    rows.refresh();
    expect(counts()).toEqual([2, 1, 0, 1, 0]);
    expect(rows.total).toBe(4);
  });

  test('follow nodes that change, go and come', () => {
    putNode(table, { id: 'node-9', state: 'STOPPED' });
    table.remove('Node-1');
    putNode(table, { id: 'a', state: 'idle' });
    putNode(table, { id: 'b', state: 'something new' });
    rows.refresh();
    expect(counts()).toEqual([2, 0, 1, 0, 1]);
  });
});

describe('leader', () => {
  test('is marked where only the network as a whole says so', () => {
    rows.context = { names: new Map(), leaderId: 'node-10' };
    rows.refresh();
    expect(rows.facts.kindOf(0)).toBe('leader');
    rows.context = { names: new Map(), leaderId: 'Node-1' };
    rows.refresh();
    expect(rows.facts.kindOf(0)).toBe('active');
    expect(rows.facts.kindOf(2), 'a leader that fails is failing').toBe('failing');
  });
});
