import { describe, expect, it } from 'vitest';
import { NumberText } from '../../../src/elements/config-editor/number-text.js';

describe('numbers in a field', () => {
  it.each([
    ['en', 30_000, '30,000'],
    ['de', 30_000, '30.000'],
    ['de', 0.25, '0,25'],
    ['hi', 1_234_567, '12,34,567'],
    ['fr', 1_000_000, '1\u202f000\u202f000'],
    ['ar-EG', 1_500, '1,500'],
    ['en', 0.123456, '0.123456'],
  ])('are shown in %s: %d as %s, and read back', (language, value, text) => {
    const numbers = new NumberText(language);
    expect(numbers.write(value)).toBe(text);
    expect(numbers.read(text)).toBe(value);
  });

  it.each([
    ['en', '1234.5', 1234.5],
    ['en', ' 5 000 ', 5_000],
    ['en', '5’000', 5_000],
    ['en', '.5', 0.5],
    ['en', '-3', -3],
    ['en', '−3', -3],
    ['en', '1e6', 1_000_000],
    ['de', '1.5', 1.5],
    ['de', '0.500', 0.5],
    ['de', '1.500', 1_500],
    ['de', '1.500,25', 1_500.25],
  ])('in %s, %j means %d', (language, text, value) => {
    expect(new NumberText(language).read(text)).toBe(value);
  });

  it.each(['', 'abc', '12 px', '1,2,3', '--1', '0x10', '1e9999', 'Infinity'])(
    '%j means none, and stays as it is',
    (text) => {
      const numbers = new NumberText('en');
      expect(numbers.read(text)).toBe(text);
      expect(numbers.write(text)).toBe(text);
    },
  );
});
