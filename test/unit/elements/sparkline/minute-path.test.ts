import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linePath } from '../../../../src/elements/base/sparkline/minute-path.js';

/** A cell whose samples are a pixel and a half apart, with 14 pixels between zero and the highest. */
const [WIDTH, HEIGHT] = [90.5, 16];
const [TOP, BOTTOM, LEFT, RIGHT] = [1, 15, 1, 89.5];

type Place = readonly [x: number, y: number];

/** Places of a path, one list for each stretch; a dot is one place. */
function stretches(path: string): Place[][] {
  const found: Place[][] = [];
  for (const [, command, first = '', second] of path.matchAll(/([MLHh])([\d.]+)(?: ([\d.]+))?/g)) {
    if (command === 'M') found.push([]);
    const stretch = found.at(-1);
    if (command === 'M' || command === 'L') stretch?.push([Number(first), Number(second)]);
    if (command === 'H') stretch?.push([Number(first), stretch.at(-1)?.[1] ?? NaN]);
  }
  return found;
}

function minute(value: (second: number) => number): Float32Array {
  return Float32Array.from({ length: 60 }, (_, second) => value(second));
}

/** The line of a minute whose samples are told by a function of the second. */
function lineOf(value: (second: number) => number): string {
  return linePath(minute(value), WIDTH, HEIGHT);
}

describe('the line of a minute', () => {
  it('goes from the oldest sample at the left edge to the newest at the right one', () => {
    const [places] = stretches(lineOf((second) => second));
    expect(places).toHaveLength(60);
    expect(places?.[0]).toEqual([LEFT, BOTTOM]);
    expect(places?.[1]).toEqual([2.5, 14.8]);
    expect(places?.at(-1)).toEqual([RIGHT, TOP]);
  });

  it('shows half of the throughput at half the height, whatever the size of the node', () => {
    const shapeOf = (scale: number): string => lineOf((second) => (second < 30 ? scale : scale / 2));
    expect(shapeOf(8)).toBe('M1 1H44.5L46 8H89.5');
    expect(shapeOf(80_000)).toBe(shapeOf(8));
  });

  it('makes no drama of a steady node', () => {
    const [places] = stretches(lineOf((second) => 1_000 + 20 * Math.sin(second)));
    const heights = places?.map(([, y]) => y) ?? [];
    expect(Math.max(...heights) - Math.min(...heights)).toBeLessThan(1);
  });

  it('lets a node that stops fall to the ground, and one that idles lie there', () => {
    const stops = lineOf((second) => (second < 59 ? 500 : 0));
    expect(stops).toBe('M1 1H88L89.5 15');
    expect(lineOf(() => 0)).toBe('M1 15H89.5');
  });

  it('is level, at its own height, where nothing changes, and leaps nowhere when a little does', () => {
    const level = lineOf(() => 700);
    expect(level).toBe('M1 1H89.5');
    expect(lineOf((second) => 700 + (second % 2))).toBe(level);
  });

  it('leaves gaps open, and shows a sample that stands alone as a dot', () => {
    const values = minute((second) => (second === 25 || (second > 39 && second < 50) || second > 57 ? 4 : NaN));
    const path = linePath(values, WIDTH, HEIGHT);
    expect(path).toBe('M38.5 1h0.1M61 1H74.5M88 1H89.5');
  });

  it('begins where the node was first heard of, with a dot at the right edge', () => {
    const begun = (known: number): string => lineOf((second) => (second < 60 - known ? NaN : 3));
    expect(begun(1)).toBe('M89.5 1h0.1');
    expect(begun(2)).toBe('M88 1H89.5');
    expect(linePath(Float32Array.of(3), WIDTH, HEIGHT)).toBe('M89.5 1h0.1');
  });

  it('is empty where nothing is known, and where there is no room', () => {
    expect(linePath(minute(Number), WIDTH, HEIGHT)).not.toBe('');
    expect(linePath(new Float32Array(0), WIDTH, HEIGHT)).toBe('');
    expect(lineOf(() => NaN)).toBe('');
    for (const size of [0, 2, -5, NaN]) {
      expect(linePath(minute(Number), size, HEIGHT)).toBe('');
      expect(linePath(minute(Number), WIDTH, size)).toBe('');
    }
  });

  it.each([
    ['negative', [-5, -3, 4], 'M1 15H45.3L89.5 1'],
    ['infinite', [Infinity, 4, -Infinity], 'M45.3 1h0.1'],
    ['the largest', [3.4e38, 1.7e38, 0], 'M1 1L45.3 8L89.5 15'],
    ['the smallest', [1e-45, 0, 0], 'M1 1L45.3 15H89.5'],
  ])('is a sensible line of values that are %s', (_, values, path) => {
    expect(linePath(Float32Array.from(values), WIDTH, HEIGHT)).toBe(path);
  });

  it('stays inside its cell, with at most one place for each sample, to a tenth of a pixel', () => {
    const sample = fc.oneof(
      { arbitrary: fc.float({ min: 0 }), weight: 6 },
      fc.constantFrom(NaN, 0, 5, 5, Infinity, -1),
    );
    const size = fc.double({ min: 10, max: 300, noNaN: true });
    fc.assert(
      fc.property(
        fc.float32Array({ maxLength: 60 }),
        fc.array(sample, { maxLength: 60 }),
        size,
        size,
        (any, some, width, height) => {
          for (const values of [any, Float32Array.from(some)]) {
            const path = linePath(values, width, height);
            expect(path).toMatch(/^(M\d+(\.\d)? \d+(\.\d)?(h0\.1|(H\d+(\.\d)?|L\d+(\.\d)? \d+(\.\d)?)+))*$/);
            const places = stretches(path).flat();
            expect(places.length).toBeLessThanOrEqual(values.filter(Number.isFinite).length);
            for (const [x, y] of places) {
              expect(x >= 0.9 && x <= width - 0.9).toBe(true);
              expect(y >= 0.9 && y <= height - 0.9).toBe(true);
            }
          }
        },
      ),
    );
  });

  it('passes through every sample, also through those that the path leaves out', () => {
    const height = fc.constantFrom(0, 1, 2, 2, 2, NaN);
    fc.assert(
      fc.property(fc.array(height, { minLength: 2, maxLength: 60 }), (samples) => {
        const values = Float32Array.from(samples);
        const lines = stretches(linePath(values, WIDTH, HEIGHT));
        const highest = Math.max(0, ...samples.filter(Number.isFinite));
        samples.forEach((value, index) => {
          const x = LEFT + ((RIGHT - LEFT) * index) / (samples.length - 1);
          const y = BOTTOM - (BOTTOM - TOP) * (value / (highest || 1));
          expect(isOn(lines, x, y), `sample ${index}`).toBe(Number.isFinite(value));
        });
      }),
    );
  });
});

/** Whether a line has a corner at a place or runs level through it; where no height is known, whether it passes at all. */
function isOn(lines: readonly Place[][], x: number, y: number): boolean {
  const isNear = (a: number, b: number): boolean => Number.isNaN(b) || Math.abs(a - b) <= 0.051;
  return lines.some((places) =>
    places.some(([left, top], index) => {
      const [right, bottom] = places[index + 1] ?? [left, top];
      const isCorner = isNear(left, x) && isNear(top, y);
      const isPassed = left < x && x < right && (Number.isNaN(y) || (top === bottom && isNear(top, y)));
      return isCorner || isPassed;
    }),
  );
}
