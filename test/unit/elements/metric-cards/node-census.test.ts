import { describe, expect, it } from 'vitest';
import { NodeTable } from '../../../../src/session/node-table.js';
import { censusOf } from '../../../../src/elements/metric-cards/node-census.js';

function network(): NodeTable {
  const table = new NodeTable();
  table.touch('v-1', 'validator', 'LEADER', 1);
  table.touch('v-2', 'validator', 'ERROR', 1);
  table.touch('c-1', 'channel', 'ROUTING', 1);
  table.touch('c-2', 'channel', 'offline', 1);
  table.touch('x-1', undefined, 'active', 1);
  return table;
}

describe('a census of nodes', () => {
  it('counts by type and by how they do; what told no state counts as active', () => {
    expect(censusOf(network(), 1)).toEqual({
      total: 5,
      active: 3,
      failing: 1,
      offline: 1,
      types: [
        { type: 'channel', active: 1, total: 2 },
        { type: 'validator', active: 1, total: 2 },
      ],
    });
  });

  it('is taken once between two updates, and anew when a node comes or a message', () => {
    const table = network();
    const first = censusOf(table, 1);
    expect(censusOf(table, 1)).toBe(first);
    expect(censusOf(table, 2)).not.toBe(first);
    table.remove('v-2');
    expect(censusOf(table, 2)).toMatchObject({ total: 4, failing: 0 });
  });

  it('of no nodes is nothing', () => {
    expect(censusOf(new NodeTable(), undefined)).toEqual({ total: 0, active: 0, failing: 0, offline: 0, types: [] });
  });
});
