import { columnsFrom, copyColumns, firstAtOrAfter, type Columns } from './columns.js';
import { gapsIn } from './gaps.js';
import { statisticsOf, type Statistics } from './statistics.js';

/** What a chart shows at one moment: a window of the past that ends at the newest value. */
export interface Picture {
  readonly columns: Columns;
  /** Ends of the window in epoch milliseconds. */
  readonly from: number;
  readonly to: number;
  /** Of each line: the indexes after which nothing is known until the next point. */
  readonly gaps: readonly (readonly number[])[];
  /** Of each line: what can be said about its values inside the window. */
  readonly statistics: readonly (Statistics | undefined)[];
  readonly target: number | undefined;
}

/** Takes a picture of the newest part of some columns, which are not copied; nothing where there are no points. */
export function takePicture(
  all: Columns,
  windowMs: number,
  target: number | undefined,
  gapsOf = gapsIn,
): Picture | undefined {
  const to = all.times.at(-1);
  if (to === undefined) return undefined;
  const from = to - windowMs;
  const columns = columnsFrom(all, from);
  const inside = firstAtOrAfter(columns.times, from);
  return {
    columns,
    from,
    to,
    gaps: columns.values.map((values) => gapsOf(columns.times, values)),
    statistics: columns.values.map((values) => statisticsOf(values.subarray(inside))),
    target,
  };
}

/** The same picture with columns of its own, which later values do not change. */
export function holdPicture(picture: Picture): Picture {
  return { ...picture, columns: copyColumns(picture.columns) };
}
