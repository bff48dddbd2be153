import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { FailureError } from '../../../../src/domain/failure.js';
import { parseJson } from '../../../../src/storage/interchange/safe-json.js';

const valid = '{"id":"a","text":"ä \\u00e9 €𝄞","list":[1,-2.5e3,true,false,null,{}],"empty":[]}';

function failure(source: string | Uint8Array) {
  try {
    parseJson(source);
  } catch (error) {
    expect(error).toBeInstanceOf(FailureError);
    return (error as FailureError).failure as FailureError['failure'] & { line?: number; column?: number };
  }
  throw new Error('The text was parsed.');
}

function utf16(text: string, bigEndian: boolean, mark = true): Uint8Array {
  const units = [...(mark ? ['\uFEFF'] : []), ...text.split('')].map((unit) => unit.charCodeAt(0));
  return Uint8Array.from(units.flatMap((unit) => (bigEndian ? [unit >> 8, unit & 255] : [unit & 255, unit >> 8])));
}

describe('I9: encodings', () => {
  const bytes = new TextEncoder().encode(valid);
  it.each([
    ['UTF-8', bytes],
    ['UTF-8 with a byte order mark', Uint8Array.from([0xef, 0xbb, 0xbf, ...bytes])],
    ['UTF-16 little endian with a mark', utf16(valid, false)],
    ['UTF-16 big endian with a mark', utf16(valid, true)],
    ['a text with a byte order mark', `\uFEFF${valid}`],
    ['CRLF line ends', valid.replaceAll(',', ',\r\n')],
    ['CR line ends', valid.replaceAll(',', ',\r')],
    ['blanks around', ` \t\r\n${valid}\n\n`],
  ])('reads %s', (_name, source) => {
    expect(parseJson(source).value).toEqual(JSON.parse(valid));
  });

  it.each([
    ['UTF-16 without a mark, as bytes', utf16('{"a":1}', false, false), 'NUL'],
    ['UTF-16 without a mark, decoded by someone else', '{\0"\0', 'NUL'],
    ['NUL between values', '[1,\0 2]', 'NUL'],
    ['NUL inside a text', '["a\0"]', 'NUL'],
    ['bytes that are no UTF-8', Uint8Array.from([0x22, 0xff, 0xfe, 0x22]), 'UTF-8'],
    ['a truncated UTF-8 sequence', Uint8Array.from([0x22, 0xe2, 0x82]), 'UTF-8'],
    ['an odd number of bytes in UTF-16', Uint8Array.from([0xff, 0xfe, 0x22]), 'UTF-16LE'],
    ['gzip', gzipSync(valid), 'gzip'],
    ['gzip decoded as text', '\u001f\uFFFD\b', 'gzip'],
    ['ZIP', Uint8Array.from([0x50, 0x4b, 3, 4, 0]), 'ZIP'],
  ])('refuses %s and says so', (_name, source, word) => {
    expect(failure(source)).toMatchObject({ code: 'invalid-import', message: expect.stringContaining(word) });
    expect(failure(source).remedy).toBeTruthy();
  });
});

describe('I9: places of faults', () => {
  it.each([
    ['nothing at all', '', 1, 1, 'empty'],
    ['only blanks', '\n\n ', 3, 2, 'empty'],
    ['a truncated object', '{\n  "a": 1', 2, 9, 'too early'],
    ['a truncated list', '[1,', 1, 4, 'too early'],
    ['a truncated name', '{"a', 1, 2, 'too early'],
    ['a truncated text', '["abc', 1, 2, 'too early'],
    ['a truncated word', '[tru', 1, 2, 'tru'],
    ['a trailing comma in a list', '[1,\n2,\n]', 2, 2, 'comma too many before ]'],
    ['a trailing comma in an object', '{"a":1,}', 1, 7, 'comma too many before }'],
    ['a missing comma', '[1 2]', 1, 4, 'A comma or ] is missing'],
    ['a missing comma between fields', '{"a":1\r\n"b":2}', 2, 1, 'A comma or } is missing'],
    ['a missing colon', '{"a" 1}', 1, 6, 'colon'],
    ['the wrong bracket', '[1}', 1, 3, 'A comma or ]'],
    ['two documents', '{"a":1}\r\n{"b":2}', 2, 1, 'follows after the end'],
    ['NaN', '[NaN]', 1, 2, 'NaN is not a value'],
    ['Infinity', '{"a": Infinity}', 1, 7, 'Infinity is not a value'],
    ['-Infinity', '[-Infinity]', 1, 2, 'not a number'],
    ['undefined', '[undefined]', 1, 2, 'undefined is not a value'],
    ['a number that overflows', '[1e999]', 1, 2, 'too large'],
    ['a leading zero', '[01]', 1, 2, 'not a number'],
    ['a plus sign', '[+1]', 1, 2, 'value is missing'],
    ['a bare point', '[1.]', 1, 2, 'not a number'],
    ['hexadecimal', '[0x1]', 1, 2, 'not a number'],
    ['single quotes', "['a']", 1, 2, 'value is missing'],
    ['an unquoted name', '{a:1}', 1, 2, 'double quotes'],
    ['a comment', '[1, // no\n2]', 1, 5, 'value is missing'],
    ['a line end in a text', '["a\nb"]', 1, 4, 'line end'],
    ['a bad escape', '["\\x41"]', 1, 3, 'backslash'],
    ['a short unicode escape', '["\\u12"]', 1, 3, 'backslash'],
    ['an empty element', '[1,,2]', 1, 4, 'value is missing'],
  ])('names line and column of %s', (_name, text, line, column, words) => {
    expect(() => JSON.parse(text) as unknown).toSatisfy(
      (parse: () => unknown) => refuses(parse) || text.includes('999'),
    );
    const found = failure(text);
    expect(found).toMatchObject({ code: 'invalid-import', line, column });
    expect(found.message).toContain(words);
    expect(found.message).toContain(`(line ${line}, column ${column})`);
  });

  it('agrees with JSON.parse on what is JSON, for every text one edit away from a valid one', () => {
    const letters = [
      '',
      '"',
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '\\',
      '1',
      '-',
      '.',
      'e',
      'n',
      ' ',
      '\n',
      '\t',
      '\u0001',
      '+',
    ];
    let differences = 0;
    let count = 0;
    for (let at = 0; at <= valid.length; at += 1)
      for (const letter of letters)
        for (const removed of [0, 1]) {
          const text = valid.slice(0, at) + letter + valid.slice(at + removed);
          count += 1;
          if (refuses(() => JSON.parse(text)) !== refuses(() => parseJson(text))) differences += 1;
        }
    expect(count).toBeGreaterThan(3_000);
    expect(differences).toBe(0);
  });
});

function refuses(parse: () => unknown): boolean {
  try {
    parse();
    return false;
  } catch {
    return true;
  }
}

describe('I3: size', () => {
  const megabyte = 1_048_576;
  it('reads a file of exactly 1 MB', () => {
    expect(parseJson(`"${'x'.repeat(megabyte - 2)}"`).value).toHaveLength(megabyte - 2);
  });

  it.each([
    ['a text', `"${'x'.repeat(megabyte)}"`],
    ['a text whose characters take three bytes', `"${'€'.repeat(400_000)}"`],
    ['a text of pairs', `"${'𝄞'.repeat(300_000)}"`],
    ['bytes', new Uint8Array(megabyte + 1).fill(0x20)],
  ])('refuses more: %s', (_name, source) => {
    expect(failure(source).message).toContain('larger than 1 MB');
  });

  it('measures bytes, not characters', () => {
    expect(parseJson(`"${'€'.repeat(340_000)}"`).value).toHaveLength(340_000);
    expect(parseJson(`"${'é'.repeat(520_000)}"`).value).toHaveLength(520_000);
    expect(parseJson(`"${'𝄞'.repeat(262_000)}"`).value).toHaveLength(524_000);
  });

  it('reads 50,000 values and refuses one more', () => {
    const list = (count: number): string => `[${Array(count).fill('1').join(',')}]`;
    expect(parseJson(list(49_999)).value).toHaveLength(49_999);
    expect(failure(list(50_000)).message).toContain('more than 50,000 values');
  });
});

describe('I2: depth', () => {
  it('reads 32 levels and refuses 33', () => {
    expect(parseJson('['.repeat(32) + ']'.repeat(32)).value).toEqual(JSON.parse('['.repeat(32) + ']'.repeat(32)));
    expect(failure('['.repeat(33) + ']'.repeat(33)).message).toContain('more than 32 levels');
  });

  it('refuses half a million open brackets without recursion, with the place of the first that is too deep', () => {
    expect(failure('['.repeat(500_000))).toMatchObject({ line: 1, column: 33 });
    expect(failure('{"a":'.repeat(200_000))).toMatchObject({ line: 1 });
  });
});

describe('I1: names that reach prototypes', () => {
  it.each(['__proto__', 'constructor', 'prototype', '\\u005f_proto__', 'c\\u006fnstructor'])(
    'drops %s at any depth',
    (name) => {
      const text = `{"${name}":{"polluted":1},"a":[{"b":{"${name}":{"polluted":2},"kept":true}}]}`;
      const parsed = parseJson(text);
      expect(parsed.forbidden).toBe(2);
      expect(JSON.stringify(parsed.value)).toBe('{"a":[{"b":{"kept":true}}]}');
      expect(Object.getPrototypeOf(parsed.value)).toBe(Object.prototype);
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    },
  );

  it('keeps names that only look alike', () => {
    const text = '{"__proto":1,"Constructor":2,"toString":3,"hasOwnProperty":4,"valueOf":5}';
    expect(parseJson(text)).toMatchObject({ forbidden: 0 });
    expect(JSON.stringify(parseJson(text).value)).toBe(text);
  });
});

describe('I4: names that stand twice', () => {
  it('takes the last one and says where', () => {
    const parsed = parseJson('{"a":1,\n "b":2,\n "a":3,"\\u0061":4}');
    expect(parsed.value).toEqual({ a: 4, b: 2 });
    expect(parsed.duplicates).toEqual([
      { key: 'a', place: { line: 3, column: 2 } },
      { key: 'a', place: { line: 3, column: 8 } },
    ]);
  });

  it('does not mix up objects', () => {
    expect(parseJson('[{"a":1},{"a":{"a":1}}]').duplicates).toEqual([]);
  });

  it('remembers a hundred of them at most', () => {
    expect(parseJson(`{${Array(1_000).fill('"a":1').join(',')}}`).duplicates).toHaveLength(100);
  });
});

describe('numbers', () => {
  it('names the places of whole numbers that lose digits, and no others', () => {
    const text =
      '[9007199254740993,\n12345678901234567890, 9007199254740992, 100000000000000000000, 0.1234567890123456789, 1e30]';
    expect(parseJson(text).inexact).toEqual([
      { line: 1, column: 2 },
      { line: 2, column: 1 },
    ]);
    expect(parseJson(`[${Array(500).fill('9007199254740993').join(',')}]`).inexact).toHaveLength(100);
  });
});
