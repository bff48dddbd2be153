import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Clock, Stop } from '../../../domain/clock.js';
import { NO_DATA, type DataHealth } from '../../../session/data-health.js';
import type { Session } from '../../../session/session.js';
import { LiveController } from '../controllers/live-controller.js';
import type { SessionController } from '../controllers/session-controller.js';
import { readColumns, type Columns } from './columns.js';
import type { ChartDeclaration } from './declaration.js';
import { healthOf } from './freshness.js';
import { Frames } from './frames.js';
import type { OwnSeries } from './own-series.js';
import { Pace } from './pace.js';
import { holdPicture, takePicture, type Picture } from './picture.js';

/** A moment longer than the window, so that a line enters it from outside. */
const MARGIN_SECONDS = 2;

/** How often an age that is shown is brought up to date, in milliseconds. */
const TICK_MS = 1_000;

/** What a {@link PictureController} is given. */
export interface PictureOptions {
  readonly session: SessionController;
  readonly chart: ChartDeclaration;
  /** What the host page gives in place of the session's series. */
  readonly own: OwnSeries;
  readonly clock: Pick<Clock, 'now' | 'after'>;
  /** Called with a picture of the host's values, at most once a frame. */
  readonly onFrame: () => void;
  /** Whether anyone can see the picture; if not, only the first one is taken. */
  readonly onScreen: () => boolean;
}

/**
 * Takes pictures of the session's live series: when values come, as often as the settings say, while someone can see
 * them; or of what the host page gives in their place, with the next frame. A held picture stays as it is, except that values of one network are never shown as values of another.
 */
export class PictureController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #options: PictureOptions;
  #pace: Pace | undefined;
  #windowMs = 0;
  #held = false;
  #picture: Picture | undefined;
  readonly #frames = new Frames(() => this.#onFrame());
  #stopTick: Stop = () => undefined;
  /** Whether the picture is of the host's values. */
  #isOwn = false;

  constructor(host: ReactiveControllerHost & HTMLElement, options: PictureOptions) {
    this.#host = host;
    this.#options = options;
    // Renders the host as time passes; the health is asked for here, once the host begins to update.
    new LiveController(host, options.session, 'system', () => this.#onValues());
    host.addController(this);
    options.session.use((session) => this.#follow(session));
  }

  /** The newest picture; nothing before the first value. */
  get picture(): Picture | undefined {
    return this.#picture;
  }

  /** How good the values of the main line are at this moment. */
  judge(): DataHealth {
    const { own, clock } = this.#options;
    if (own.isGiven) return own.health(clock);
    const session = this.#session;
    if (session === undefined) return NO_DATA;
    const [main] = this.#options.chart.series;
    return healthOf(session.live.series(main.name), session.health('system'), session.now());
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
    this.#take();
    this.#host.requestUpdate();
  }

  /**
   * Notes that the host gave other values: they are taken with the next frame, or at once where there is no picture
   * of its values yet, or values are the session's again.
   */
  onOwn(): void {
    const { own, onScreen } = this.#options;
    if (!this.#host.isConnected) return;
    const isFirst = own.isGiven !== this.#isOwn || this.#picture === undefined;
    if (isFirst) this.#picture = undefined;
    if (isFirst) this.take();
    else if (!this.#held && onScreen()) this.#frames.ask();
  }

  #take(): void {
    const { own, chart } = this.#options;
    const session = this.#session;
    this.#isOwn = own.isGiven;
    if (session === undefined && !own.isGiven) return;
    const target = own.isGiven ? own.facts.target : session && chart.target?.(session.state);
    const columns = own.isGiven ? own.columns : session && this.#columns(session);
    const picture = columns && takePicture(columns, this.#windowMs, target);
    this.#picture = picture !== undefined && this.#held ? holdPicture(picture) : picture;
  }

  #onFrame(): void {
    if (this.#held || !this.#options.onScreen()) return;
    this.#take();
    this.#options.onFrame();
  }

  /** Takes a picture when the plot comes into sight, so that it shows the present and not its past. */
  catchUp(): void {
    if (!this.#held) this.take();
  }

  hostConnected(): void {
    if (this.#options.own.isGiven) this.take();
  }

  /** Ages of the host's values stay true also where there is no session, which would tell the time. */
  hostUpdated(): void {
    const { own, clock } = this.#options;
    this.#stopTick();
    const isAged = own.isGiven && own.facts.freshForMs !== undefined;
    if (isAged && this.#session === undefined) this.#stopTick = clock.after(TICK_MS, () => this.#host.requestUpdate());
  }

  hostDisconnected(): void {
    this.#stopTick();
    this.#frames.stop();
    this.#picture = undefined;
  }

  get #session(): Session | undefined {
    return this.#options.session.current;
  }

  #follow(session: Session): Stop {
    if (!this.#isOwn) this.#picture = undefined;
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
    this.#session?.live.keepSeconds(this.#windowMs / 1_000 + MARGIN_SECONDS);
  }

  #onValues(): void {
    const session = this.#session;
    if (session === undefined || this.#options.own.isGiven) return;
    if (this.#isForeign(session)) this.#pace?.runNow();
    else if (!this.#held && this.#options.onScreen()) this.#pace?.ask(session.state.settings.chartUpdateInterval);
  }

  /** Another performance mode has another target. */
  #onState(session: Session): void {
    const { chart, own } = this.#options;
    if (own.isGiven) return;
    if (this.#picture !== undefined && !this.#held && this.#picture.target !== chart.target?.(session.state))
      this.take();
  }

  /** Whether the picture is missing, or of values that the session has forgotten since. */
  #isForeign(session: Session): boolean {
    const { times } = this.#columns(session);
    return this.#picture === undefined || (times.at(-1) ?? -Infinity) < this.#picture.to;
  }

  #columns(session: Session): Columns {
    return readColumns(this.#options.chart.series.map(({ name }) => session.live.series(name)));
  }
}
