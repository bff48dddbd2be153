import type { ChartFacts } from '../chart-legend.js';
import { firstAtOrAfter } from '../columns.js';
import type { Picture } from '../picture.js';

/** What is true of the values beside the values themselves. */
export interface ExportNotes {
  /** Heading of the chart as it is shown. */
  readonly heading: string;
  /** Endpoint that the newest value came from; `demo` or `cache` where there is none. */
  readonly source: string;
  readonly simulated: boolean;
}

/** One line of a chart that leaves the page. */
export interface ExportedSeries {
  readonly label: string;
  readonly values: Float64Array;
}

/** The visible window of a chart: what files are written from. */
export interface ExportedChart extends ExportNotes {
  /** What the values are counted in, such as `TPS`. */
  readonly unit: string;
  /** Ends of the window in epoch milliseconds. */
  readonly from: number;
  readonly to: number;
  readonly target: number | undefined;
  /** Epoch milliseconds, ascending. */
  readonly times: Float64Array;
  readonly series: readonly ExportedSeries[];
}

/** What a chart shows now, without the point before the window; nothing where it shows no picture. */
export function exportedOf({ chart, picture }: ChartFacts, notes: ExportNotes): ExportedChart | undefined {
  if (picture === undefined) return undefined;
  const { from, to, target } = picture;
  const inside = insideOf(picture);
  return {
    ...notes,
    unit: chart.unit,
    from,
    to,
    target,
    times: inside(picture.columns.times),
    series: chart.series.map(({ label }, index) => ({
      label,
      values: inside(picture.columns.values[index] ?? new Float64Array()),
    })),
  };
}

function insideOf({ columns: { times }, from, to }: Picture): (column: Float64Array) => Float64Array {
  const [first, end] = [firstAtOrAfter(times, from), firstAtOrAfter(times, to + 1)];
  return (column) => column.subarray(first, end);
}
