import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Stop } from '../../../domain/clock.js';
import { NO_DATA, type DataHealth } from '../../../session/data-health.js';
import type { Session } from '../../../session/session.js';
import { LiveController } from '../controllers/live-controller.js';
import type { SessionController } from '../controllers/session-controller.js';
import { readColumns, type Columns } from './columns.js';
import type { ChartDeclaration } from './declaration.js';
import { healthOf } from './freshness.js';
import { linesIn } from './lines.js';
import { Pace } from './pace.js';
import { holdPicture, takePicture, type Picture } from './picture.js';

/** A moment longer than the window, so that a line enters it from outside. */
const MARGIN_SECONDS = 2;

/** Kept in any case, so that a full screen and a longer window have a past to show, in seconds. */
const KEPT_SECONDS = 300;

/** What a {@link PictureController} is given. */
export interface PictureOptions {
  readonly session: SessionController;
  readonly chart: ChartDeclaration;
  /** Whether anyone can see the picture; if not, only the first one is taken. */
  readonly onScreen: () => boolean;
}

/**
 * Takes pictures of the session's live series: when values come, as often as the settings say, while someone can see
 * them. A held picture stays as it is, except that values of one network are never shown as values of another.
 */
export class PictureController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: PictureOptions;
  #pace: Pace | undefined;
  #windowMs = 0;
  #held = false;
  #picture: Picture | undefined;
  /** Lines of the picture. */
  #lines: ChartDeclaration['series'];

  constructor(host: ReactiveControllerHost, options: PictureOptions) {
    this.#host = host;
    this.#options = options;
    this.#lines = options.chart.series;
    // Renders the host as time passes; the health is asked for here, once the host begins to update.
    new LiveController(host, options.session, 'system', () => this.#onValues());
    host.addController(this);
    options.session.use((session) => this.#follow(session));
  }

  /** The newest picture; nothing before the first value. */
  get picture(): Picture | undefined {
    return this.#picture;
  }

  /** Lines of the newest picture: the declared ones but those that are optional and have nothing to show. */
  get lines(): ChartDeclaration['series'] {
    return this.#lines;
  }

  /** How good the values of the main line are at this moment. */
  judge(): DataHealth {
    const session = this.#session;
    if (session === undefined) return NO_DATA;
    const { series, topic = 'system' } = this.#options.chart;
    const main = session.live.series(series[0].name);
    // Where nothing of the kind ever came, what matters is whether anything comes.
    const heard = session.live.updatedAt(topic) === undefined ? 'system' : topic;
    return healthOf(main, session.health(heard), session.now());
  }

  /** Shows so many seconds from now on. */
  showSeconds(seconds: number): void {
    this.#windowMs = seconds * 1_000;
    this.#keep();
    if (!this.#held) this.take();
  }

  /** Keeps the present picture until it is released. */
  hold(): void {
    this.#held = true;
    if (this.#picture !== undefined) this.#picture = holdPicture(this.#picture);
  }

  /** Takes pictures again, the first one now. */
  release(): void {
    this.#held = false;
    this.take();
  }

  /** Takes a picture now. */
  take(): void {
    const session = this.#session;
    if (session === undefined) return;
    this.#lines = linesIn(this.#options.chart.series, session.live, this.#windowMs);
    const { target, several } = this.#options.chart;
    const columns = this.#columns(session);
    const picture = takePicture(columns, this.#windowMs, target?.(session.state), several?.gapsIn);
    this.#picture = picture !== undefined && this.#held ? holdPicture(picture) : picture;
    this.#host.requestUpdate();
  }

  /** Takes a picture when the plot comes into sight, so that it shows the present and not its past. */
  catchUp(): void {
    if (!this.#held) this.take();
  }

  hostDisconnected(): void {
    this.#picture = undefined;
  }

  get #session(): Session | undefined {
    return this.#options.session.current;
  }

  #follow(session: Session): Stop {
    this.#picture = undefined;
    this.#pace = new Pace(session, () => this.take());
    this.#keep();
    this.take();
    const stopState = session.subscribe(() => this.#onState(session));
    return () => {
      this.#pace?.stop();
      stopState();
    };
  }

  #keep(): void {
    this.#session?.live.keepSeconds(Math.max(KEPT_SECONDS, this.#windowMs / 1_000) + MARGIN_SECONDS);
  }

  #onValues(): void {
    const session = this.#session;
    if (session === undefined) return;
    if (this.#isForeign(session)) this.#pace?.runNow();
    else if (!this.#held && this.#options.onScreen()) this.#pace?.ask(session.state.settings.chartUpdateInterval);
  }

  /** Another performance mode has another target. */
  #onState(session: Session): void {
    const { chart } = this.#options;
    if (this.#picture !== undefined && !this.#held && this.#picture.target !== chart.target?.(session.state))
      this.take();
  }

  /** Whether the picture is missing, or of values that the session has forgotten since. */
  #isForeign(session: Session): boolean {
    const { times } = this.#columns(session);
    return this.#picture === undefined || (times.at(-1) ?? -Infinity) < this.#picture.to;
  }

  #columns(session: Session): Columns {
    return readColumns(this.#lines.map(({ name }) => session.live.series(name)));
  }
}
