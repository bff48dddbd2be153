import type { TemplateResult } from 'lit';
import type { LiveTopic, SeriesName } from '../../../session/live-metrics.js';
import type { SessionState } from '../../../session/session-state.js';
import type { ChartFacts } from './chart-legend.js';

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
  /** Left out of picture, legend and table while it has no value in the window, and back as soon as it has one. */
  readonly optional?: true;
  /** Lengths of strokes and gaps in CSS pixels, so that lines differ also without colour; none for a solid line. */
  readonly dash?: readonly number[];
  /** Strokes only where the system chooses the colours, and has too few: they cost two to seven times a solid line. */
  readonly dashInFewColours?: true;
  /** What the line means, in a sentence. */
  readonly hint?: string;
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
  /** The values whose age and source the badge tells; those of the network (`system`) unless told. */
  readonly topic?: LiveTopic;
  /** Shown while there is a connection and no value. */
  readonly empty: string;
  /** How several lines are told, where that takes more than telling the main one. */
  readonly several?: LinesTelling;
}

/** Tells all lines of a chart. */
export interface LinesTelling {
  /** Stands in the place of the usual legend. */
  legend(facts: ChartFacts): TemplateResult;
  /** The lines other than the main one, for the summary. */
  summary(facts: ChartFacts): string;
}
