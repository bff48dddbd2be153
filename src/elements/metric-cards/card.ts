import type { Origin } from '../../domain/live-update.js';
import type { SeriesName } from '../../session/live-metrics.js';
import type { Band } from '../base/chart/bands.js';
import type { Trend } from '../base/chart/statistics.js';
import type { CardName } from './card-choice.js';

/** A shape before a note. */
export type NoteIcon = Band | Trend | 'offline';

/** The newest value of a card, in the words of the element's language. */
export interface CardFigure {
  /** As it is shown: compact. */
  readonly text: string;
  /** What it is counted in; empty where the label says it. */
  readonly unit: string;
  /** With every digit and its unit. */
  readonly exact: string;
  /** As a screen reader says it, with its unit. */
  readonly spoken: string;
  readonly origin: Origin;
  /** It is old when no news came for so many milliseconds. */
  readonly freshForMs: number;
}

/** Something short that is said about the value. */
export interface CardNote {
  readonly text: string;
  readonly icon?: NoteIcon | undefined;
  /** Explains it on hover. */
  readonly hint?: string | undefined;
}

/** The past of a card, as a small line. */
export interface CardPast {
  readonly series: SeriesName;
  /** Colour token of the line. */
  readonly colour: string;
  /** A value to be reached, as a dashed line. */
  readonly reference?: number;
}

/** One card at one moment, whoever shows it. */
export interface Card {
  readonly name: CardName;
  readonly label: string;
  /** Nothing where nobody tells. */
  readonly figure: CardFigure | undefined;
  /** The first is the most important. */
  readonly notes: readonly CardNote[];
  /** Nothing where no past of the figure is kept; then there is more room for notes. */
  readonly past: CardPast | undefined;
}
