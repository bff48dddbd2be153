import { describe, expect, it } from 'vitest';
import { formatSort, orderedBy, readSort, toSourceKeys } from '../../../../src/elements/base/grid/read-sort.js';
import { column } from './columns.js';

const COLUMNS = [
  column('name', { order: { column: 'label', first: 'asc' } }),
  column('figure', { order: { column: 'value', first: 'desc' } }),
  column('age', { order: { column: 'time', first: 'asc', turned: true } }),
  column('line'),
];
const asc = (key: string) => ({ column: key, direction: 'asc' as const });
const desc = (key: string) => ({ column: key, direction: 'desc' as const });

describe('an order in attributes', () => {
  it('is read with the more useful directions where none are said', () => {
    expect(readSort('figure name', '', COLUMNS).sort).toEqual([desc('figure'), asc('name')]);
    expect(readSort(' figure,, name ', 'asc', COLUMNS).sort).toEqual([asc('figure'), asc('name')]);
    expect(readSort('figure name', 'asc desc asc', COLUMNS).sort).toEqual([asc('figure'), desc('name')]);
  });

  it('tells what means nothing, and keeps directions with their columns', () => {
    const reading = readSort('__proto__ figure line name', 'asc asc up desc', COLUMNS);
    expect(reading.sort).toEqual([asc('figure'), desc('name')]);
    expect(reading.unknownColumns).toEqual(['__proto__', 'line']);
    expect(reading.unknownDirections).toEqual(['up']);
  });

  it('has each column once, and at most eight', () => {
    expect(readSort('name name figure', 'desc asc asc', COLUMNS).sort).toEqual([desc('name'), asc('figure')]);
    const many = Array.from({ length: 20 }, (_, key) => column(`k${key}`, { order: { column: 'x', first: 'asc' } }));
    expect(readSort(many.map(({ key }) => key).join(' '), '', many).sort).toHaveLength(8);
    expect(readSort('', 'desc', COLUMNS).sort).toEqual([]);
  });

  it('is written as it is read', () => {
    const sort = [desc('figure'), asc('name'), desc('age')];
    const { columns, directions } = formatSort(sort);
    expect(readSort(columns, directions, COLUMNS).sort).toEqual(sort);
  });
});

describe('the order that a source is asked for', () => {
  it('is in its words, turned where its figures run the other way', () => {
    expect(toSourceKeys([desc('figure'), asc('age'), asc('line'), desc('age')], COLUMNS)).toEqual([
      desc('value'),
      desc('time'),
      asc('time'),
    ]);
  });
});

describe('the order after a column was asked for', () => {
  it('is that of the column alone, and turns round when it is asked for again', () => {
    expect(orderedBy('figure', false, [asc('name')], COLUMNS)).toEqual([desc('figure')]);
    expect(orderedBy('figure', false, [desc('figure'), asc('name')], COLUMNS)).toEqual([asc('figure')]);
  });

  it('has it besides the others where more is asked for, in its place', () => {
    expect(orderedBy('figure', true, [asc('name')], COLUMNS)).toEqual([asc('name'), desc('figure')]);
    expect(orderedBy('name', true, [asc('name'), desc('figure')], COLUMNS)).toEqual([desc('name'), desc('figure')]);
  });
});
