import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  COLUMN_WIDTHS,
  formatView,
  MAX_VIEW_COLUMNS,
  MAX_VIEW_LENGTH,
  MAX_VIEW_SORTS,
  mergeColumns,
  readView,
  type GridViewState,
  type ViewColumn,
} from '../../../../src/elements/base/grid/view-state.js';

const KEYS = ['node', 'type', 'state', 'throughput', 'messages', 'errors', 'detail', 'age'];
/** Keys that host pages may have, and that are no good names for properties. */
const ODD_KEYS = [
  'order_id',
  'success rate',
  'a.b',
  'c-off',
  'x*y',
  '',
  '__proto__',
  'constructor',
  '価格',
  '%41',
  '\ud83d',
];
const ALL_KEYS = [...KEYS, ...ODD_KEYS];

const key = fc.constantFrom(...ALL_KEYS);
const width = fc.integer(COLUMN_WIDTHS);
const column: fc.Arbitrary<ViewColumn> = fc.record(
  { key, width, hidden: fc.constant(true as const) },
  { requiredKeys: ['key'] },
);
const sortKey = fc.record({ column: key, direction: fc.constantFrom('asc' as const, 'desc' as const) });
const filter = fc.oneof(
  fc.constantFrom(
    '',
    'throughput > 5000 state:leader',
    '-state:idle, errors >= 1.5k',
    '"say \\"hi\\"" 50%_20',
    'a*sort.b',
  ),
  fc.string({ unit: 'binary', maxLength: 80 }),
);
/** Any view that keeps to the limits. */
const view: fc.Arbitrary<GridViewState> = fc.record(
  {
    columns: fc.uniqueArray(column, { selector: (each) => each.key }),
    sort: fc.uniqueArray(sortKey, { selector: (each) => each.column, maxLength: MAX_VIEW_SORTS }),
    groupBy: key,
    density: fc.constantFrom('comfortable' as const, 'compact' as const),
    filter,
  },
  { requiredKeys: [] },
);
/** Garbage, from noise to what is nearly right. */
const garbage = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 3_000 }),
  fc
    .array(
      fc.constantFrom(
        ...[
          'columns',
          'sort',
          'group',
          'density',
          'filter',
          'colour',
          '*',
          '.',
          '-',
          '_',
          '_2',
          '_u',
          '__',
          '-off',
          '-desc',
        ],
        ...['-166', '-99999', '--', '%41', '%', '&', '=', ...KEYS, '__proto__', 'compact', '\ud83d', '😀'],
      ),
      { maxLength: 400 },
    )
    .map((words) => words.join('')),
);

const read = (text: string): GridViewState => readView(text, ALL_KEYS).state;

describe('a view as a text', () => {
  const state: GridViewState = {
    columns: [
      { key: 'node', width: 166 },
      { key: 'type', hidden: true },
      { key: 'throughput', width: 90, hidden: true },
    ],
    sort: [
      { column: 'throughput', direction: 'desc' },
      { column: 'errors', direction: 'asc' },
    ],
    groupBy: 'type',
    density: 'compact',
    filter: 'throughput > 5000 state:leader',
  };
  const text =
    'columns.node-166.type-off.throughput-90-off*sort.throughput-desc.errors*group.type*density.compact' +
    '*filter.throughput___3E__5000__state_3Aleader';

  test('is short, and can be read', () => expect(formatView(state)).toBe(text));

  test('is nothing where nothing was chosen, and tells that from an empty choice', () => {
    expect(formatView({})).toBe('');
    expect(read('')).toEqual({});
    expect(formatView({ columns: [], sort: [], filter: '' })).toBe('columns*sort*filter.');
    expect(read('columns*sort*filter.')).toEqual({ columns: [], sort: [], filter: '' });
  });

  test('comes back as the same view', () => {
    expect(readView(text, KEYS)).toEqual({ state, ignored: [] });
    fc.assert(
      fc.property(view, (any) => {
        const written = formatView(any);
        expect(readView(written, ALL_KEYS)).toEqual({ state: any, ignored: [] });
      }),
    );
  });

  test('passes through an address unchanged, as a parameter and as a fragment', () => {
    fc.assert(
      fc.property(view, (any) => {
        const written = formatView(any);
        const url = new URL(`https://host/?a=b&view=${written}&c=d#${written}`);
        expect(url.searchParams.get('view')).toBe(written);
        expect(url.hash.slice(1)).toBe(written);
        expect(new URLSearchParams({ view: written }).toString()).toBe(`view=${written}`);
        expect(new URLSearchParams(`view=${encodeURIComponent(written)}`).get('view')).toBe(written);
      }),
    );
  });

  test('is never longer than what is read: a part that does not fit is left out', () => {
    const many = Array.from({ length: 70 }, (_, index) => ({ key: `column-${index}`, width: 166 }));
    const long = formatView({ columns: many, density: 'compact', filter: '€'.repeat(MAX_VIEW_LENGTH) });
    expect(long.length).toBeLessThanOrEqual(MAX_VIEW_LENGTH);
    expect(
      readView(
        long,
        many.map((each) => each.key),
      ).state,
    ).toEqual({
      columns: many.slice(0, MAX_VIEW_COLUMNS),
      density: 'compact',
    });
  });

  test('has whole widths within their range, and none where there is no number', () => {
    const columns = [166.4, 3, 99_999, NaN, Infinity].map((each, index) => ({ key: KEYS[index] ?? '', width: each }));
    expect(formatView({ columns })).toBe('columns.node-166.type-40.state-2000.throughput.messages');
  });
});

describe('a view that somebody wrote', () => {
  test('may have its parts in any order, and a filter as it is typed', () => {
    expect(read('filter.throughput > 5000 state:leader*density.compact*sort.errors-asc')).toEqual({
      filter: 'throughput > 5000 state:leader',
      density: 'compact',
      sort: [{ column: 'errors', direction: 'asc' }],
    });
  });

  test.each([
    ['unknown-part', 'zoom.200*density.compact', 'zoom.200'],
    ['unknown-column', 'columns.price*density.compact', 'price'],
    ['unknown-column', 'sort.price-desc*density.compact', 'price-desc'],
    ['unknown-column', 'group.__proto__*density.compact', '__proto__'],
    ['unknown-value', 'density.dense*density.comfortable', 'dense'],
    ['repeated-part', 'density.compact*density.comfortable', 'density.comfortable'],
  ])('is read without what is not known (%s: %s), and says so', (why, text, what) => {
    const { state, ignored } = readView(text, KEYS);
    expect(ignored).toContainEqual({ why, text: what });
    expect(state).toEqual(text.startsWith('density.dense') ? {} : { density: 'compact' });
  });

  test('keeps a column of which a mark is not known, as newer versions may have more of them', () => {
    const { state, ignored } = readView('columns.node-pinned-80.type-39.state-2001-off.age-1e3*sort.age-natural', KEYS);
    expect(state).toEqual({
      columns: [{ key: 'node', width: 80 }, { key: 'type' }, { key: 'state', hidden: true }, { key: 'age' }],
      sort: [{ column: 'age', direction: 'asc' }],
    });
    expect(ignored.map(({ why, text }) => `${why} ${text}`)).toEqual([
      'unknown-value node-pinned-80',
      'unknown-value type-39',
      'unknown-value state-2001-off',
      'unknown-value age-1e3',
      'unknown-value age-natural',
    ]);
  });

  test('has each column once, and no more of them than there may be', () => {
    const many = Array.from({ length: 70 }, (_, index) => `c${index}`);
    const { state, ignored } = readView(`columns.c1.${many.join('.')}*sort.${many.slice(0, 9).join('.')}`, many);
    expect(state.columns).toHaveLength(MAX_VIEW_COLUMNS);
    expect(state.columns?.slice(0, 3).map((each) => each.key)).toEqual(['c1', 'c0', 'c2']);
    expect(state.sort).toHaveLength(MAX_VIEW_SORTS);
    expect(ignored.map(({ why }) => why)).toEqual(['repeated-column', ...Array<string>(7).fill('too-many')]);
  });

  test('is not read at all where it is too long', () => {
    const long = `density.compact*filter.${'x'.repeat(MAX_VIEW_LENGTH)}`;
    const { state, ignored } = readView(long, KEYS);
    expect(state).toEqual({});
    expect(ignored).toEqual([{ why: 'too-long', text: long.slice(0, 40) }]);
  });

  test('is survived, whatever it is, and gives a view that is in order', () => {
    fc.assert(
      fc.property(garbage, (text) => {
        const { state, ignored } = readView(text, KEYS);
        const { columns = [], sort = [], groupBy } = state;
        const named = [columns.map((each) => each.key), sort.map((each) => each.column)];
        for (const keys of named) expect(new Set(keys).size).toBe(keys.length);
        for (const each of [...named.flat(), ...(groupBy === undefined ? [] : [groupBy])]) expect(KEYS).toContain(each);
        for (const each of columns) expect(each.width ?? COLUMN_WIDTHS.min).toBeGreaterThanOrEqual(COLUMN_WIDTHS.min);
        for (const each of columns) expect(each.width ?? COLUMN_WIDTHS.max).toBeLessThanOrEqual(COLUMN_WIDTHS.max);
        expect(ignored.length).toBeLessThanOrEqual(20);
        for (const each of ignored) expect(each.text.length).toBeLessThanOrEqual(40);
        // What was read is written in one way, and read again as the same.
        const { filter: typed = '', ...rest } = state;
        expect(read(formatView(rest))).toEqual(rest);
        expect(read(formatView({ filter: typed.slice(0, 200) }))).toEqual({ filter: typed.slice(0, 200) });
      }),
    );
  });
});

describe('the columns of a kept view', () => {
  const known: ViewColumn[] = ['node', 'type', 'state', 'load', 'errors', 'age'].map((each) => ({ key: each }));
  const keysOf = (columns: readonly ViewColumn[]): string => columns.map((each) => each.key).join(' ');

  test('are the default where nothing was kept', () => {
    expect(mergeColumns(undefined, known)).toEqual(known);
    expect(mergeColumns([], known)).toEqual(known);
  });

  test('stand in their order, with their widths, and get a new column behind the one that precedes it', () => {
    const kept = [{ key: 'age', width: 80 }, { key: 'type', hidden: true }, { key: 'node' }, { key: 'errors' }];
    const merged = mergeColumns(kept, known);
    expect(keysOf(merged)).toBe('age type state load node errors');
    expect(merged[0]).toEqual({ key: 'age', width: 80 });
    expect(merged[1]).toEqual({ key: 'type', hidden: true });
  });

  test('begin with a new column that is the first one', () => {
    expect(keysOf(mergeColumns([{ key: 'age' }, { key: 'type' }], known))).toBe('node age type state load errors');
  });

  test('show a column that is hidden by default and that a person showed, and hide one that is new', () => {
    const secret = [...known, { key: 'port', hidden: true }, { key: 'zone', hidden: true }];
    const merged = mergeColumns([...known, { key: 'port' }], secret);
    expect(merged.slice(-2)).toEqual([{ key: 'port' }, { key: 'zone', hidden: true }]);
  });

  test('are all known ones, each once, whatever was kept', () => {
    fc.assert(
      fc.property(fc.array(column), fc.subarray(ALL_KEYS, { minLength: 1 }), (kept, keys) => {
        const all = keys.map((each) => ({ key: each }));
        const merged = mergeColumns(kept, all);
        expect(merged.map((each) => each.key).sort()).toEqual([...keys].sort());
        const order = [...new Set(kept.map((each) => each.key))].filter((each) => keys.includes(each));
        expect(merged.map((each) => each.key).filter((each) => order.includes(each))).toEqual(order);
        expect(mergeColumns(merged, all)).toEqual(merged);
      }),
    );
  });
});
