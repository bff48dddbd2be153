import { bandViews, type BandView } from './band-views.js';
import type { Palette } from './palette.js';
import type { Frame } from './projection.js';
import { valueTicks, type Tick } from './ticks.js';
import { valuesOf, type ValueRange } from './value-range.js';
import type { CanvasLabels } from './view.js';

/** What stands still behind the lines while time goes on: bands, grid, and the labels of the value axis. */
export interface Backdrop extends Omit<Frame, 'from' | 'to'> {
  readonly palette: Palette;
  readonly labels: CanvasLabels;
  /** The target whose bands are drawn; nothing where none are. */
  readonly banded: number | undefined;
  readonly valueTicks: readonly Tick[];
  readonly bands: readonly BandView[];
}

/** The labels of the value axis; those that are there already, where they are the same. */
export function valueTicksOf(range: ValueRange, labels: CanvasLabels, before: Backdrop | undefined): readonly Tick[] {
  if (before?.range === range && before.labels === labels) return before.valueTicks;
  return valueTicks(valuesOf(range), range.step, labels.value);
}

/** A backdrop; the one that is there already, where it looks the same. */
export function backdropOf(parts: Omit<Backdrop, 'bands'>, before: Backdrop | undefined): Backdrop {
  if (before !== undefined && looksSame(before, parts)) return before;
  const { range, banded, labels } = parts;
  return { ...parts, bands: bandViews(range, banded, labels.band) };
}

function looksSame(a: Backdrop, b: Omit<Backdrop, 'bands'>): boolean {
  const isAsLarge = a.width === b.width && a.height === b.height && a.rightToLeft === b.rightToLeft;
  const isAsWide = a.insets.left === b.insets.left && a.insets.right === b.insets.right;
  const isSameAxis = a.range === b.range && a.labels === b.labels && a.banded === b.banded;
  return isAsLarge && isAsWide && isSameAxis && a.palette === b.palette;
}
