/** A column of flags or codes with room for so many rows: itself, or a larger one with the same values. */
export function reservedBytes(column: Uint8Array, size: number): Uint8Array {
  return size <= column.length ? column : copied(column, new Uint8Array(size * 2));
}

/** A column of row numbers with room for so many rows. */
export function reservedRows(column: Uint32Array, size: number): Uint32Array {
  return size <= column.length ? column : copied(column, new Uint32Array(size * 2));
}

/** A column of figures with room for so many rows. */
export function reservedNumbers(column: Float64Array, size: number): Float64Array {
  return size <= column.length ? column : copied(column, new Float64Array(size * 2));
}

function copied<Column extends Uint8Array | Uint32Array | Float64Array>(from: Column, to: Column): Column {
  to.set(from);
  return to;
}
