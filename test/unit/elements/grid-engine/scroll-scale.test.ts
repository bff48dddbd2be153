import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  barTopFor,
  HIGHEST_CONTENT,
  rowsTopAt,
  scrollScale,
  topOfRow,
} from '../../../../src/elements/base/grid-engine/scroll-scale.js';

describe('rows that fit into an element', () => {
  test('scroll pixel by pixel: 100,000 of 36 px', () => {
    const scale = scrollScale(100_000, 36, 600);
    expect(scale).toEqual({ contentHeight: 3_600_000, factor: 1 });
    expect(topOfRow(50_000, 36, 1_234, scale)).toBe(1_800_000);
  });
});

describe('rows that are higher than an element may be', () => {
  const scale = scrollScale(10_000_000, 28, 600);

  test('are reached to the last one', () => {
    expect(scale.contentHeight).toBe(HIGHEST_CONTENT);
    const end = HIGHEST_CONTENT - 600;
    expect(rowsTopAt(end, scale)).toBeCloseTo(10_000_000 * 28 - 600);
    expect(topOfRow(9_999_999, 28, end, scale) + 28).toBeCloseTo(HIGHEST_CONTENT);
  });

  test('can each be brought into sight, whole pixels of the bar or not', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000 - 1), fc.boolean(), (index, whole) => {
        const wanted = Math.min(index * 28, 10_000_000 * 28 - 600);
        const bar = barTopFor(wanted, scale);
        const barTop = whole ? Math.floor(bar) : bar;
        const seenAt = topOfRow(index, 28, barTop, scale) - barTop;
        expect(seenAt).toBeGreaterThanOrEqual(-1e-6);
        expect(seenAt).toBeLessThanOrEqual(600 - 28 + 1e-6);
      }),
    );
  });

  test('skip none while a bar is dragged up to 400 million pixels', () => {
    expect(scrollScale(14_000_000, 28, 600).factor).toBeLessThan(28);
    expect(scrollScale(16_000_000, 28, 600).factor).toBeGreaterThan(28);
  });
});
