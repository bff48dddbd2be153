import { describe, expect, test } from 'vitest';
import {
  asksForKind,
  MAX_FILTER_LENGTH,
  parseQuery,
  toggleKind,
} from '../../../src/elements/node-grid/engine/node-query.js';
import { kindOf } from '../../../src/elements/node-grid/engine/node-kind.js';

describe('filter text', () => {
  test('words, states and types are told apart, whatever their case', () => {
    expect(parseQuery('  Rack-7 State:BUSY type:validator a:b ')).toEqual({
      words: ['rack-7', 'a:b'],
      states: ['busy'],
      types: ['validator'],
    });
  });

  test('only the first part of a very long text is read', () => {
    expect(parseQuery('x'.repeat(100_000)).words).toEqual(['x'.repeat(MAX_FILTER_LENGTH)]);
  });

  test('a kind is switched on and off without touching the rest', () => {
    const on = toggleKind('rack-7', 'busy');
    expect(on).toBe('rack-7 state:busy');
    expect(asksForKind(on, 'busy')).toBe(true);
    expect(toggleKind(on, 'failing')).toBe('rack-7 state:busy state:failing');
    expect(toggleKind('State:Busy rack-7', 'busy')).toBe('rack-7');
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
