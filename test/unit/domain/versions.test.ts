import { describe, expect, it } from 'vitest';
import { compareVersions } from '../../../src/domain/versions.js';

describe('schema versions', () => {
  it.each([
    ['1.0', '1.0', 0],
    ['1.9', '1.10', -1],
    ['2.0', '1.10', 1],
    ['10.0', '9.99', 1],
    ['1.0', '2.0', -1],
    ['999999999.1', '1.999999999', 1],
  ])('are ordered by number: %s and %s', (a, b, order) => {
    expect(Math.sign(compareVersions(a, b))).toBe(order);
  });

  it.each([
    '',
    '1',
    '1.',
    '.1',
    'v1.0',
    '1.0-beta',
    '1.0.0',
    'a.b',
    '1.x',
    'x1.0',
    '1234567890.0',
    '1.1234567890',
    ' 1.0',
  ])('and nothing is known of the order where one is none: %j', (text) => {
    expect(compareVersions(text, '1.0')).toBeNaN();
    expect(compareVersions('1.0', text)).toBeNaN();
  });
});
