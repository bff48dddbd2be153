import { columnsBetween, copyColumns, firstAfter, firstAtOrAfter, type Columns } from './columns.js';
import { gapsIn } from './gaps.js';
import { gapsInOwnTimes } from './own-gaps.js';
import { statisticsIn, type Statistics } from './statistics.js';
import type { Stretch } from './stretch.js';

/** What a chart shows at one moment: a window of the past that ends at the newest value, or a stretch that is held. */
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

/**
 * Takes a picture of some columns, which are not copied; nothing where there are no points.
 *
 * @param windowMs length of the window that ends at the newest point
 * @param stretch shown instead of that window
 */
export function takePicture(
  all: Columns,
  windowMs: number,
  target: number | undefined,
  stretch?: Stretch,
): Picture | undefined {
  const newest = all.times.at(-1);
  if (newest === undefined) return undefined;
  const { from, to } = stretch ?? { from: newest - windowMs, to: newest };
  return pictureOf(columnsBetween(all, from, to), from, to, target);
}

/** The same picture with columns of its own, which later values do not change. */
export function holdPicture({ columns, from, to, target }: Picture): Picture {
  return pictureOf(copyColumns(columns), from, to, target);
}

function pictureOf(columns: Columns, from: number, to: number, target: number | undefined): Picture {
  const [first, end] = [firstAtOrAfter(columns.times, from), firstAfter(columns.times, to)];
  const gapsOf = columns.joined ? gapsInOwnTimes : gapsIn;
  let gaps: Picture['gaps'] | undefined;
  let statistics: Picture['statistics'] | undefined;
  // Told when asked for: a picture that is drawn sixty times a second is not read sixty times a second.
  return {
    columns,
    from,
    to,
    target,
    get gaps() {
      return (gaps ??= columns.values.map((values) => gapsOf(columns.times, values)));
    },
    get statistics() {
      return (statistics ??= columns.values.map((_, line) => statisticsIn(columns, line, first, end)));
    },
  };
}
