/** What one field of a row amounts to. Whatever a host page put there, nothing is thrown. */
import type { GridRecord } from './column-definition.js';

/** Longest text of a cell, in characters: what a cell of a spreadsheet holds as well. */
export const LONGEST_CELL = 32_767;

/** The last instant that a `Date` can tell, in epoch milliseconds (ECMAScript 21.4.1.1). */
const LAST_INSTANT = 8.64e15;

/** A time as text that is read alike everywhere: with its zone, or a date alone, which is in UTC (ECMAScript 21.4.1.32). */
const ISO_TIME = /^[+-]?\d{4,6}-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d))?)?$/i;

/** What a getter leaves behind that throws. */
const UNREADABLE = Symbol('unreadable');

/** The value of a field, which is of no use to any column where its getter throws. */
export function valueIn(record: GridRecord, key: string): unknown {
  try {
    return record[key];
  } catch {
    return UNREADABLE;
  }
}

/** A figure, NaN where nothing is known; nothing where something else stands there. Infinity is not known. */
export function figureOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : NaN;
  if (value === undefined || value === null) return NaN;
  return typeof value === 'bigint' ? Number(value) : undefined;
}

/** A moment in epoch milliseconds, NaN where nothing is known; nothing where something else stands there. */
export function timeOf(value: unknown): number | undefined {
  if (value === undefined || value === null || Number.isNaN(value)) return NaN;
  const time = typeof value === 'string' ? timeIn(value) : value instanceof Date ? momentOf(value) : value;
  return typeof time === 'number' && Math.abs(time) <= LAST_INSTANT ? time : undefined;
}

/** A text, empty where nothing is known; nothing where something stands there that has no text of its own. */
export function textOf(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return value.length <= LONGEST_CELL ? value : value.slice(0, LONGEST_CELL);
    case 'number':
      return Number.isNaN(value) ? '' : String(value);
    case 'boolean':
    case 'bigint':
      return String(value);
    case 'undefined':
      return '';
    default:
      return value === null ? '' : dateText(value);
  }
}

function timeIn(text: string): number | undefined {
  return ISO_TIME.test(text) ? Date.parse(text) : undefined;
}

/** A class of the page's may have taken the place of the method. */
function momentOf(date: Date): number {
  return Number(Date.prototype.getTime.call(date));
}

function dateText(value: unknown): string | undefined {
  const time = value instanceof Date ? momentOf(value) : NaN;
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
