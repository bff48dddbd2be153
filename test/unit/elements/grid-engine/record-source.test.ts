import { describe, expect, test } from 'vitest';
import { readFilter } from '../../../../src/elements/base/grid-engine/filter/read-filter.js';
import { RowFilter } from '../../../../src/elements/base/grid-engine/filter/row-filter.js';
import { GridEngine } from '../../../../src/elements/base/grid-engine/grid-engine.js';
import { Grouping } from '../../../../src/elements/base/grid-engine/grouping.js';
import { GIVEN_ORDER, RecordSource } from '../../../../src/elements/base/grid-engine/record-source.js';
import type { GridColumnDefinition } from '../../../../src/elements/base/grid/column-definition.js';
import { filterFieldsOf } from '../../../../src/elements/base/grid/column-fields.js';

const AT = Date.UTC(2026, 8, 21, 14, 15, 23);

function sourceOf(rows: unknown, columns: readonly GridColumnDefinition[] = []): RecordSource {
  const source = new RecordSource();
  source.columns = columns;
  source.rows = rows as RecordSource['rows'];
  source.read();
  return source;
}

const idsOf = (source: RecordSource): (string | undefined)[] =>
  Array.from({ length: source.size }, (_, row) => source.idOf(row));

const cellsOf = (source: RecordSource, key: string): (string | number | undefined)[] =>
  Array.from({ length: source.size }, (_, row) => source.cellOf(row, key));

/** A row whose getter throws, as it does where an object of a page is half torn down. */
const torn = {
  id: 'torn',
  get value(): number {
    throw new Error('gone');
  },
};

describe('rows of a host page', () => {
  test('have the id that they tell, as text or as a number, or else their place', () => {
    expect(idsOf(sourceOf([{ id: 'a' }, { id: 7 }, { id: 8n }, {}, { id: '' }, { id: NaN }, { id: {} }]))).toEqual([
      'a',
      '7',
      '8',
      '3',
      '4',
      '5',
      '6',
    ]);
  });

  test('may call their id otherwise', () => {
    const source = new RecordSource('serial');
    source.rows = [{ serial: 'x', id: 'y' }];
    source.read();
    expect(idsOf(source)).toEqual(['x']);
  });

  test('count once where an id comes twice: the last one, which is told', () => {
    const source = sourceOf(
      [
        { id: 'a', value: 1 },
        { id: 'b', value: 2 },
        { id: 'a', value: 3 },
      ],
      [{ key: 'value', kind: 'number' }],
    );
    expect(cellsOf(source, 'value')).toEqual([3, 2]);
    expect(source.problems).toEqual(['1 rows were left out since a later one has the same id, the first of them “a”.']);
  });

  test('keep their row while they are there, whatever order they come in, and others take the rows that became free', () => {
    const source = sourceOf([{ id: 'a' }, { id: 'b' }, { id: 'c' }]);
    source.rows = [{ id: 'd' }, { id: 'c' }, { id: 'e' }, { id: 'a' }];
    source.read();
    expect(idsOf(source)).toEqual(['a', 'd', 'c', 'e']);
    source.rows = [{ id: 'd' }];
    source.read();
    expect(idsOf(source)).toEqual([undefined, 'd']);
    expect([source.count, source.rowOf('a'), source.rowOf('d')]).toEqual([1, undefined, 1]);
  });

  test('can be shown in the order in which they were given', () => {
    const source = new RecordSource();
    const engine = new GridEngine(source);
    engine.sort = [{ column: GIVEN_ORDER, direction: 'asc' }];
    const shown = (...ids: string[]): (string | undefined)[] => {
      source.rows = ids.map((id) => ({ id }));
      engine.refresh();
      return Array.from({ length: engine.count }, (_, index) => engine.idAt(index));
    };
    expect(shown('a', 'b', 'c')).toEqual(['a', 'b', 'c']);
    expect(shown('c', 'n', 'a')).toEqual(['c', 'n', 'a']);
  });

  test('are read anew, and all of them renewed, where there are other columns', () => {
    const source = sourceOf(
      [
        { id: 'a', name: 'n' },
        { id: 'b', name: 5 },
      ],
      [{ key: 'name' }],
    );
    source.columns = [{ key: 'name', kind: 'number' }];
    expect(source.shownColumns).toMatchObject([{ kind: 'number' }]);
    source.read();
    expect(cellsOf(source, 'name')).toEqual([undefined, 5]);
    expect(source.renewed.count).toBe(2);
  });

  test('are read once, although given often, and not again where nothing was given', () => {
    let reads = 0;
    const row = {
      get id(): string {
        reads += 1;
        return 'a';
      },
    };
    const source = new RecordSource();
    for (let time = 0; time < 100; time += 1) source.rows = [row];
    source.read();
    source.read();
    expect(reads).toBe(1);
    expect(source.renewed.count).toBe(0);
  });

  test('that are given again with other figures are not renewed, since figures are compared', () => {
    const columns = [{ key: 'value', kind: 'number' }, { key: 'name' }] as const;
    const source = sourceOf([{ id: 'a', value: 1, name: 'n' }], columns);
    source.rows = [{ id: 'a', value: 2, name: 'n' }];
    source.columns = [...columns];
    source.read();
    expect(source.renewed.count).toBe(0);
    expect(source.cellOf(0, 'value')).toBe(2);
    source.rows = [{ id: 'a', value: 2, name: 'm' }];
    source.read();
    expect(source.renewed.count).toBe(1);
  });

  const broken = new Proxy([], {
    get: () => {
      throw new Error('no');
    },
  });
  test.each([
    ['nothing', undefined, 0, []],
    ['null', null, 0, []],
    ['text', 'rows', 0, ['rows must be an array of objects.']],
    ['an object', {}, 0, ['rows must be an array of objects.']],
    ['a list that throws', broken, 0, ['rows must be an array of objects.']],
    [
      'a getter that throws',
      [torn],
      1,
      ['1 values of “value” are not of the kind of their column, and count as unknown.'],
    ],
    [
      'something between rows that is none',
      [{ id: 'a' }, null, 5, 'x', undefined],
      1,
      ['4 rows were left out since they are no objects, the first of them rows[1].'],
    ],
    [
      'rows without end',
      new Array(4e9),
      0,
      [
        'There are 4000000000 rows where there can be 1000000; those after them were left out.',
        '1000000 rows were left out since they are no objects, the first of them rows[0].',
      ],
    ],
  ])('are shown as far as they can be where there is %s', (_, given, count, problems) => {
    const source = sourceOf(given, [{ key: 'value', kind: 'number' }]);
    expect(source.count).toBe(count);
    expect(source.problems).toEqual(problems);
  });

  test('are forgotten with nothing left where the page takes them away', () => {
    const source = sourceOf([{ id: 'a' }, { id: 'b' }]);
    source.rows = undefined;
    source.read();
    expect([source.size, source.count, source.rowOf('a')]).toEqual([0, 0, undefined]);
    expect(source.renewed.count).toBe(2);
  });
});

describe('what stands in a column', () => {
  const column = (kind: GridColumnDefinition['kind'], ...values: unknown[]): RecordSource =>
    sourceOf(
      values.map((value) => ({ value })),
      [{ key: 'value', kind }],
    );

  test('of figures is a finite number, and anything else is unknown', () => {
    const source = column('number', 1.5, -0, 5n, null, undefined, NaN, Infinity, '6', true, {});
    expect(cellsOf(source, 'value')).toEqual([1.5, -0, 5, ...Array<undefined>(7).fill(undefined)]);
    expect(source.problems).toEqual(['3 values of “value” are not of the kind of their column, and count as unknown.']);
  });

  test('of times is a moment, told in any of three ways', () => {
    const text = '2026-09-21T16:15:23.000+02:00';
    const source = column(
      'time',
      AT,
      new Date(AT),
      text,
      '2026-09-21',
      null,
      NaN,
      '21/09/2026',
      'x',
      9e15,
      new Date(NaN),
    );
    expect(cellsOf(source, 'value')).toEqual([
      AT,
      AT,
      AT,
      Date.UTC(2026, 8, 21),
      ...Array<undefined>(6).fill(undefined),
    ]);
    expect(source.problems).toEqual(['4 values of “value” are not of the kind of their column, and count as unknown.']);
  });

  test('of texts is whatever has a text of its own', () => {
    const source = column('text', 'a', 5, true, 7n, new Date(AT), '', null, undefined, NaN, {}, Symbol('s'), () => 1);
    expect(cellsOf(source, 'value')).toEqual([
      'a',
      '5',
      'true',
      '7',
      '2026-09-21T14:15:23.000Z',
      ...Array<undefined>(7).fill(undefined),
    ]);
    expect(source.problems).toHaveLength(1);
  });

  test('is cut where a text is longer than a cell can be', () => {
    const source = column('text', 'x'.repeat(40_000));
    expect(String(source.cellOf(0, 'value'))).toHaveLength(32_767);
    expect(source.problems).toEqual(['1 texts of “value” have more than 32767 characters, and were cut.']);
  });

  test('is nothing where no column has the name', () => {
    const source = column('text', 'a');
    expect([source.column('other'), source.cellOf(0, 'other'), source.cellOf(9, 'value')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('choices', () => {
  const state = (choices?: readonly string[]): readonly GridColumnDefinition[] => [
    { key: 'state', kind: 'choice', choices },
  ];
  const rowsOf = (...words: unknown[]): object[] => words.map((word, index) => ({ id: index, state: word }));

  function groupsOf(source: RecordSource): (string | undefined)[] {
    const engine = new GridEngine(source);
    engine.grouping = new Grouping('state');
    engine.refresh();
    const words: (string | undefined)[] = [];
    for (let index = 0; index < engine.count; index += 1) {
      const row = engine.at(index);
      if (row !== undefined) words.push(String(source.cellOf(row, 'state')));
    }
    return words;
  }

  test('come in the order that the page says, others after them from A, unknown ones last', () => {
    const source = new RecordSource();
    source.columns = state(['high', 'low']);
    source.rows = rowsOf('b-10', 'low', '', 'b-9', 'high', 'A') as unknown as RecordSource['rows'];
    expect(groupsOf(source)).toEqual(['high', 'low', 'A', 'b-9', 'b-10', 'undefined']);
  });

  test('are text where they have more than 255 words, and choices again when there are fewer', () => {
    const many = (count: number): object[] => rowsOf(...Array.from({ length: count }, (_, index) => `w-${index}`));
    const source = sourceOf(many(255), state());
    expect(source.column('state')?.kind).toBe('choice');
    for (const [count, kind] of [
      [256, 'text'],
      [300, 'text'],
      [255, 'choice'],
      [256, 'text'],
      [3, 'choice'],
    ] as const) {
      source.rows = many(count) as unknown as RecordSource['rows'];
      source.read();
      expect(source.column('state')?.kind).toBe(kind);
      expect(cellsOf(source, 'state')).toEqual(many(count).map((_, index) => `w-${index}`));
      expect(source.problems).toHaveLength(kind === 'text' ? 1 : 0);
    }
    expect(source.problems).toEqual([]);
  });

  test('stay choices however many words come and go', () => {
    const source = sourceOf([], state(['first']));
    for (let time = 0; time < 50; time += 1) {
      const words = Array.from({ length: 20 }, (_, index) => `w-${time}-${index}`);
      source.rows = rowsOf(...words, 'stays') as unknown as RecordSource['rows'];
      source.read();
      expect(source.column('state')?.kind).toBe('choice');
      expect(cellsOf(source, 'state')).toEqual([...words, 'stays']);
    }
  });

  test('are renewed also where a word takes the code of one that is gone', () => {
    const source = sourceOf(rowsOf('w-0', 'w-1'), state(Array.from({ length: 255 }, (_, index) => `w-${index}`)));
    source.rows = rowsOf('other', 'w-1') as unknown as RecordSource['rows'];
    source.read();
    expect(cellsOf(source, 'state')).toEqual(['other', 'w-1']);
    expect(source.renewed.at(0)).toBe(0);
    expect(source.renewed.count).toBeGreaterThan(0);
  });

  test('are meant by how they begin, whatever the case', () => {
    const source = new RecordSource();
    source.columns = state();
    source.rows = rowsOf('LEADER', 'lead', 'idle', null) as unknown as RecordSource['rows'];
    const engine = new GridEngine(source);
    const reading = readFilter('state:LEAD', filterFieldsOf(source.shownColumns));
    if (!reading.ok) throw new Error('unreadable');
    engine.filter = new RowFilter(reading.filter);
    engine.refresh();
    expect([engine.idAt(0), engine.idAt(1), engine.count]).toEqual(['0', '1', 2]);
  });
});

test('a filter finds words of texts and choices, and compares a column whose name cannot be typed as it is', () => {
  const source = new RecordSource();
  source.columns = [{ key: 'name' }, { key: 'kind', kind: 'choice' }, { key: 'CPU load', kind: 'number' }];
  source.rows = [
    { id: 'r-1', name: 'Alpha', kind: 'big', 'CPU load': 5 },
    { id: 'r-2', name: 'Beta', kind: 'small', 'CPU load': 50 },
    { id: 'r-3', name: 'big', kind: 'small', 'CPU load': 70 },
  ];
  const engine = new GridEngine(source);
  const found = (text: string): (string | undefined)[] => {
    const reading = readFilter(text, filterFieldsOf(source.shownColumns));
    if (!reading.ok) throw new Error(JSON.stringify(reading.problem));
    engine.filter = new RowFilter(reading.filter);
    engine.refresh();
    return Array.from({ length: engine.count }, (_, index) => engine.idAt(index));
  };
  expect(found('BIG')).toEqual(['r-1', 'r-3']);
  expect(found('r-2')).toEqual(['r-2']);
  source.rows = source.rows.map((row) => (row.id === 'r-1' ? { ...row, kind: 'tiny' } : row));
  expect(found('BIG')).toEqual(['r-3']);
  expect(found('cpu_load > 40 kind:sm')).toEqual(['r-2', 'r-3']);
});
