import type { Band } from './bands.js';
import { backdropOf, valueTicksOf, type Backdrop } from './backdrop.js';
import type { ChartSeries } from './declaration.js';
import { newestOf } from './line-path.js';
import { chooseLogRange, logExtentOf } from './log-range.js';
import type { Outline } from './outline.js';
import type { LineColours, Palette } from './palette.js';
import type { Picture } from './picture.js';
import { timeStep, timeTicks, type Tick } from './ticks.js';
import { chooseRange, extentOf, type TargetPlace, type ValueRange } from './value-range.js';
import { helpfulScale, type ScaleKind } from './value-scale.js';

/** Room around the plotted area in CSS pixels. */
export interface Insets {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** The texts of a canvas in the element's language. */
export interface CanvasLabels {
  value(value: number, digits?: number): string;
  time(time: number): string;
  target(value: number, place: TargetPlace): string;
  band(band: Band): string;
}

/** How the picture is meant: what a canvas shows beside the values. */
export interface Look {
  /** Values are old: everything is grey. */
  readonly old: boolean;
  /** Values are made up in the page: the area is hatched. */
  readonly simulated: boolean;
  /** Time runs from right to left. */
  readonly rightToLeft: boolean;
  /** Whether the bands of the target are drawn. */
  readonly bands: boolean;
  /** What kind of scale values have; `auto` is the one that helps. */
  readonly scale: ScaleKind | 'auto';
  readonly labels: CanvasLabels;
}

/** One line as it is drawn. */
export interface LineView {
  readonly colours: LineColours;
  readonly filled: boolean;
  readonly dash: readonly number[] | undefined;
  readonly outline: Outline;
}

/** Everything that is on the canvas at one moment. Sizes in CSS pixels, times in epoch milliseconds. */
export interface View {
  readonly width: number;
  readonly height: number;
  readonly insets: Insets;
  readonly from: number;
  readonly to: number;
  readonly range: ValueRange;
  readonly backdrop: Backdrop;
  readonly timeTicks: readonly Tick[];
  readonly lines: readonly LineView[];
  /** Texts beside the last values. */
  readonly lastLabels: readonly string[];
  readonly target: { readonly value: number; readonly label: string } | undefined;
  readonly simulated: boolean;
  readonly rightToLeft: boolean;
  readonly palette: Palette;
}

/** What {@link layOut} arranges. */
export interface Layout {
  readonly picture: Picture;
  /** The lines of the picture, as few points as its width needs. */
  readonly outlines: readonly Outline[];
  readonly look: Look;
  readonly palette: Palette;
  /** How each line is drawn. */
  readonly lines: readonly Pick<ChartSeries, 'filled' | 'dash' | 'dashInFewColours'>[];
  readonly width: number;
  readonly height: number;
  /** What is shown now, so that as much as possible can stay. */
  readonly before: View | undefined;
  /** Whether the texts of the last values stay, if there are as many. */
  readonly keepsFigures: boolean;
  /** Width of a text in CSS pixels. */
  readonly measure: (text: string) => number;
}

const TOP = 16;
const BOTTOM = 28;
/** Between a label and the plotted area. */
const GAP = 8;
/** From the last point to its label, dot included. */
const DOT_GAP = 10;
/** Least distance between two grid lines, and between two labels of the time axis. */
const LINE_SPACE = 44;
const LABEL_SPACE = 36;

/** Arranges a picture on a canvas; nothing where it is too small to show anything. */
export function layOut(layout: Layout): View | undefined {
  const { picture, outlines, lines, look, palette, width, height, measure, before } = layout;
  const { labels, rightToLeft } = look;
  const range = rangeOf(layout);
  const ticks = valueTicksOf(range, labels, before?.backdrop);
  const lastLabels = lastLabelsOf(layout);
  const insets = insetsOf(ticks, lastLabels, rightToLeft, measure);
  const plotWidth = width - insets.left - insets.right;
  if (plotWidth < 8 || height - TOP - BOTTOM < 8) return undefined;
  const { from, to, target } = picture;
  const step = timeStep(to - from, plotWidth / (measure('00:00:00') + LABEL_SPACE));
  const banded = look.bands && !look.old ? target : undefined;
  const frame = { width, height, insets, range, rightToLeft };
  return {
    ...frame,
    from,
    to,
    backdrop: backdropOf({ ...frame, palette, labels, banded, valueTicks: ticks }, before?.backdrop),
    timeTicks: timeTicks(from, to, step, labels.time),
    lines: outlines.map((outline, index) => ({
      outline,
      filled: lines[index]?.filled ?? false,
      dash: lines[index]?.dashInFewColours && !palette.fewColours ? undefined : lines[index]?.dash,
      colours: (look.old ? undefined : palette.lines[index]) ?? palette.old,
    })),
    lastLabels,
    target: target === undefined ? undefined : { value: target, label: labels.target(target, range.target) },
    simulated: look.simulated,
    palette,
  };
}

function rangeOf({ picture, outlines, look, height, before }: Layout): ValueRange {
  const range = before?.range;
  const lines = Math.min(6, Math.max(1, Math.floor((height - TOP - BOTTOM) / LINE_SPACE)));
  const values = outlines.map((outline) => outline.values);
  if (scaleOf(values, look, range) === 'linear')
    return chooseRange(extentOf(values) ?? [0, 0], picture.target, lines, range);
  const extent = logExtentOf(values) ?? { low: 0, high: 0, leastSize: undefined };
  return chooseLogRange(extent, picture.target, lines, range);
}

function scaleOf(values: readonly Float64Array[], { scale }: Look, range: ValueRange | undefined): ScaleKind {
  if (scale !== 'auto') return scale;
  return helpfulScale(sampleOf(values[0]), range?.log === undefined ? 'linear' : 'log');
}

/** At most some hundred values of the main line. */
function sampleOf(values: Float64Array = new Float64Array()): Float64Array {
  const every = Math.ceil(values.length / 256);
  return values.filter((value, index) => index % every === 0 && !Number.isNaN(value));
}

function lastLabelsOf({ picture, outlines, look, before, keepsFigures }: Layout): readonly string[] {
  if (keepsFigures && before?.lastLabels.length === outlines.length) return before.lastLabels;
  return outlines.map((outline) => lastLabel(outline, picture, look));
}

function lastLabel(outline: Outline, { from, to }: Picture, { labels }: Look): string {
  const newest = newestOf(outline, to);
  return newest === undefined || newest.time < from ? '' : labels.value(newest.value);
}

function insetsOf(
  ticks: readonly Tick[],
  lastLabels: readonly string[],
  mirrored: boolean,
  measure: Layout['measure'],
): Insets {
  const widest = (texts: readonly string[]): number => Math.ceil(Math.max(0, ...texts.map(measure)));
  const axis = widest(ticks.map(({ label }) => label)) + GAP + 4;
  // Room for four digits and a suffix, so that the area keeps its width while the value changes.
  const last = Math.max(widest(lastLabels), Math.ceil(measure('0.00M'))) + DOT_GAP + 4;
  return { top: TOP, bottom: BOTTOM, left: mirrored ? last : axis, right: mirrored ? axis : last };
}
