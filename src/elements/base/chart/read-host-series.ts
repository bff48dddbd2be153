/** Whatever a host page gives is checked here, once, and copied; nothing of it is trusted or kept. */
import { fieldOf } from '../host-field.js';
import type { Columns } from './columns.js';
import { MOST_LINES } from './host-series.js';

/** Why values cannot be shown; the words for it are in `locales`. */
export type SeriesRefusal =
  | { readonly code: 'not-columns' }
  | { readonly code: 'line-count'; readonly lines: number; readonly most: number }
  | { readonly code: 'too-many'; readonly points: number; readonly most: number }
  | { readonly code: 'lengths'; readonly line: number; readonly times: number; readonly values: number }
  | { readonly code: 'not-a-number'; readonly column: string; readonly index: number };

/** Points that can be shown, or why they cannot. */
export type ReadPoints =
  | { readonly columns: Columns; /** Points without a usable time. */ readonly dropped: number }
  | { readonly refusal: SeriesRefusal };

/** What is said beside the points. */
export interface SeriesFacts {
  readonly labels: readonly string[];
  /** Empty for the chart's own. */
  readonly unit: string;
  readonly target: number | undefined;
  readonly source: string;
  readonly freshForMs: number | undefined;
}

/** The last instant that a `Date` can tell, in epoch milliseconds (ECMAScript 21.4.1.1). */
const LAST_INSTANT = 8.64e15;

/** More points than this are taken for a mistake: they would take gigabytes. */
const MOST_POINTS = 10_000_000;

/** Longest text that is taken from a host. */
const LONGEST_TEXT = 80;

/** Reads points in whatever order, never throws. Times ascend afterwards, and none comes twice. */
export function readHostPoints(given: unknown): ReadPoints {
  try {
    return readColumns(given);
  } catch {
    // A getter of the host's, or an object that only looks like an array.
    return { refusal: { code: 'not-columns' } };
  }
}

/** Reads what is said beside the points; what cannot be used is left out. Never throws. */
export function readSeriesFacts(given: unknown): SeriesFacts {
  const labels = fieldOf(given, 'labels');
  const target = fieldOf(given, 'target');
  const source = fieldOf(given, 'source');
  const freshForMs = fieldOf(given, 'freshForMs');
  return {
    labels: Array.isArray(labels) ? labels.slice(0, MOST_LINES).map(textOf) : [],
    target: typeof target === 'number' && Number.isFinite(target) ? target : undefined,
    unit: textOf(fieldOf(given, 'unit')),
    source: textOf(source),
    freshForMs: typeof freshForMs === 'number' && freshForMs > 0 ? freshForMs : undefined,
  };
}

function readColumns(given: unknown): ReadPoints {
  const [times, values] = [fieldOf(given, 'times'), fieldOf(given, 'values')];
  if (!isColumn(times) || !Array.isArray(values) || !values.every(isColumn))
    return { refusal: { code: 'not-columns' } };
  if (values.length === 0 || values.length > MOST_LINES)
    return { refusal: { code: 'line-count', lines: values.length, most: MOST_LINES } };
  if (times.length > MOST_POINTS) return { refusal: { code: 'too-many', points: times.length, most: MOST_POINTS } };
  const line = values.findIndex(({ length }) => length !== times.length);
  if (line >= 0) return { refusal: { code: 'lengths', line, times: times.length, values: values[line]?.length ?? 0 } };
  return copy(times, values);
}

function copy(times: ArrayLike<unknown>, values: readonly ArrayLike<unknown>[]): ReadPoints {
  const named = [times, ...values].map((column, index) => ({
    column,
    name: index === 0 ? 'times' : `values[${index - 1}]`,
  }));
  const numbers: Float64Array[] = [];
  for (const { column, name } of named) {
    const read = numbersOf(column);
    if (typeof read === 'number') return { refusal: { code: 'not-a-number', column: name, index: read } };
    numbers.push(read);
  }
  const [first = new Float64Array(), ...others] = numbers;
  return inOrder(first, others.map(finite));
}

/** A copy of a column, or the index of the first thing in it that is neither a number nor missing. */
function numbersOf(column: ArrayLike<unknown>): Float64Array | number {
  if (column instanceof Float64Array) return column.slice();
  const numbers = new Float64Array(column.length);
  for (let index = 0; index < numbers.length; index += 1) {
    const value = column[index] ?? NaN;
    if (typeof value !== 'number') return index;
    numbers[index] = value;
  }
  return numbers;
}

/** Infinity cannot be drawn: it is a value that is not known. */
function finite(numbers: Float64Array): Float64Array {
  // Asked of the engine first: of a million points that are new to a page, every loop of ours is slow.
  if (!numbers.includes(Infinity) && !numbers.includes(-Infinity)) return numbers;
  return numbers.map((value) => (Number.isFinite(value) ? value : NaN));
}

function inOrder(times: Float64Array, values: readonly Float64Array[]): ReadPoints {
  if (ascends(times)) return { columns: { times, values }, dropped: 0 };
  const order = orderOf(times);
  const pick = (column: Float64Array): Float64Array => Float64Array.from(order, (index) => column[index] ?? NaN);
  const usable = times.reduce((count, time) => count + (isInstant(time) ? 1 : 0), 0);
  return { columns: { times: pick(times), values: values.map(pick) }, dropped: times.length - usable };
}

function ascends(times: Float64Array): boolean {
  let before = -Infinity;
  for (let index = 0; index < times.length; index += 1) {
    const time = times[index] ?? NaN;
    // Also false for what is not a number.
    if (!(time > before)) return false;
    before = time;
  }
  return times.length === 0 || (isInstant(times[0] ?? NaN) && isInstant(before));
}

/** Indexes of the usable points in the order of time; of the same time only the last that was given. */
function orderOf(times: Float64Array): Uint32Array {
  const usable = Uint32Array.from(times.keys()).filter((index) => isInstant(times[index] ?? NaN));
  // Sorting is stable, so that of equal times the last one stays the last.
  usable.sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0));
  return usable.filter((index, place) => times[index] !== times[usable[place + 1] ?? -1]);
}

function isInstant(time: number): boolean {
  return Math.abs(time) <= LAST_INSTANT;
}

function isColumn(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || value instanceof Float64Array;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim().slice(0, LONGEST_TEXT) : '';
}
