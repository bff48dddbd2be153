import { NODE_FIELDS, SYSTEM_FIELDS } from '../../domain/live-update.js';
import { NODE_TYPES } from '../../domain/node-config.js';
import { UNKNOWN_TYPE } from '../node-table.js';
import {
  bytesFor,
  columnsIn,
  columnsNamed,
  fieldsIn,
  type Batch,
  type BatchColumns,
  type BatchCounts,
} from '../off-thread/batch.js';
import { SERIES_NAMES } from '../series.js';
import type { Layout } from './layout.js';

/** What is kept of a batch: places of its points and readings, and where in our order their names are. */
type Kept = readonly (readonly [theirs: number, ours: number])[];

/**
 * A batch of a library that counts otherwise, as this one would have made it: by name. What is not known here is left
 * out, and what is not known there stays unknown.
 */
export function translateBatch(batch: Batch, layout: Layout): Batch {
  const theirs = columnsNamed(batch.buffer, batch, layout.nodeFields);
  const points = keptOf(theirs.pointSeries, layout.series, SERIES_NAMES);
  const readings = keptOf(theirs.readingField, layout.systemFields, SYSTEM_FIELDS);
  const fieldBits = bitsOf(fieldsIn(batch.fieldBits, layout.nodeFields));
  const counts: BatchCounts = { rows: batch.rows, fieldBits, points: points.length, readings: readings.length };
  const buffer = new ArrayBuffer(bytesFor(counts));
  const ours = columnsIn(buffer, counts);
  copyRows(theirs, ours, layout);
  copyPoints(theirs, ours, points);
  copyReadings(theirs, ours, readings);
  return { ...batch, ...counts, buffer };
}

function bitsOf(names: readonly string[]): number {
  return NODE_FIELDS.reduce((bits, field, place) => (names.includes(field) ? bits | (1 << place) : bits), 0);
}

function keptOf(places: Uint32Array, names: readonly string[], known: readonly string[]): Kept {
  const ours = names.map((name) => known.indexOf(name));
  return Array.from(places, (place, index) => [index, ours[place] ?? -1] as const).filter(([, place]) => place >= 0);
}

function copyRows(theirs: BatchColumns<string>, ours: BatchColumns, { nodeTypes }: Layout): void {
  const types = nodeTypes.map((name) => NODE_TYPES.findIndex((type) => type === name));
  ours.row.set(theirs.row);
  ours.rowAt.set(theirs.rowAt);
  ours.rowSentAt.set(theirs.rowSentAt);
  ours.rowOrigin.set(theirs.rowOrigin);
  ours.rowState.set(theirs.rowState);
  for (const [index, code] of theirs.rowType.entries()) {
    const type = types[code] ?? -1;
    ours.rowType[index] = type < 0 ? UNKNOWN_TYPE : type;
  }
  const byName = new Map(theirs.values);
  for (const [field, values] of ours.values) values.set(byName.get(field) ?? []);
}

function copyPoints(theirs: BatchColumns<string>, ours: BatchColumns, points: Kept): void {
  for (const [index, [from, series]] of points.entries()) {
    ours.pointSeries[index] = series;
    ours.pointAt[index] = theirs.pointAt[from] ?? NaN;
    ours.pointValue[index] = theirs.pointValue[from] ?? NaN;
  }
}

function copyReadings(theirs: BatchColumns<string>, ours: BatchColumns, readings: Kept): void {
  for (const [index, [from, field]] of readings.entries()) {
    ours.readingField[index] = field;
    ours.readingValue[index] = theirs.readingValue[from] ?? NaN;
    ours.readingAt[index] = theirs.readingAt[from] ?? NaN;
    ours.readingSentAt[index] = theirs.readingSentAt[from] ?? NaN;
    ours.readingOrigin[index] = theirs.readingOrigin[from] ?? 0;
  }
}
