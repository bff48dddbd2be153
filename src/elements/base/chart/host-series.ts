/** Values that a host page gives to a chart, in place of those of the network. */

/** One column of numbers. In a column of values, null, NaN and Infinity mean that nothing is known at that time. */
export type HostColumn = Float64Array | readonly (number | null)[];

/** Points as columns: one of times, and one of values for each line. */
export interface HostPoints {
  /** Epoch milliseconds. Best in order; otherwise they are sorted. Of points of the same time the last one counts. */
  readonly times: Float64Array | readonly number[];
  /** One column for each line, one to four, each as long as `times`. The first line is the main one. */
  readonly values: readonly HostColumn[];
}

/** Everything that a host page can say about its values. Nothing of it is changed or kept; it is read once. */
export interface HostSeries extends HostPoints {
  /** What the legend calls the lines; by default as the chart calls its own. */
  readonly labels?: readonly string[] | undefined;
  /** What the values are counted in, such as `ms` or `requests/s`; by default the chart's own unit. */
  readonly unit?: string | undefined;
  /** What is meant to be reached, in the same unit; none by default. */
  readonly target?: number | undefined;
  /** Where the values come from, told on hover of the badge. */
  readonly source?: string | undefined;
  /**
   * How long the newest point is fresh, in milliseconds of the page's clock. With it the badge tells an age, and older
   * values are shown as stale; without it nothing is said about their age.
   */
  readonly freshForMs?: number | undefined;
}

/** Most lines of one chart: there are so many colours that can be told apart. */
export const MOST_LINES = 4;
