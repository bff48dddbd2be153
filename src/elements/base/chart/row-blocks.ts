import type { Columns } from './columns.js';

/** Points of a block. Of a long window whole blocks are known already, and only its two ends are looked at. */
const BLOCK = 1_024;

/** What is known of the finite values of some points in a row. */
export interface Summary {
  readonly count: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

const NOTHING: Summary = { count: 0, mean: 0, low: Infinity, high: -Infinity };

/** Of each row that is still in use: of each line, the blocks that are complete, by their number. */
const known = new WeakMap<object, Map<number, Summary>[]>();

/**
 * Summary of the points from one index of the columns to another (not included). Where the columns are part of a row
 * that grows, every point is looked at once, and not again each time.
 */
export function summaryOf(columns: Columns, line: number, from: number, to: number): Summary {
  const values = columns.values[line] ?? new Float64Array();
  if (columns.row === undefined) return scan(values, from, to);
  const { first } = columns.row;
  const blocks = blocksOf(columns.row.of, line, Math.floor(first / BLOCK));
  const parts: Summary[] = [];
  for (let at = from; at < to;) {
    const block = Math.floor((first + at) / BLOCK);
    const end = Math.min(to, (block + 1) * BLOCK - first);
    // The newest point of a row may still change.
    const isWhole = end - at === BLOCK && end < values.length;
    parts.push(isWhole ? remember(blocks, block, values, at, end) : scan(values, at, end));
    at = end;
  }
  return join(parts);
}

function remember(
  blocks: Map<number, Summary>,
  block: number,
  values: Float64Array,
  from: number,
  to: number,
): Summary {
  const found = blocks.get(block) ?? scan(values, from, to);
  blocks.set(block, found);
  return found;
}

function blocksOf(row: object, line: number, oldest: number): Map<number, Summary> {
  const lines = known.get(row) ?? [];
  known.set(row, lines);
  const blocks = (lines[line] ??= new Map());
  // Maps keep their order, but a window may also go back; what it then needs is made again.
  for (const block of blocks.keys()) {
    if (block >= oldest) break;
    blocks.delete(block);
  }
  return blocks;
}

function scan(values: Float64Array, from: number, to: number): Summary {
  let [count, sum, low, high] = [0, 0, Infinity, -Infinity];
  for (let index = from; index < to; index += 1) {
    const value = values[index] ?? NaN;
    if (Number.isNaN(value)) continue;
    count += 1;
    sum += value;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { count, mean: Number.isFinite(sum) ? sum / Math.max(1, count) : meanOf(values, from, to, count), low, high };
}

/** Each value is divided first: the sum of the largest numbers is infinite. */
function meanOf(values: Float64Array, from: number, to: number, count: number): number {
  let mean = 0;
  for (let index = from; index < to; index += 1) {
    const value = values[index] ?? NaN;
    if (!Number.isNaN(value)) mean += value / count;
  }
  return mean;
}

function join(parts: readonly Summary[]): Summary {
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  if (count === 0) return NOTHING;
  return {
    count,
    mean: parts.reduce((sum, part) => sum + part.mean * (part.count / count), 0),
    low: parts.reduce((least, part) => Math.min(least, part.low), Infinity),
    high: parts.reduce((most, part) => Math.max(most, part.high), -Infinity),
  };
}
