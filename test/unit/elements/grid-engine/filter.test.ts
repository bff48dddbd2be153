import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatFilter,
  MAX_FILTER_LENGTH,
  type Filter,
  type FilterProblem,
} from '../../../../src/elements/base/grid-engine/filter/filter.js';
import { readFilter } from '../../../../src/elements/base/grid-engine/filter/read-filter.js';
import { FIELDS, filterOf } from './arbitraries.js';

function filterIn(text: string): Filter {
  const reading = readFilter(text, FIELDS);
  if (!reading.ok) throw new Error(`${text}: ${JSON.stringify(reading.problem)}`);
  return reading.filter;
}

function problemIn(text: string): FilterProblem | undefined {
  const reading = readFilter(text, FIELDS);
  return reading.ok ? undefined : reading.problem;
}

describe('a filter that is typed', () => {
  test.each([
    ['', ''],
    ['   ', ''],
    ['rack-7', 'rack-7'],
    ['  rack-7   X ', 'rack-7 X'],
    ['a>5', 'a > 5'],
    ['A >= 5k', 'a >= 5000'],
    ['b<=1.5M', 'b <= 1500000'],
    ['a != -2g', 'a != -2000000000'],
    ['a=.5', 'a = 0.5'],
    ['a > 1e3', 'a > 1000'],
    ['a = -0', 'a = 0'],
    ['a:5 b:>3', 'a = 5 b > 3'],
    ['Colour:RED', 'color:RED'],
    ['color:"light red"', 'color:"light red"'],
    ['-color:red -x -a > 5', '-color:red -x -a > 5'],
    ['"two words" "say \\"hi\\""', '"two words" "say \\"hi\\""'],
    ['host:9000', '"host:9000"'],
    ['name:10.0.0.1:9000', 'name:"10.0.0.1:9000"'],
    ['a > 5, color:red x', 'a > 5, color:red x'],
    ['(.*', '(.*'],
    ['wow!', '"wow!"'],
    ['a > 5,b', 'a > 5, b'],
    ['a > 5, 100', 'a > 5, 100'],
  ])('%j means %j', (typed, meant) => {
    expect(formatFilter(filterIn(typed))).toBe(meant);
  });

  test.each([
    ['rack > 5', { code: 'unknown-field', at: 0, text: 'rack' }],
    ['x -rack>5', { code: 'unknown-field', at: 3, text: 'rack' }],
    ['color > 5', { code: 'not-comparable', at: 0, text: 'color' }],
    ['a > many', { code: 'not-a-number', at: 4, text: 'many' }],
    ['a > 5,000', { code: 'not-a-number', at: 4, text: '5,000' }],
    ['a > 5.000.000', { code: 'not-a-number', at: 4, text: '5.000.000' }],
    ['a > 1e999', { code: 'not-a-number', at: 4, text: '1e999' }],
    ['a > 0x10', { code: 'not-a-number', at: 4, text: '0x10' }],
    ['a >', { code: 'missing-value', at: 2, text: '>' }],
    ['a > , b', { code: 'missing-value', at: 2, text: '>' }],
    ['x a:', { code: 'missing-value', at: 3, text: ':' }],
    ['color:', { code: 'missing-value', at: 5, text: ':' }],
    ['color: red', { code: 'missing-value', at: 5, text: ':' }],
    ['x - y', { code: 'missing-value', at: 2, text: '-' }],
    ['x ""', { code: 'missing-value', at: 2, text: '""' }],
    ['> 5', { code: 'missing-term', at: 0, text: '>' }],
    ['x, , y', { code: 'missing-term', at: 3, text: ',' }],
    [', x', { code: 'missing-term', at: 0, text: ',' }],
    ['x,  ', { code: 'missing-term', at: 1, text: ',' }],
    ['x "y', { code: 'open-quote', at: 2, text: '"' }],
    ['color:"re\\"', { code: 'open-quote', at: 6, text: '"' }],
    ['x'.repeat(MAX_FILTER_LENGTH + 1), { code: 'too-long', at: MAX_FILTER_LENGTH, text: '' }],
  ] satisfies [string, FilterProblem][])('%j cannot be read: %j', (typed, problem) => {
    expect(problemIn(typed)).toEqual(problem);
  });
});

describe('any filter', () => {
  const text = fc.oneof(
    fc.string({ minLength: 1, maxLength: 8 }),
    fc.string({ minLength: 1, maxLength: 6, unit: fc.constantFrom(...'a:,"\\ -<>=!5k\n') }),
    fc.constantFrom('a', 'color', 'color:red', '-', '!', '"', '\\', 'a > 5', '\u00a0', '\ud800'),
  );
  const limits = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);

  test('is the same filter after it was written and read', () => {
    fc.assert(
      fc.property(filterOf(text, limits), (filter) => {
        const written = formatFilter(filter);
        fc.pre(written.length <= MAX_FILTER_LENGTH);
        expect(filterIn(written)).toEqual(filter);
      }),
      { numRuns: 5_000 },
    );
  });

  test('that is typed is read, or refused with a place in it; what was read is written so that it means the same', () => {
    const typed = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('a', 'color', ...' :,"\\-<>=!5k.e') }));
    fc.assert(
      fc.property(typed, (line) => {
        const reading = readFilter(line, FIELDS);
        if (reading.ok) expect(filterIn(formatFilter(reading.filter))).toEqual(reading.filter);
        else expect(line.slice(reading.problem.at).startsWith(reading.problem.text)).toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });
});
