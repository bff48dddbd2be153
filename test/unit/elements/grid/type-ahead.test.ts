import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TypeAhead } from '../../../../src/elements/base/grid/type-ahead.js';

/** Somebody who types into names, and a clock in the hand of the test. */
class Typist {
  now = 0;
  reads = 0;
  readonly ahead: TypeAhead;

  constructor(
    readonly names: readonly (string | undefined)[],
    mostLooks?: number,
  ) {
    this.ahead = new TypeAhead({ elapsed: () => this.now }, mostLooks);
  }

  /** Types into the row that was found last. Returns what is found after each letter. */
  type(text: string, from = -1): (string | undefined)[] {
    let at = from;
    return [...text].map((character) => {
      const found = this.ahead.type(character, this.#list, at);
      at = found ?? at;
      return found === undefined ? undefined : `${found} ${this.names[found]}`;
    });
  }

  readonly #list = {
    count: 0,
    nameAt: (index: number): string | undefined => {
      this.reads += 1;
      return this.names[index];
    },
  };

  with(count = this.names.length): this {
    this.#list.count = count;
    return this;
  }
}

const typist = (...names: (string | undefined)[]): Typist => new Typist(names).with();

const key = (name: string, more = {}) => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  ...more,
});

describe('typing', () => {
  test('finds the next name that begins so, and stays with it as long as it still does', () => {
    expect(typist('alpha', 'beta', 'bravo', 'brown').type('bro')).toEqual(['1 beta', '2 bravo', '3 brown']);
  });

  test('begins behind the row that has the focus, and goes on from the top', () => {
    expect(typist('beta', 'alpha', 'bravo').type('b', 0)).toEqual(['2 bravo']);
    expect(typist('beta', 'alpha', 'bravo').type('b', 2)).toEqual(['0 beta']);
    expect(typist('beta', 'alpha').type('b', 0)).toEqual(['0 beta']);
  });

  test('one letter again and again steps from name to name', () => {
    expect(typist('bb', 'a', 'ba', 'bc').type('bbbb')).toEqual(['0 bb', '2 ba', '3 bc', '0 bb']);
  });

  test('of a letter that is two in capitals means both of them', () => {
    expect(typist('sa', 'SSH').type('ß')).toEqual(['1 SSH']);
  });

  test('begins anew after a second', () => {
    const person = typist('alpha', 'beta', 'ab');
    expect(person.type('a')).toEqual(['0 alpha']);
    person.now = 999;
    expect(person.type('b', 0)).toEqual(['2 ab']);
    person.now = 1_999;
    expect(person.ahead.typed).toBe('');
    expect(person.type('b', 2)).toEqual(['1 beta']);
    person.ahead.reset();
    expect(person.type('a', 0)).toEqual(['2 ab']);
  });

  test.each([
    ['É', 'eta', '0 eta'],
    ['e', 'Éta', '0 Éta'],
    ['e', 'E\u0301ta', '0 E\u0301ta'],
    ['ß', 'SSH', '0 SSH'],
    ['a', 'ａｂ', '0 ａｂ'],
    ['ж', 'Жук', '0 Жук'],
    ['1', '10.0.0.1', '0 10.0.0.1'],
    ['(', '(x)', '0 (x)'],
    ['😀', '😀 node', '0 😀 node'],
    ['b', 'alpha', undefined],
    ['\u0301', 'alpha', undefined],
    ['a', undefined, undefined],
  ])('%j finds %j: %j', (typed, name, found) => {
    expect(typist(name).type(typed)).toEqual([found]);
  });

  test('finds nothing where there is nothing', () => {
    expect(typist().type('a', 5)).toEqual([undefined]);
  });

  test('finds what looking at all names finds', () => {
    const name = fc.string({ maxLength: 3, unit: fc.constantFrom('a', 'B', 'b', 'é', ' ') });
    const typed = fc.string({ minLength: 2, maxLength: 3, unit: fc.constantFrom('A', 'b', 'e') });
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 12 }), typed, fc.nat(11), (names, text, start) => {
        const from = start % names.length;
        const plain = (word: string): string => word.toLowerCase().replaceAll('é', 'e');
        let at = from;
        const expected = Array.from(text, (_, place) => {
          const prefix = plain(text.slice(0, place + 1));
          const same = [...prefix].every((letter) => letter === prefix[0]);
          const first = at + (same ? 1 : 0);
          const order = names.map((_, index) => (first + index) % names.length);
          const found = order.find((index) => plain(names[index] ?? '').startsWith(same ? (prefix[0] ?? '') : prefix));
          at = found ?? at;
          return found === undefined ? undefined : `${found} ${names[found]}`;
        });
        expect(typist(...names).type(text, from)).toEqual(expected);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('names', () => {
  const many = Array.from({ length: 100_000 }, (_, index) => `node-${index}`);

  test('are read no further than to the one that is found', () => {
    const person = typist(...many);
    person.type('n', 499);
    expect(person.reads).toBe(1);
  });

  test('are read once where none begins so, and not again for the letters after that', () => {
    const person = typist(...many);
    expect(person.type('xyz')).toEqual([undefined, undefined, undefined]);
    expect(person.reads).toBe(100_000);
    person.now = 1_000;
    expect(person.type('n')).toEqual(['0 node-0']);
  });

  test('are never read beyond what one key may take', () => {
    const person = new Typist(many, 300).with();
    expect(person.type('x')).toEqual([undefined]);
    expect(person.reads).toBe(300);
  });
});

describe('a key', () => {
  test.each([
    [key('a'), true],
    [key('Ü', { shiftKey: true }), true],
    [key('😀'), true],
    [key('ArrowDown'), false],
    [key('Dead'), false],
    [key('a', { ctrlKey: true }), false],
    [key('a', { metaKey: true }), false],
    [key('a', { altKey: true }), false],
    [key('a', { isComposing: true }), false],
    [key(' '), false],
  ])('%j is meant for names: %s', (pressed, taken) => {
    expect(typist('a').ahead.takes(pressed)).toBe(taken);
  });

  test('that is a space belongs to a name that somebody has begun to type', () => {
    const person = typist('new york');
    person.type('new');
    expect(person.ahead.takes(key(' '))).toBe(true);
    expect(person.type(' ', 0)).toEqual(['0 new york']);
    person.now = 1_000;
    expect(person.ahead.takes(key(' '))).toBe(false);
  });
});
