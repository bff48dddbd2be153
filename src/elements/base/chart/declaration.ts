import type { SeriesName } from '../../../session/live-metrics.js';
import type { SessionState } from '../../../session/session-state.js';

/** One line of a chart. */
export interface ChartSeries {
  /** The quantity in the session's live metrics. */
  readonly name: SeriesName;
  /** What the legend calls it. */
  readonly label: string;
  /** Name of the colour token, such as `--_series-1`. */
  readonly colour: string;
  /** Whether the area under the line is softly filled. */
  readonly filled: boolean;
}

/** Everything that makes one chart differ from another; the behaviour is the same for all. */
export interface ChartDeclaration {
  /** Default text of the heading, and how the summary begins. */
  readonly heading: string;
  /** What the values are counted in, for people: `TPS`, `ms`. */
  readonly unit: string;
  /** The lines. The first one is the main one: statistics, summary and cursor speak of it. */
  readonly series: readonly [ChartSeries, ...ChartSeries[]];
  /** The value that is meant to be reached, as a dashed line, with an efficiency in the legend; none by default. */
  readonly target?: (state: SessionState) => number | undefined;
  /** Shown while there is a connection and no value. */
  readonly empty: string;
}
