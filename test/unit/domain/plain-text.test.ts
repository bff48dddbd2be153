import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromPlainText, toPlainText } from '../../../src/domain/plain-text.js';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc.string({ unit: fc.constantFrom(...'_u*.-%20aF ') }),
);
/** Half of a character, as a text that was cut has it. */
const halves = fc.string({ unit: fc.constantFrom('\ud83d', '\ude00', 'a', '_') });

describe('a text in plain characters', () => {
  test.each([
    ['throughput', 'throughput'],
    ['throughput > 5000', 'throughput___3E__5000'],
    ['order_id', 'order_5Fid'],
    ['10 €', '10___u20AC'],
    ['😀', '_uD83D_uDE00'],
    ['', ''],
  ])('of %j is %j', (text, plain) => {
    expect(toPlainText(text)).toBe(plain);
    expect(fromPlainText(plain)).toBe(text);
  });

  test('keeps the marks that it is told to keep', () => {
    expect(toPlainText('-a.b*', '-.')).toBe('-a.b_2A');
  });

  test('takes what nobody escaped as it is', () => {
    expect(fromPlainText('state:leader > 5 _ _x _u12 order_id')).toBe('state:leader > 5 _ _x _u12 order_id');
  });

  test('comes back as it was, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, halves), (text) => {
        expect(fromPlainText(toPlainText(text))).toBe(text);
      }),
    );
  });

  test('has nothing in it that an address, its parameters or a form would change', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, halves), (text) => {
        const plain = toPlainText(text, '-.');
        expect(plain).toMatch(/^[\w.-]*$/);
        expect(encodeURIComponent(plain)).toBe(plain);
        expect(new URLSearchParams({ plain }).toString()).toBe(`plain=${plain}`);
      }),
    );
  });
});
