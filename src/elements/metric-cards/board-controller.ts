import type { LitElement, ReactiveController } from 'lit';
import type { Stop } from '../../domain/clock.js';
import type { Words } from '../../locales/en.js';
import { NO_DATA, type DataHealth } from '../../session/data-health.js';
import type { SeriesName } from '../../session/live-metrics.js';
import type { SessionState } from '../../session/session-state.js';
import type { Session } from '../../session/session.js';
import { Pace } from '../base/chart/pace.js';
import { LiveController } from '../base/controllers/live-controller.js';
import type { SessionController } from '../base/controllers/session-controller.js';
import { SightController } from '../base/controllers/sight-controller.js';
import type { Formatter } from '../base/format.js';
import { sparklineShape, type SparklineShape } from '../base/sparkline/sparkline-shape.js';
import { SparklineSizes } from '../base/sparkline/sparkline-sizes.js';
import { CardSource } from './card-source.js';
import { conditionOf, type CardCondition } from './card-state.js';
import type { Card, CardPast } from './card.js';
import { cardOf } from './cards.js';
import type { CardName } from './card-choice.js';
import { CalmTrend, changeOf, type TrendReading } from './trend.js';

/** The past that a sparkline shows, in milliseconds. */
const PAST_MS = 60_000;

/** A moment longer, so that a line enters from outside; in seconds. */
const MARGIN_SECONDS = 2;

/** Size of a sparkline until it was measured, in CSS pixels. */
const USUAL_SIZE = { width: 160, height: 32 };

/** A card, with the picture of its past. */
export interface BoardCard extends Card {
  readonly shape: SparklineShape | undefined;
}

/** What a {@link BoardController} is given. */
export interface BoardOptions {
  readonly session: SessionController;
  /** The cards that are shown, in their order. */
  readonly names: () => readonly CardName[];
  /** The language they are in. */
  readonly language: () => { readonly format: Formatter; readonly words: Words };
}

/**
 * Takes the cards from the session: when values come, as often as the settings say, while someone can see them. Out of
 * sight nothing is read, drawn or rendered, except that values of one network are never kept for those of another.
 */
export class BoardController implements ReactiveController {
  readonly #host: LitElement;
  readonly #options: BoardOptions;
  readonly #sight: SightController;
  readonly #sizes: SparklineSizes;
  #pace: Pace | undefined;
  #cards: readonly BoardCard[] = [];
  #trends = new Map<SeriesName, CalmTrend>();
  #takenFrom: SessionState | undefined;
  /** When there were values for the first time, in epoch milliseconds. */
  #valuesSince: number | undefined;

  constructor(host: LitElement, options: BoardOptions) {
    this.#host = host;
    this.#options = options;
    this.#sight = new SightController(host, () => this.take());
    this.#sizes = new SparklineSizes(host, () => this.take());
    // Renders the host as time passes, so that ages stay true.
    new LiveController(host, options.session, 'system', () => this.#onValues());
    host.addController(this);
    options.session.use((session) => this.#follow(session));
  }

  /** The cards as they were last taken. */
  get cards(): readonly BoardCard[] {
    return this.#cards;
  }

  /** Whether anyone can see them. */
  get onScreen(): boolean {
    return this.#sight.onScreen;
  }

  /** How good the network's values are at this moment. */
  judge(): DataHealth {
    const session = this.#session;
    if (session === undefined) return NO_DATA;
    const system = session.health('system');
    if (system.ageMs !== undefined) return system;
    const nodes = session.health('nodes');
    return nodes.ageMs === undefined ? system : nodes;
  }

  /** What a card is at this moment. */
  conditionOf(card: Card, health: DataHealth): CardCondition {
    const now = this.#session?.now() ?? 0;
    const since = this.#valuesSince;
    return conditionOf(card, health, now, since === undefined ? undefined : now - since);
  }

  /** Takes the cards now. */
  take(): void {
    const session = this.#session;
    if (session === undefined) return;
    const { format, words } = this.#options.language();
    const source = new CardSource(session, format, words, (name) => this.#trendOf(name));
    this.#takenFrom = session.state;
    this.#noteValues(session);
    this.#cards = this.#options.names().map((name) => {
      const card = cardOf(name, source);
      return { ...card, shape: card.past && this.#shapeOf(name, card.past) };
    });
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#cards = [];
  }

  get #session(): Session | undefined {
    return this.#options.session.current;
  }

  #follow(session: Session): Stop {
    this.#trends = new Map();
    this.#valuesSince = undefined;
    this.#pace = new Pace(session, () => this.take());
    session.live.keepSeconds(PAST_MS / 1_000 + MARGIN_SECONDS);
    this.take();
    const stopState = session.subscribe(() => this.#onState(session));
    const stopNodes = session.live.subscribe('nodes', () => this.#onValues());
    return () => {
      this.#pace?.stop();
      stopState();
      stopNodes();
    };
  }

  /** Another performance mode has another target, and another network has other values. */
  #onState(session: Session): void {
    if (session.state !== this.#takenFrom) this.take();
  }

  #onValues(): void {
    const session = this.#session;
    if (session === undefined) return;
    const isForgotten = this.#valuesSince !== undefined && !hasValues(session);
    if (isForgotten) this.#pace?.runNow();
    else if (this.onScreen) this.#pace?.ask(session.state.settings.chartUpdateInterval);
  }

  #noteValues(session: Session): void {
    if (!hasValues(session)) this.#valuesSince = undefined;
    else this.#valuesSince ??= session.now();
  }

  #trendOf(name: SeriesName): TrendReading | undefined {
    const series = this.#session?.live.series(name);
    const calm = this.#trends.get(name) ?? new CalmTrend();
    this.#trends.set(name, calm);
    return series && calm.next(changeOf(series));
  }

  #shapeOf(name: CardName, { series, reference }: CardPast): SparklineShape | undefined {
    const points = this.#session?.live.series(series);
    if (points === undefined) return undefined;
    const { width, height } = this.#sizes.of(name) ?? USUAL_SIZE;
    const pixelRatio = this.#host.ownerDocument.defaultView?.devicePixelRatio ?? 1;
    return sparklineShape(points, { windowMs: PAST_MS, width, height, pixelRatio, reference });
  }
}

function hasValues({ live }: Session): boolean {
  return live.updatedAt('system') !== undefined || live.updatedAt('nodes') !== undefined;
}
