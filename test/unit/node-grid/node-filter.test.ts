import { describe, expect, test } from 'vitest';
import { NODE_FIELDS } from '../../../src/domain/live-update.js';
import { formatFilter, type Filter } from '../../../src/elements/base/grid-engine/filter/filter.js';
import { asksForKind, toggleKind } from '../../../src/elements/node-grid/engine/node-filter.js';
import { kindOf } from '../../../src/elements/node-grid/engine/node-kind.js';
import { filterOf } from './fixtures.js';

function filterIn(text: string): Filter {
  return filterOf(text)?.terms ?? [];
}

describe('a filter of nodes', () => {
  test.each(NODE_FIELDS)('can compare %s', (field) => {
    expect(filterIn(`${field.toUpperCase()}>=1`)).toEqual([
      [{ kind: 'figure', not: false, field, operator: '>=', value: 1 }],
    ]);
  });

  test.each([
    ['messages > 5', 'totalMessages > 5'],
    ['errors>0', 'errorCount > 0'],
    ['tps > 5k', 'throughput > 5000'],
    ['latency<20', 'latencyMs < 20'],
    ['nodeType:slim nodeId:a', 'type:slim id:a'],
  ])('understands %s', (typed, meant) => {
    expect(formatFilter(filterIn(typed))).toBe(meant);
  });
});

describe('a kind', () => {
  const toggled = (text: string): string => toggleKind(filterIn(text), 'busy');

  test.each([
    ['', 'state:busy'],
    ['rack-7', 'rack-7 state:busy'],
    ['state:failing', 'state:failing state:busy'],
    ['a, b', 'a state:busy, b state:busy'],
    ['State:Busy rack7', 'rack7'],
    ['state:busy', ''],
    ['a state:busy, state:busy', 'a'],
  ])('is switched in %j', (before, after) => {
    expect(toggled(before)).toBe(after);
  });

  test('counts as asked for only where every alternative asks for it', () => {
    expect(asksForKind(filterIn('a state:BUSY, state:busy'), 'busy')).toBe(true);
    expect(asksForKind(filterIn('a, state:busy'), 'busy')).toBe(false);
    expect(asksForKind(filterIn('-state:busy'), 'busy')).toBe(false);
    expect(asksForKind([], 'busy')).toBe(false);
  });
});

describe('states in the backend’s words', () => {
  test.each([
    ['LEADER', 'leader'],
    ['Running', 'active'],
    ['healthy', 'active'],
    ['ROUTING', 'active'],
    ['OVERLOAD', 'busy'],
    ['overloaded', 'busy'],
    ['SYNCING', 'busy'],
    ['PAUSED', 'idle'],
    ['ERROR', 'failing'],
    ['STOPPED', 'offline'],
    ['', 'other'],
    ['constructor', 'other'],
  ])('%s means %s', (word, kind) => {
    expect(kindOf(word)).toBe(kind);
  });
});
