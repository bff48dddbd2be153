import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatFilter } from '../../../../src/elements/base/grid-engine/filter/filter.js';
import { readFilter } from '../../../../src/elements/base/grid-engine/filter/read-filter.js';
import {
  areSameColumns,
  readColumnDefinitions,
  type PageColumn,
} from '../../../../src/elements/base/grid/column-definition.js';
import { filterFieldsOf } from '../../../../src/elements/base/grid/column-fields.js';
import { sentenceOf } from '../../../../src/elements/base/grid/record-problem.js';

const sentencesOf = (given: unknown): string[] => readColumnDefinitions(given).problems.map(sentenceOf);
const columnsOf = (...given: unknown[]): readonly PageColumn[] => readColumnDefinitions(given).columns;

describe('a column of a host page', () => {
  test('needs a key and nothing else', () => {
    expect(readColumnDefinitions([{ key: 'name' }])).toMatchObject({
      columns: [
        {
          key: 'name',
          label: 'name',
          kind: 'text',
          unit: '',
          max: undefined,
          width: undefined,
          hidden: false,
          aggregate: 'none',
          choices: [],
        },
      ],
      problems: [],
    });
  });

  test('says what it says', () => {
    const given = { key: 'k', label: 'L', unit: 'ms', max: 9, width: 80, hidden: true, choices: ['a', 'b', 'a', ''] };
    expect(columnsOf({ ...given, kind: 'bar', aggregate: 'none' })).toEqual([
      { ...given, kind: 'bar', aggregate: 'none', choices: ['a', 'b'] },
    ]);
  });

  test.each([
    ['number', 'sum'],
    ['bar', 'average'],
    ['time', 'none'],
    ['choice', 'none'],
    ['text', 'none'],
  ])('of kind %s says %s for a group where the page does not say', (kind, aggregate) => {
    expect(columnsOf({ key: 'k', kind })).toMatchObject([{ aggregate }]);
  });

  test('has one line of plain text for a heading', () => {
    expect(columnsOf({ key: 'k', label: ' a\n\u202Eb ' })).toMatchObject([{ label: 'a b' }]);
    expect(columnsOf({ key: 'k', label: '  ' })).toMatchObject([{ label: 'k' }]);
  });

  test('has its default in place of what it cannot say, which is told', () => {
    const wrong = {
      kind: 'date',
      label: 5,
      unit: {},
      max: 0,
      width: Infinity,
      hidden: 'yes',
      aggregate: 'most',
      choices: [1],
    };
    expect(columnsOf({ key: 'k', ...wrong })).toEqual(columnsOf({ key: 'k' }));
    expect(sentencesOf([{ key: 'k', ...wrong }])).toEqual(
      ['kind', 'label', 'unit', 'max', 'width', 'hidden', 'aggregate', 'choices'].map(
        (field) => `${field} of columns[0] is not what it can be. The default is used.`,
      ),
    );
  });
});

describe('columns of a host page', () => {
  const torn = {
    get key(): string {
      throw new Error('no');
    },
  };
  const broken = new Proxy([], {
    get: () => {
      throw new Error('no');
    },
  });
  test.each([
    ['nothing', undefined, []],
    ['text', 'columns', ['columns must be an array of objects with a key.']],
    ['a list that throws', broken, ['columns must be an array of objects with a key.']],
    [
      'no key',
      [{}, null, 5],
      [0, 1, 2].map((place) => `columns[${place}] was left out: its key is no text of 1 to 80 characters.`),
    ],
    ['a key that throws', [torn], ['columns[0] was left out: its key is no text of 1 to 80 characters.']],
    [
      'an endless key',
      [{ key: 'k'.repeat(81) }],
      ['columns[0] was left out: its key is no text of 1 to 80 characters.'],
    ],
    [
      'a key of every object',
      [{ key: '__proto__' }, { key: 'constructor' }],
      [
        'columns[0] was left out: every object has a “__proto__”, so it cannot be a key.',
        'columns[1] was left out: every object has a “constructor”, so it cannot be a key.',
      ],
    ],
  ])('are left out and told where there is %s', (_, given, sentences) => {
    expect(readColumnDefinitions(given).columns).toEqual([]);
    expect(sentencesOf(given)).toEqual(sentences);
  });

  test('are the first of those with one key, and at most 64', () => {
    expect(columnsOf({ key: 'a', label: '1' }, { key: 'a', label: '2' })).toMatchObject([{ label: '1' }]);
    expect(sentencesOf([{ key: 'a' }, { key: 'a' }])).toEqual([
      'columns[1] was left out: there is a column “a” before it.',
    ]);
    const many = Array.from({ length: 70 }, (_, index) => ({ key: `k-${index}` }));
    expect(readColumnDefinitions(many).columns).toHaveLength(64);
    expect(sentencesOf(many)).toEqual(['There are 70 columns where there can be 64; those after them were left out.']);
  });

  test('are the same where they say the same', () => {
    expect(areSameColumns(columnsOf({ key: 'a' }), columnsOf({ key: 'a', kind: 'text' }))).toBe(true);
    expect(areSameColumns(columnsOf({ key: 'a' }), columnsOf({ key: 'a', width: 5 }))).toBe(false);
    expect(areSameColumns(columnsOf({ key: 'a' }), [])).toBe(false);
  });

  test('are read whatever they are', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withNullPrototype: true }), (given) => {
        const { columns, problems } = readColumnDefinitions([given]);
        expect(columns.length === 1 || problems.length > 0).toBe(true);
        problems.map(sentenceOf).forEach((sentence) => expect(sentence).not.toBe(''));
      }),
    );
  });
});

describe('what a filter of columns can name', () => {
  test('is their keys and headings', () => {
    const columns = columnsOf(
      { key: 'tps', kind: 'number', label: 'Throughput' },
      { key: 'queue', kind: 'bar', label: 'Queue depth' },
      { key: 'seen', kind: 'time' },
      { key: 'state', kind: 'choice' },
      { key: 'CPU load', kind: 'number' },
      { key: 'TPS', kind: 'text' },
    );
    expect(filterFieldsOf(columns)).toEqual([
      { name: 'tps', kind: 'number', aliases: ['Throughput'] },
      { name: 'queue', kind: 'number', aliases: [] },
      { name: 'seen', kind: 'number', aliases: [] },
      { name: 'state', kind: 'choice', aliases: [] },
      { name: 'CPU_load', kind: 'number', aliases: [] },
    ]);
  });

  test('is no heading that is the key of another column', () => {
    const fields = filterFieldsOf(columnsOf({ key: 'a', label: 'b' }, { key: 'b', kind: 'number' }));
    expect(readFilter('b > 5', fields)).toMatchObject({ ok: true, filter: [[{ field: 'b' }]] });
  });

  test('is written and read as the same, whatever the keys are', () => {
    const key = fc.oneof(
      fc.string({ minLength: 1, maxLength: 8 }),
      fc.string({ minLength: 1, unit: fc.constantFrom(...'-_a: ,"<>=!') }),
    );
    fc.assert(
      fc.property(fc.uniqueArray(key, { minLength: 1, maxLength: 6 }), (keys) => {
        const fields = filterFieldsOf(columnsOf(...keys.map((name) => ({ key: name, kind: 'number' }))));
        for (const { name } of fields) {
          const filter = [[{ kind: 'figure' as const, not: false, field: name, operator: '>' as const, value: 5 }]];
          expect(readFilter(formatFilter(filter), fields)).toEqual({ ok: true, filter });
        }
      }),
    );
  });
});
