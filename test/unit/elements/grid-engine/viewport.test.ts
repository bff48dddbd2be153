import { describe, expect, test } from 'vitest';
import { pageRows, scrollToShow, windowOf } from '../../../../src/elements/base/grid-engine/viewport.js';

const view = (scrollTop: number): { scrollTop: number; height: number; rowHeight: number } => ({
  scrollTop,
  height: 100,
  rowHeight: 10,
});

describe('rows that are drawn', () => {
  test('are those in sight and some more, always the same number', () => {
    expect(windowOf(view(0), 1_000, 4)).toEqual({ first: 0, end: 19 });
    expect(windowOf(view(505), 1_000, 4)).toEqual({ first: 46, end: 65 });
    expect(windowOf(view(510), 1_000, 4)).toEqual({ first: 47, end: 66 });
  });

  test('end with the last row, also while the box is scrolled beyond it', () => {
    expect(windowOf(view(9_900), 1_000, 4)).toEqual({ first: 981, end: 1_000 });
    expect(windowOf(view(9_900), 20, 4)).toEqual({ first: 1, end: 20 });
    expect(windowOf(view(-30), 3, 4)).toEqual({ first: 0, end: 3 });
  });

  test('are none without rows, or before anything was measured', () => {
    expect(windowOf(view(0), 0, 4)).toEqual({ first: 0, end: 0 });
    expect(windowOf({ scrollTop: 0, height: 0, rowHeight: 0 }, 10, 4)).toEqual({ first: 0, end: 0 });
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
