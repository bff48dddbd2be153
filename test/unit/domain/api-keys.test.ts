import { describe, expect, it } from 'vitest';
import { defaultKeyOrigin, isKeyName, KEY_NAMES, keyOriginOf, maskAPIKey } from '../../../src/domain/api-keys.js';

describe('names of keys', () => {
  it.each(['alpaca', 'openweathermap', 'twitter'])('include %s', (name) => expect(isKeyName(name)).toBe(true));

  it.each(['weather', '', 'Alpaca', 'toString', '[REDACTED]'])('do not include %j', (name) =>
    expect(isKeyName(name)).toBe(false),
  );
});

describe('where a key belongs', () => {
  it('is its provider’s own origin, if nothing else is said', () => {
    expect(KEY_NAMES.map((name) => [name, defaultKeyOrigin(name)])).toEqual([
      ['alpaca', 'https://data.alpaca.markets'],
      ['openweathermap', 'https://api.openweathermap.org'],
      ['twitter', 'https://api.twitter.com'],
    ]);
  });

  it.each([
    ['https://data.example/v2?x=1#y', 'https://data.example'],
    ['http://data.example:8080/', 'http://data.example:8080'],
    [new URL('https://DATA.example'), 'https://data.example'],
  ])('is the origin of an address: %s', (address, origin) => expect(keyOriginOf(address)).toBe(origin));

  it.each([
    'ftp://data.example',
    'javascript:alert(1)',
    'data.example',
    '',
    'https://me@data.example',
    'https://:x@d.e',
  ])('is nowhere for %j', (address) => expect(keyOriginOf(address)).toBeUndefined());
});

describe('a masked key', () => {
  it.each([
    ['', '••••••••'],
    ['abcdefghijk', '••••••••'],
    ['abcdefghijkl', '••••••••ijkl'],
    ['x'.repeat(100) + 'wxyz', '••••••••wxyz'],
  ])('hides all but the last four of at least twelve characters: %j', (key, mask) =>
    expect(maskAPIKey(key)).toBe(mask),
  );
});
