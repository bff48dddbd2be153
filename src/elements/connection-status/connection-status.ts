import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import type { Stop } from '../../domain/clock.js';
import type { Failure } from '../../domain/failure.js';
import type { DataState } from '../../session/data-health.js';
import type { Session } from '../../session/session.js';
import type { FeedStatus } from '../../v11/feed.js';
import { AurigraphElement } from '../base/aurigraph-element.js';
import { LiveController } from '../base/controllers/live-controller.js';
import { warningIcon } from '../base/icons.js';
import { StatusChange } from '../base/status-change.js';
import { connectionStatusStyles } from './connection-status.styles.js';

/** For how long it is said that the network is back in place of the demo, in milliseconds. */
const BACK_FOR_MS = 30_000;

/**
 * How the connection to the network is: connected, receiving and fresh as three separate facts, where the data comes
 * from, and a way to connect or try again. While the demo network stands in for a backend that is away, the first two
 * facts go on being about the backend, the others are about what is shown.
 *
 * @element aurigraph-connection-status
 * @slot heading - Replaces the heading.
 * @slot actions - Replaces the buttons in the header.
 * @fires {CustomEvent<StatusChangeDetail>} aurigraph-status-change - The connection changed. Does not bubble.
 * @csspart panel - The frame.
 * @csspart header - The line with heading, actions and badge.
 * @csspart heading - The heading.
 * @csspart badge - The state in a word, with its age.
 * @csspart stand-in-button - The offer of the demo network while the network is away, and the way back.
 * @csspart body - Everything under the header.
 * @csspart facts - The list of facts.
 * @csspart problem - What is wrong, if something is.
 * @cssstate live - Connected, receiving and fresh.
 * @cssstate stale - Disconnected or silent, with values from before.
 * @cssstate loading - Nothing yet.
 * @cssstate failed - No values and no connection.
 * @cssstate demo - Simulated in this page.
 */
export class AurigraphConnectionStatus extends AurigraphElement {
  static override styles: CSSResultGroup = [AurigraphElement.styles, connectionStatusStyles];

  protected override readonly placesStandIn = true;

  readonly #live = new LiveController(this, this.session, 'system');
  readonly #statusChange = new StatusChange(this);
  #wasStandIn = false;
  /** Epoch milliseconds at which the network came back in place of the demo, if it did. */
  #backAt: number | undefined;

  constructor() {
    super();
    this.session.use((session) => this.#watch(session));
  }

  protected override render(): TemplateResult {
    const { health } = this.#live;
    const session = this.session.current;
    this.showState(health.state);
    this.#noteReturn(session, health.state);
    const body = session === undefined ? nothing : this.#renderBody(session);
    return this.renderPanel(this.words.connectionStatus.heading, this.renderBadge(health), body);
  }

  protected override renderActions(): TemplateResult | typeof nothing {
    const session = this.session.current;
    if (session === undefined || !session.state.ready || isDemoAsked(session)) return nothing;
    const { common, connectionStatus } = this.words;
    const button = (text: string, act: () => void) => html`<button class="button" @click=${act}>${text}</button>`;
    switch (session.stream.status.phase) {
      case 'idle':
        return button(common.connect, () => session.connect());
      case 'backoff':
      case 'stopped':
        return button(common.retry, () => session.connect());
      default:
        return button(connectionStatus.disconnect, () => session.disconnect());
    }
  }

  #renderBody(session: Session): TemplateResult {
    const { status } = session.stream;
    return html`<dl part="facts">
        ${this.#renderFact(this.words.connectionStatus.connection, ...this.#connection(session, status))}
        ${this.#renderFact(this.words.connectionStatus.receiving, ...this.#receiving(session))}
        ${this.#renderFact(this.words.connectionStatus.freshness, ...this.#freshness(session))}
        ${this.#renderFact(this.words.connectionStatus.source, ...this.#source(session, status))}
      </dl>
      ${this.#renderProblem(session)}`;
  }

  #renderFact(term: string, fact: string, detail: unknown = ''): TemplateResult {
    return html`<div class="about">
      <dt>${term}</dt>
      <dd class="detail">${detail}</dd>
      <dd class="fact">${fact}</dd>
    </div>`;
  }

  #renderProblem(session: Session): TemplateResult {
    const failure = this.#problem(session);
    const icon = html`<svg viewBox="0 0 12 12" aria-hidden="true">${warningIcon}</svg>`;
    const { standInNotice } = this.words.connectionStatus;
    const isStandIn = session.state.standIn === 'shown';
    const told = isStandIn ? [standInNotice, failure?.message] : [failure?.message, failure?.remedy];
    const text = told.filter(Boolean).join(' ');
    return html`<p class="problem" part="problem" role="status">
      ${failure === undefined ? nothing : icon}<span>${text || this.#back(session)}</span>
    </p>`;
  }

  /** What is worth saying: a lost connection first, then the storage. */
  #problem(session: Session): Failure | undefined {
    return session.stream.status.failure ?? session.state.storageFailure;
  }

  #back(session: Session): string {
    const at = this.#backAt;
    if (at === undefined || session.now() - at > BACK_FOR_MS) return '';
    return this.words.connectionStatus.back(this.format.time(at));
  }

  /** A return by itself may show old values for an instant, while it is connected; whoever ended the demo is not told. */
  #noteReturn(session: Session | undefined, state: DataState): void {
    if (session?.state.standIn === 'shown') [this.#wasStandIn, this.#backAt] = [true, undefined];
    else if (this.#wasStandIn && state !== 'live') this.#wasStandIn = session?.stream.status.connected ?? false;
    else if (this.#wasStandIn) [this.#wasStandIn, this.#backAt] = [false, session?.now()];
  }

  #connection(session: Session, { phase, attempt, retryAt }: FeedStatus): [string, string?] {
    const words = this.words.connectionStatus;
    if (!session.state.ready) return [words.starting];
    if (isDemoAsked(session)) return [words.demo, words.demoDetail];
    const tries = attempt > 0 ? words.attempts(this.format.exact(attempt)) : undefined;
    if (phase !== 'backoff' || retryAt === undefined) return [words.phases[phase], tries];
    const seconds = Math.max(0, Math.ceil((retryAt - session.now()) / 1_000));
    return [words.retryIn(this.format.exact(seconds)), tries];
  }

  #receiving(session: Session): [string, string?] {
    const words = this.words.connectionStatus;
    const { received, dropped } = session.stream.frames;
    const last = session.stream.lastFrameAt;
    const unreadable = dropped > 0 ? words.dropped(this.format.exact(dropped)) : undefined;
    if (last === undefined) return [words.nothingYet, unreadable];
    const age = this.format.age(Math.max(0, session.now() - last));
    return [words.lastFrame(age), unreadable ?? words.frames(this.format.exact(received), received === 1)];
  }

  #freshness(session: Session): [string, string?] {
    const words = this.words.connectionStatus;
    const system = this.describe(session.health('system'));
    const nodes = this.describe(session.health('nodes'));
    return [words.network(system), words.nodes(nodes)];
  }

  /** Where the values come from, and what can be done about that. */
  #source(session: Session, { source }: FeedStatus): [string, unknown] {
    const words = this.words.connectionStatus;
    const standIn = this.renderStandIn();
    if (session.state.standIn === 'shown') return [words.standIn, standIn];
    if (session.state.mode === 'demo') return [words.demoSource, words.modeDemo];
    return [source === '' ? words.none : source, standIn === nothing ? words.modeLive : standIn];
  }

  #watch(session: Session): Stop {
    const tell = (): void => this.#statusChange.tell(session);
    if (this.#statusChange.hasBegun) tell();
    else this.#statusChange.begin(session);
    const [stopStatus, stopState] = [session.stream.subscribe(tell), session.subscribe(tell)];
    return () => {
      stopStatus();
      stopState();
    };
  }
}

/** Whether the demo network was asked for, and does not only stand in for a backend. */
function isDemoAsked({ state: { mode, standIn } }: Session): boolean {
  return mode === 'demo' && standIn !== 'shown';
}
