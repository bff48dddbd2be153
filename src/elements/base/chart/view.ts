import type { Columns } from './columns.js';
import type { LineColours, Palette } from './palette.js';
import type { Picture } from './picture.js';
import { timeStep, timeTicks, valueTicks, type Tick } from './ticks.js';
import { chooseRange, extentOf, valuesOf, type TargetPlace, type ValueRange } from './value-range.js';

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
}

/** How the picture is meant: what a canvas shows beside the values. */
export interface Look {
  /** Values are old: everything is grey. */
  readonly old: boolean;
  /** Values are made up in the page: the area is hatched. */
  readonly simulated: boolean;
  /** Time runs from right to left. */
  readonly rightToLeft: boolean;
  readonly labels: CanvasLabels;
}

/** One line as it is drawn. */
export interface LineView {
  readonly colours: LineColours;
  readonly filled: boolean;
  readonly dash: readonly number[] | undefined;
  readonly gaps: readonly number[];
}

/** Everything that is on the canvas at one moment. Sizes in CSS pixels, times in epoch milliseconds. */
export interface View {
  readonly width: number;
  readonly height: number;
  readonly insets: Insets;
  readonly columns: Columns;
  readonly from: number;
  readonly to: number;
  readonly range: ValueRange;
  readonly timeTicks: readonly Tick[];
  readonly valueTicks: readonly Tick[];
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
  readonly look: Look;
  readonly palette: Palette;
  readonly filled: readonly boolean[];
  readonly dashes?: readonly (readonly number[] | undefined)[];
  /** Which of the declared lines each column is; the same one unless told. */
  readonly places?: readonly number[];
  readonly width: number;
  readonly height: number;
  /** The range that is shown now, so that it can stay. */
  readonly range: ValueRange | undefined;
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
  const { picture, look, palette, filled, width, height, measure } = layout;
  const range = rangeOf(layout);
  const ticks = valueTicks(valuesOf(range), range.step, look.labels.value);
  const lastLabels = picture.statistics.map((of) => (of === undefined ? '' : look.labels.value(of.current)));
  const insets = insetsOf(ticks, lastLabels, look.rightToLeft, measure);
  const plotWidth = width - insets.left - insets.right;
  if (plotWidth < 8 || height - TOP - BOTTOM < 8) return undefined;
  const { from, to, target } = picture;
  const step = timeStep(to - from, plotWidth / (measure('00:00:00') + LABEL_SPACE));
  return {
    width,
    height,
    insets,
    columns: picture.columns,
    from,
    to,
    range,
    timeTicks: timeTicks(from, to, step, look.labels.time),
    valueTicks: ticks,
    lines: picture.gaps.map((gaps, index) => {
      const place = layout.places?.[index] ?? index;
      return {
        gaps,
        filled: filled[place] ?? false,
        dash: layout.dashes?.[place],
        colours: (look.old ? undefined : palette.lines[place]) ?? palette.old,
      };
    }),
    lastLabels,
    target: target === undefined ? undefined : { value: target, label: look.labels.target(target, range.target) },
    simulated: look.simulated,
    rightToLeft: look.rightToLeft,
    palette,
  };
}

function rangeOf({ picture, height, range }: Layout): ValueRange {
  const lines = Math.min(6, Math.max(1, Math.floor((height - TOP - BOTTOM) / LINE_SPACE)));
  return chooseRange(extentOf(picture.columns.values) ?? [0, 0], picture.target, lines, range);
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
