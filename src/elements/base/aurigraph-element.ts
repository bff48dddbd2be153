import { html, LitElement, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Failure } from '../../domain/failure.js';
import { THEMES } from '../../domain/settings.js';
import { LIBRARY_VERSION } from '../../domain/versions.js';
import { en, type Words } from '../../locales/en.js';
import type { DataHealth, DataState } from '../../session/data-health.js';
import type { StandInState } from '../../session/session-state.js';
import type { Session } from '../../session/session.js';
import { knownChoice } from './attributes.js';
import { SessionController } from './controllers/session-controller.js';
import { Formatter } from './format.js';
import { badgeIcons, demoIcons, warningIcon } from './icons.js';
import { controlStyles } from './styles/controls.js';
import { panelStyles } from './styles/panel.js';
import { tokens } from './styles/tokens.js';

/** Custom states that an element can be in, for `:state(live)` and so on. */
const DATA_STATES = ['live', 'stale', 'loading', 'failed', 'demo'] as const;

/**
 * What every element is: a panel with a heading, a badge that tells the truth about its data, one session, one
 * language, one colour scheme. Subclasses render their body and choose what to do when there is nothing to show.
 */
export abstract class AurigraphElement extends LitElement {
  /** Version of the library this class belongs to. */
  static readonly libraryVersion: string = LIBRARY_VERSION;

  static override styles: CSSResultGroup = [tokens, panelStyles, controlStyles];

  /** Text of the heading; each element has a default. An empty text hides the heading. */
  @property() heading: string | undefined;

  /** Colour scheme: `light`, `dark` or `system`; default: the stored setting, then the system. */
  @property({ reflect: true }) theme: string | undefined;

  /** The session of this element: the provider's around it, or the page's. */
  protected readonly session: SessionController = new SessionController(this);
  /** Custom states and semantics of the host element. */
  protected readonly internals: ElementInternals = this.attachInternals();
  /** Numbers and ages in the element's language. */
  protected format: Formatter = new Formatter('en');
  /** The words that are shown. */
  protected readonly words: Words = en;

  /** Whether the element renders the offer of the demo network where it likes, and not in the header. */
  protected readonly placesStandIn: boolean = false;

  #language = '';
  #announcement = '';
  #lastState: DataState | undefined;
  #lastStandIn: StandInState = 'none';

  protected override willUpdate(changed: PropertyValues): void {
    this.#chooseLanguage();
    if (changed.has('theme')) knownChoice(this, 'theme', this.theme, THEMES);
    this.#applySettings(this.session.current);
  }

  /**
   * Sets the custom state of the element and tells screen readers when data is lost or comes back.
   *
   * @param ofSession Whether the data is the session's; of other data nothing is told, and no stand-in is offered for it.
   */
  protected showState(state: DataState, ofSession = true): void {
    for (const name of DATA_STATES) this.#toggleState(name, name === state || (state === 'idle' && name === 'stale'));
    const { lost, back, demoShown } = this.words.common;
    const standIn = (ofSession && this.session.current?.state.standIn) || 'none';
    const wasLost = this.#lastState === 'stale' || this.#lastState === 'failed' || this.#lastStandIn === 'shown';
    if (ofSession && this.#lastState === 'live' && (state === 'stale' || state === 'failed')) this.#announcement = lost;
    if (ofSession && wasLost && state === 'live') this.#announcement = back;
    if (standIn === 'shown' && this.#lastStandIn !== 'shown') this.#announcement = demoShown;
    this.#lastState = state;
    this.#lastStandIn = standIn;
  }

  /** Says something once to those who listen. */
  protected announce(text: string): void {
    this.#announcement = text;
    this.requestUpdate();
  }

  /** The panel: header with heading, actions and badge, then the body. */
  protected renderPanel(heading: string, badge: TemplateResult | typeof nothing, body: unknown): TemplateResult {
    const text = this.heading ?? heading;
    return html`
      <section class="panel" part="panel" aria-label=${text || nothing}>
        <header class="header" part="header">
          <slot name="heading">${text === '' ? nothing : html`<h2 class="heading" part="heading">${text}</h2>`}</slot>
          <span class="actions"><slot name="actions">${this.renderActions()}</slot></span>
          ${this.placesStandIn ? nothing : this.renderStandIn()} ${badge}
        </header>
        <div class="body" part="body">${body}</div>
        <span class="visually-hidden" role="status">${this.#announcement}</span>
      </section>
    `;
  }

  /** Buttons of the header; none by default. */
  protected renderActions(): unknown {
    return nothing;
  }

  /** The badge of live data: shape, word and age, and where the data comes from on hover. */
  protected renderBadge(health: DataHealth): TemplateResult {
    const { demoHint, standInHint } = this.words.common;
    const simulated = this.session.current?.state.standIn === 'shown' ? standInHint : demoHint;
    const hint = health.state === 'demo' ? simulated : (health.failure?.message ?? health.source);
    return html`<span class="badge" part="badge" data-state=${health.state} title=${hint || nothing}>
      <svg viewBox="0 0 8 8" aria-hidden="true">${badgeIcons[health.state]}</svg>${this.describe(health)}
    </span>`;
  }

  /** The health of data in a few words: "live 0.4 s", "stale 12 s", "demo", "offline, 3 min old". */
  protected describe({ state, ageMs, cached, connected }: DataHealth): string {
    const { common } = this.words;
    const age = ageMs === undefined ? undefined : this.format.age(ageMs);
    if (state === 'demo' || state === 'loading' || state === 'failed') return common[state];
    if (age === undefined) return common.notConnected;
    if (state === 'live') return common.live(age);
    return connected && !cached ? common.stale(age) : common.offline(age);
  }

  /** Designed emptiness: one sentence, one action. `slotName` lets the page put something else there. */
  protected renderPlaceholder(
    slotName: 'empty' | 'failure',
    text: string,
    action?: unknown,
    detail?: string,
  ): TemplateResult {
    return html`<div class="placeholder" part=${slotName}>
      <slot name=${slotName}>
        <p>${text}</p>
        ${detail === undefined ? nothing : html`<p class="detail">${detail}</p>`} ${action ?? nothing}
      </slot>
    </div>`;
  }

  /** What is shown when there is no data and no connection: the reason and a way to try again. */
  protected renderFailure(failure: Failure | undefined): TemplateResult {
    const { common } = this.words;
    const retry = html`<button class="button" @click=${() => this.session.current?.connect()}>${common.retry}</button>`;
    const isOffered = this.session.current?.state.standIn === 'offered';
    const showDemo = html`<button class="button" part="stand-in-button" @click=${this.#showDemo}>
      ${common.showDemo}
    </button>`;
    const choices = html`<div class="choices">${retry}${isOffered ? showDemo : nothing}</div>`;
    return this.renderPlaceholder('failure', failure?.message ?? common.idle, choices, failure?.remedy);
  }

  /**
   * The offer of the demo network beside values that are old, and the way back while it is shown: one button, which keeps
   * the focus. In the header it moves nothing, and a page's own actions do not replace it.
   */
  protected renderStandIn(): TemplateResult | typeof nothing {
    const { showDemo, endDemo } = this.words.common;
    const isShown = this.#lastStandIn === 'shown';
    const isHere = this.#lastState === 'stale' || (this.#lastState === 'failed' && this.placesStandIn);
    if (!isShown && !(this.#lastStandIn === 'offered' && isHere)) return nothing;
    const text = isShown ? endDemo : showDemo;
    return html`<button
      class="button quiet stand-in"
      part="stand-in-button"
      title=${text}
      @click=${isShown ? this.#endDemo : this.#showDemo}
    >
      <svg viewBox="0 0 14 14" aria-hidden="true">${isShown ? demoIcons.end : demoIcons.show}</svg><span>${text}</span>
    </button>`;
  }

  /** What is shown before anyone asked for a connection. */
  protected renderIdle(): TemplateResult {
    const { common } = this.words;
    const connect = html`<button class="button primary" @click=${() => this.session.current?.connect()}>
      ${common.connect}
    </button>`;
    return this.renderPlaceholder('empty', common.idle, connect);
  }

  /** A line over the body that says what is wrong while work can go on. */
  protected renderNotice(failure: Failure | undefined, action: unknown = nothing): TemplateResult | typeof nothing {
    if (failure === undefined) return nothing;
    const text = failure.remedy === undefined ? failure.message : `${failure.message} ${failure.remedy}`;
    return html`<div class="notice" part="notice" role="status">
      <svg viewBox="0 0 12 12" aria-hidden="true">${warningIcon}</svg><span>${text}</span>${action}
    </div>`;
  }

  /** Dispatches an event of something a person did: it bubbles, crosses shadow roots and carries a frozen detail. */
  protected emit<Detail extends object>(type: string, detail: Detail, cancelable = false): boolean {
    const init = { detail: Object.freeze(detail), bubbles: true, composed: true, cancelable };
    return this.dispatchEvent(new CustomEvent(type, init));
  }

  readonly #showDemo = (): void => {
    this.session.current?.showDemoMeanwhile();
    this.#keepFocus();
  };

  readonly #endDemo = (): void => {
    this.session.current?.endDemoMeanwhile();
    this.#keepFocus();
  };

  /** The button that was pressed may be gone, or have become the one in the header. */
  #keepFocus(): void {
    this.requestUpdate();
    const focus = (): void => this.renderRoot.querySelector<HTMLElement>('[part="stand-in-button"]')?.focus();
    void this.updateComplete.then(focus);
  }

  #chooseLanguage(): void {
    const language = languageOf(this) || navigator.language;
    if (language === this.#language) return;
    this.#language = language;
    if (language !== this.format.language) this.format = new Formatter(language);
  }

  #applySettings(session: Session | undefined): void {
    const { theme, enableAnimations } = session?.state.settings ?? { theme: 'system', enableAnimations: true };
    const stored = this.theme === undefined || this.theme === null ? theme : 'system';
    this.#toggleState('light-scheme', stored === 'light');
    this.#toggleState('dark-scheme', stored === 'dark');
    this.#toggleState('still', !enableAnimations);
  }

  #toggleState(name: string, on: boolean): void {
    if (on) this.internals.states.add(name);
    else this.internals.states.delete(name);
  }
}

/** The language of an element's surroundings, as `lang` says it; across shadow roots, since elements nest. */
function languageOf(element: Element): string | null | undefined {
  const marked = element.closest('[lang]');
  if (marked !== null) return marked.getAttribute('lang');
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? languageOf(root.host) : undefined;
}
