import { NODE_FIELDS, type NodeField } from '../../domain/live-update.js';
import type { ArrivalNews } from '../arrivals.js';
import type { OriginKind } from '../origin-codes.js';
import type { Reading } from '../system-readings.js';

/** How much there is of what in a batch. */
export interface BatchCounts {
  /** Nodes. */
  readonly rows: number;
  /** Fields of nodes that changed, as bits by their place among all fields. */
  readonly fieldBits: number;
  /** Points of series. */
  readonly points: number;
  /** Figures of the whole network. */
  readonly readings: number;
}

/**
 * What changed since the batch before, as one message: numbers as columns in one buffer that is handed over and given
 * back, words only where there are new ones. No object per node.
 */
export interface Batch extends BatchCounts {
  /** Columns, laid out by {@link columnsIn}; longer than needed where it was used before. */
  readonly buffer: ArrayBuffer;
  /** Ids of nodes that are gone; they go before others come. */
  readonly removed: readonly string[];
  /** Ids of new nodes: those of the first rows of the batch, in their order. */
  readonly added: readonly string[];
  /** States that occur in this batch; a row names one by its place, counted from 1, or none by 0. */
  readonly states: readonly string[];
  /** New kinds of origin, the first of which has the code `firstOrigin`. */
  readonly origins: readonly OriginKind[];
  readonly firstOrigin: number;
  /** Who leads, where that was told again. */
  readonly leader: Reading<string> | undefined;
  /** When the topics were heard of, where they were. */
  readonly system: ArrivalNews | undefined;
  readonly nodes: ArrivalNews | undefined;
  /** Epoch milliseconds at which it was made. */
  readonly madeAt: number;
}

/** The columns of a batch, one entry per row, point or reading. Times are epoch milliseconds, NaN where there is none. */
export interface BatchColumns<Field extends string = NodeField> {
  readonly rowAt: Float64Array;
  readonly rowSentAt: Float64Array;
  /** One column for each field that changed; NaN where a value is not known. */
  readonly values: readonly (readonly [Field, Float64Array])[];
  readonly pointAt: Float64Array;
  readonly pointValue: Float64Array;
  readonly readingAt: Float64Array;
  readonly readingSentAt: Float64Array;
  readonly readingValue: Float64Array;
  /** Row numbers of the sender. */
  readonly row: Uint32Array;
  readonly rowOrigin: Uint32Array;
  readonly rowState: Uint32Array;
  /** Place among the names of series. */
  readonly pointSeries: Uint32Array;
  /** Place among the fields of the whole network. */
  readonly readingField: Uint32Array;
  readonly readingOrigin: Uint32Array;
  /** Place among the types of nodes, 255 where it is not known. */
  readonly rowType: Uint8Array;
}

/** Bytes that the columns of a batch need. */
export function bytesFor({ rows, fieldBits, points, readings }: BatchCounts): number {
  const wide = rows * (2 + countOf(fieldBits)) + points * 2 + readings * 3;
  return wide * 8 + (rows * 3 + points + readings * 2) * 4 + rows;
}

/** The columns in a buffer of a batch; both sides lay them out in the same way. */
export function columnsIn(buffer: ArrayBuffer, counts: BatchCounts): BatchColumns {
  return columnsNamed(buffer, counts, NODE_FIELDS);
}

/** The columns in a buffer of a batch whose sender counts the figures of nodes in this order. */
export function columnsNamed<Field extends string>(
  buffer: ArrayBuffer,
  { rows, fieldBits, points, readings }: BatchCounts,
  names: readonly Field[],
): BatchColumns<Field> {
  const room = new Room(buffer);
  return {
    rowAt: room.wide(rows),
    rowSentAt: room.wide(rows),
    values: fieldsIn(fieldBits, names).map((field) => [field, room.wide(rows)] as const),
    pointAt: room.wide(points),
    pointValue: room.wide(points),
    readingAt: room.wide(readings),
    readingSentAt: room.wide(readings),
    readingValue: room.wide(readings),
    row: room.narrow(rows),
    rowOrigin: room.narrow(rows),
    rowState: room.narrow(rows),
    pointSeries: room.narrow(points),
    readingField: room.narrow(readings),
    readingOrigin: room.narrow(readings),
    rowType: room.bytes(rows),
  };
}

/** The names that bits stand for. */
export function fieldsIn<Field extends string>(bits: number, names: readonly Field[]): readonly Field[] {
  return names.filter((_name, place) => (bits & (1 << place)) !== 0);
}

function countOf(bits: number): number {
  let count = 0;
  for (let rest = bits; rest > 0; rest >>>= 1) count += rest & 1;
  return count;
}

/** Deals out a buffer from its beginning. Wide columns come first, so that each starts where its type may. */
class Room {
  readonly #buffer: ArrayBuffer;
  #offset = 0;

  constructor(buffer: ArrayBuffer) {
    this.#buffer = buffer;
  }

  wide(length: number): Float64Array {
    return new Float64Array(this.#buffer, this.#take(length * 8), length);
  }

  narrow(length: number): Uint32Array {
    return new Uint32Array(this.#buffer, this.#take(length * 4), length);
  }

  bytes(length: number): Uint8Array {
    return new Uint8Array(this.#buffer, this.#take(length), length);
  }

  #take(bytes: number): number {
    const offset = this.#offset;
    this.#offset += bytes;
    return offset;
  }
}
