import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { tokens } from '../../../src/elements/base/styles/tokens.js';

const PAIR = /(--aurigraph-[\w-]+),\s*([^;]*?)light-dark\((oklch\([^)]*\)), (oklch\([^)]*\))\)/g;

describe('the theme files', () => {
  const pairs = [...tokens.cssText.matchAll(PAIR)];

  it.each([
    ['light', 3],
    ['dark', 4],
  ])('%s.css gives every colour token the value that elements fall back to', (theme, column) => {
    const css = readFileSync(new URL(`../../../themes/${theme}.css`, import.meta.url), 'utf8');
    expect(pairs.length).toBeGreaterThan(20);
    for (const pair of pairs) expect(css).toContain(`${pair[1]}: ${pair[2]}${pair[column]};`);
  });
});
