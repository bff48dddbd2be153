/** Batches as other tabs post them, checked by hand: what passes can be applied without harm. */
import { CONFIDENCES, type Origin } from '../../domain/live-update.js';
import type { ArrivalNews } from '../arrivals.js';
import { MAX_NODES, UNKNOWN_TYPE } from '../node-table.js';
import { bytesFor, columnsNamed, type Batch, type BatchColumns, type BatchCounts } from '../off-thread/batch.js';
import type { OriginKind } from '../origin-codes.js';
import { pointsFor } from '../series.js';
import type { Reading } from '../system-readings.js';
import { isOwn, type Layout } from './layout.js';
import { isCount, isList, isNumber, isOptional, isText, traitsOf } from './shapes.js';
import { translateBatch } from './translate-batch.js';

/** Longest id, state or source, in UTF-16 units. */
const LONGEST_WORD = 512;

/** Most points of a series: an hour. */
const MOST_POINTS = pointsFor(3_600);

/** Rows, and their numbers: more than the usual bound, as a host may allow more, but nothing that fills a memory. */
const MOST_ROWS = MAX_NODES * 4;

/** Kinds of origin; there are some twenty in practice. */
const MOST_ORIGINS = 1_024;

/**
 * A batch, or nothing if it is not one. Every list is measured before it is walked.
 *
 * @param layout of the sender
 */
export function readBatch(data: unknown, layout: Layout): Batch | undefined {
  const found = traitsOf<keyof Batch>(data);
  const { buffer, leader, system, nodes, madeAt, firstOrigin } = found;
  const counts = readCounts(found, layout);
  if (counts === undefined || !(buffer instanceof ArrayBuffer) || buffer.byteLength < bytesFor(counts))
    return undefined;
  const words = readWords(found, counts);
  if (words === undefined || !isCount(firstOrigin, MOST_ORIGINS) || !isNumber(madeAt)) return undefined;
  if (!isOptional(leader, isLeader) || !isOptional(system, isNews) || !isOptional(nodes, isNews)) return undefined;
  if (!areSound(columnsNamed(buffer, counts, layout.nodeFields), layout)) return undefined;
  const batch = { ...counts, ...words, buffer, firstOrigin, leader, system, nodes, madeAt };
  return isOwn(layout) ? batch : translateBatch(batch, layout);
}

function readCounts(found: Partial<Record<keyof BatchCounts, unknown>>, layout: Layout): BatchCounts | undefined {
  const { rows, fieldBits, points, readings } = found;
  if (!isCount(rows, MOST_ROWS) || !isCount(fieldBits, 2 ** layout.nodeFields.length - 1)) return undefined;
  if (!isCount(points, MOST_POINTS * layout.series.length)) return undefined;
  if (!isCount(readings, layout.systemFields.length)) return undefined;
  return { rows, fieldBits, points, readings };
}

function readWords(found: Partial<Record<keyof Batch, unknown>>, { rows }: BatchCounts) {
  const { removed, added, states, origins } = found;
  if (!isList(removed, MOST_ROWS, isWord) || !isList(added, rows, isWord)) return undefined;
  if (!isList(states, rows, isWord) || !isList(origins, MOST_ORIGINS, isOriginKind)) return undefined;
  return { removed, added, states, origins };
}

/** Numbers that would be taken as they are: a row that is too far away would ask for memory without end. */
function areSound(columns: BatchColumns<string>, { nodeTypes }: Layout): boolean {
  const { row, rowType, rowAt, readingValue, readingAt } = columns;
  return (
    row.every((number) => number < MOST_ROWS) &&
    rowType.every((type) => type < nodeTypes.length || type === UNKNOWN_TYPE) &&
    rowAt.every(Number.isFinite) &&
    readingValue.every(Number.isFinite) &&
    readingAt.every(Number.isFinite)
  );
}

function isWord(value: unknown): value is string {
  return isText(value, LONGEST_WORD);
}

function isOriginKind(value: unknown): value is OriginKind {
  const { source, confidence, everyMs } = traitsOf<keyof OriginKind>(value);
  return isWord(source) && CONFIDENCES.some((known) => known === confidence) && isOptional(everyMs, isNumber);
}

function isOrigin(value: unknown): value is Origin {
  const { at, sentAt } = traitsOf<keyof Origin>(value);
  return isOriginKind(value) && isNumber(at) && isOptional(sentAt, isNumber);
}

function isLeader(value: unknown): value is Reading<string> {
  const { value: id, origin } = traitsOf<keyof Reading<string>>(value);
  return isWord(id) && isOrigin(origin);
}

function isNews(value: unknown): value is ArrivalNews {
  const { last, ageMs, measuredMs } = traitsOf<keyof ArrivalNews>(value);
  return isOrigin(last) && isNumber(ageMs) && ageMs >= 0 && isOptional(measuredMs, isNumber);
}
