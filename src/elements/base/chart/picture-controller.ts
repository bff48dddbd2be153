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
import { linesIn, reachOf } from './lines.js';
import { Pace } from './pace.js';
import { holdPicture, takePicture, type Picture } from './picture.js';
import type { Stretch } from './stretch.js';

/** A moment longer than the window, so that a line enters it from outside. */
const MARGIN_SECONDS = 2;

/** Kept in any case, so that a full screen and a longer window have a past to show, in seconds. */
const KEPT_SECONDS = 300;

/** Who looks at a stretch of the past may want to look around: an hour, as far as the session allows. */
const LOOK_AROUND_SECONDS = 3_600;

/** How often an age that is shown is brought up to date, in milliseconds. */
const TICK_MS = 1_000;

/** What a {@link PictureController} is given. */
export interface PictureOptions {
  readonly session: SessionController;
  /** What is shown: another chart while the host gives its values. */
  readonly chart: () => ChartDeclaration;
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
 * them; or of what the host page gives in their place, with the next frame. A held picture stays as it is, except that
 * values of one network are never shown as values of another, nor as the host's.
 */
export class PictureController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #options: PictureOptions;
  #pace: Pace | undefined;
  #windowMs = 0;
  #held = false;
  /** End of the window that was held, in epoch milliseconds. */
  #heldTo: number | undefined;
  #stretch: Stretch | undefined;
  #clearings = 0;
  #picture: Picture | undefined;
  /** Lines of the picture. */
  #lines: ChartDeclaration['series'];
  readonly #frames = new Frames(() => this.#onFrame());
  #stopTick: Stop = () => undefined;
  /** Whether the picture is of the host's values. */
  #isOwn = false;
  /** Which of the host's values it is of. */
  #version = 0;
  #given: unknown;

  constructor(host: ReactiveControllerHost & HTMLElement, options: PictureOptions) {
    this.#host = host;
    this.#options = options;
    this.#lines = options.chart().series;
    options.session.needed = !options.own.isGiven;
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

  /** The stretch that is looked at, while data goes on behind it; nothing while the window ends now. */
  get stretch(): Stretch | undefined {
    return this.#stretch;
  }

  /** From the first to the last time of what is kept of any line; nothing where there is nothing. */
  get reach(): Stretch | undefined {
    const { own, chart } = this.#options;
    if (!own.isGiven) return this.#session && reachOf(chart().series, this.#session.live);
    const [from, to] = [own.columns?.times[0], own.columns?.times.at(-1)];
    return from === undefined || to === undefined ? undefined : { from, to };
  }

  /** Length of the window in milliseconds. */
  get windowMs(): number {
    return this.#windowMs;
  }

  /** How good the values of the main line are at this moment. */
  judge(): DataHealth {
    const { own, clock } = this.#options;
    if (own.isGiven) return own.health(clock);
    const session = this.#session;
    if (session === undefined) return NO_DATA;
    const { series, topic = 'system' } = this.#options.chart();
    const main = session.live.series(series[0].name);
    // Where nothing of the kind ever came, what matters is whether anything comes.
    const heard = session.live.updatedAt(topic) === undefined ? 'system' : topic;
    return healthOf(main, session.health(heard), session.now());
  }

  /** Shows so many seconds from now on. */
  showSeconds(seconds: number): void {
    this.#windowMs = seconds * 1_000;
    this.#keep();
    this.showStretch(undefined);
  }

  /** Looks at a stretch of what is kept until another one, or with nothing the window, is asked for. */
  showStretch(stretch: Stretch | undefined): void {
    this.#stretch = stretch;
    if (stretch !== undefined && !this.#options.own.isGiven) this.#session?.live.keepSeconds(LOOK_AROUND_SECONDS);
    this.#takeAgain();
  }

  /** Keeps the present picture until it is released. */
  hold(): void {
    this.#held = true;
    this.#heldTo = this.#stretch === undefined ? this.#picture?.to : this.reach?.to;
    if (this.#picture !== undefined) this.#picture = holdPicture(this.#picture);
  }

  /** Takes pictures again, the first one now. */
  release(): void {
    this.#held = false;
    this.take();
  }

  /** Takes a picture of the newest values now; of a stretch, if one is looked at. */
  take(): void {
    this.#heldTo = undefined;
    this.#takeAgain();
  }

  /**
   * Notes that the host gave other values: they are taken with the next frame, or at once where there is no picture
   * of its values yet, or values are the session's again.
   */
  onOwn(): void {
    const { own, onScreen, session } = this.#options;
    session.needed = !own.isGiven;
    if (!this.#host.isConnected) return;
    const isFirst = own.isGiven !== this.#isOwn || this.#picture === undefined;
    if (isFirst) this.#forget();
    if (isFirst) this.take();
    else if (!this.#isKept && onScreen()) this.#frames.ask();
  }

  #onFrame(): void {
    if (this.#isKept || !this.#options.onScreen()) return;
    if (this.#isStill) this.#takeOthers();
    else this.#look();
    this.#options.onFrame();
  }

  /** Takes a picture when the plot comes into sight, so that it shows the present and not its past. */
  catchUp(): void {
    const { own } = this.#options;
    const isPresent = own.isGiven && this.#picture !== undefined && own.version === this.#version;
    if (!this.#isStill && !isPresent) this.take();
    else if (!this.#isKept) this.#frames.ask();
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
    this.#stretch = undefined;
  }

  /** Whether the picture stays as it is while data goes on. */
  get #isStill(): boolean {
    return this.#held || this.#stretch !== undefined;
  }

  /** Whether it does so now: other values that the host gave in place of those that are held are another matter. */
  get #isKept(): boolean {
    const { own } = this.#options;
    return this.#isStill && (!own.isGiven || own.given === this.#given);
  }

  /** Holds the host's other values in place of those before, and no time of which they say nothing. */
  #takeOthers(): void {
    const [window, reach] = [this.#stretch ?? this.#heldWindow, this.reach];
    if (window === undefined || reach === undefined || window.from > reach.to || window.to < reach.from) this.#forget();
    this.#takeAgain();
  }

  get #session(): Session | undefined {
    return this.#options.session.current;
  }

  #takeAgain(): void {
    this.#look();
    this.#host.requestUpdate();
  }

  /** Takes a picture of the values that are shown now: the host's, or else the session's. */
  #look(): void {
    const { own } = this.#options;
    const session = this.#session;
    this.#isOwn = own.isGiven;
    [this.#version, this.#given] = [own.version, own.given];
    if (session === undefined && !own.isGiven) return;
    const window = this.#stretch ?? this.#heldWindow;
    if (own.isGiven) this.#lines = this.#options.chart().series;
    else if (session !== undefined) this.#lines = this.#sessionLines(session, window);
    const columns = own.isGiven ? own.columns : session && this.#columns(session);
    const picture = columns && takePicture(columns, this.#windowMs, this.#target, window);
    this.#picture = picture !== undefined && this.#isStill ? holdPicture(picture) : picture;
    if (this.#held && this.#stretch === undefined) this.#heldTo = picture?.to;
  }

  #sessionLines({ live }: Session, window: Stretch | undefined): ChartDeclaration['series'] {
    this.#clearings = live.clearings;
    return linesIn(this.#options.chart().series, live, this.#windowMs, window);
  }

  get #target(): number | undefined {
    const { own, chart } = this.#options;
    return own.isGiven ? own.facts.target : this.#session && chart().target?.(this.#session.state);
  }

  /** Leaves nothing of values that are not shown any more. */
  #forget(): void {
    this.#picture = undefined;
    this.#stretch = undefined;
    this.#heldTo = undefined;
  }

  get #heldWindow(): Stretch | undefined {
    const to = this.#held ? this.#heldTo : undefined;
    return to === undefined ? undefined : { from: to - this.#windowMs, to };
  }

  #follow(session: Session): Stop {
    if (!this.#options.own.isGiven) this.#forget();
    this.#pace = new Pace(session, () => this.take());
    this.#keep();
    if (!this.#options.own.isGiven) this.take();
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
    if (session === undefined || this.#options.own.isGiven) return;
    if (this.#isForeign(session)) this.#startAnew();
    else if (!this.#isStill && this.#options.onScreen()) this.#pace?.ask(session.state.settings.chartUpdateInterval);
  }

  #startAnew(): void {
    this.#stretch = undefined;
    this.#pace?.runNow();
  }

  /** Another performance mode has another target. */
  #onState(session: Session): void {
    const { chart, own } = this.#options;
    if (own.isGiven || this.#picture === undefined || this.#held) return;
    if (this.#picture.target !== chart().target?.(session.state)) this.take();
  }

  /** Whether the picture is missing, or of values that the session has forgotten since. */
  #isForeign(session: Session): boolean {
    if (session.live.clearings !== this.#clearings) return true;
    return this.#picture === undefined || (this.reach?.to ?? -Infinity) < this.#picture.to;
  }

  #columns(session: Session): Columns {
    return readColumns(this.#lines.map(({ name }) => session.live.series(name)));
  }
}
