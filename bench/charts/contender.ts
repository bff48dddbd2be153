/** What every contender of the benchmark of the charts is asked for. */

/** Size of a picture in CSS pixels. */
export interface Frame {
  readonly width: number;
  readonly height: number;
}

/** A window full of points, as columns: what a page has that took them from a network or a file. */
export interface Points {
  /** Epoch milliseconds, ascending, at even distances. */
  readonly times: Float64Array;
  /** One column for each line, as long as `times`. */
  readonly values: readonly Float64Array[];
  /** From the first point of a full window to the first one after it, in milliseconds. */
  readonly windowMs: number;
}

/** A chart on the page. */
export interface Chart {
  /** Adds a point to each line at the end of the window; the oldest ones leave it. */
  push(time: number, values: readonly number[]): void;
  /** Whether the first picture is there; without it, it is with the frame after the chart was made. */
  isDrawn?(): boolean;
}

/** Makes a chart of points in an empty place. */
export type Mount = (place: HTMLElement, frame: Frame, points: Points) => Chart;
