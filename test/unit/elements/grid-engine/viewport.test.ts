import { describe, expect, test } from 'vitest';
import { pageRows, scrollToShow, windowOf } from '../../../../src/elements/base/grid-engine/viewport.js';

const view = (scrollTop: number): { scrollTop: number; height: number; rowHeight: number } => ({
  scrollTop,
  height: 100,
  rowHeight: 10,
});

describe('rows that are drawn', () => {
  test('are those in sight, always the same number', () => {
    expect(windowOf(view(0), 1_000)).toEqual({ first: 0, end: 11 });
    expect(windowOf(view(505), 1_000)).toEqual({ first: 50, end: 61 });
    expect(windowOf(view(510), 1_000)).toEqual({ first: 51, end: 62 });
  });

  test('end with the last row, also while the box is scrolled beyond it', () => {
    expect(windowOf(view(9_900), 1_000)).toEqual({ first: 989, end: 1_000 });
    expect(windowOf(view(9_900), 20)).toEqual({ first: 9, end: 20 });
    expect(windowOf(view(-30), 3)).toEqual({ first: 0, end: 3 });
  });

  test('are none without rows, or before anything was measured', () => {
    expect(windowOf(view(0), 0)).toEqual({ first: 0, end: 0 });
    expect(windowOf({ scrollTop: 0, height: 0, rowHeight: 0 }, 10)).toEqual({ first: 0, end: 0 });
  });
});

test('scrolling to a row moves no further than needed', () => {
  expect(scrollToShow(5, view(0))).toBe(0);
  expect(scrollToShow(10, view(0))).toBe(10);
  expect(scrollToShow(3, view(50))).toBe(30);
});

test('a page leaves one row of the old one in sight', () => {
  expect(pageRows(view(0))).toBe(9);
  expect(pageRows({ scrollTop: 0, height: 0, rowHeight: 0 })).toBe(1);
});
