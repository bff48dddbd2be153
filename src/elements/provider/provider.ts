import { ContextProvider } from '@lit/context';
import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Stop } from '../../domain/clock.js';
import { LIBRARY_VERSION } from '../../domain/versions.js';
import { connectionContext, sessionContext } from '../../session/contexts.js';
import { provideConnection } from '../../session/provided-connection.js';
import { SHARE_CHOICES, WORKER_CHOICES } from '../../session/feed-plan.js';
import { SessionHolder, type SessionLease } from '../../session/session-holder.js';
import type { ConnectionOptions } from '../../session/session-state.js';
import { createSession, type Session } from '../../session/session.js';
import type { TokenOptions } from '../../v11/index.js';
import { knownChoice, numberInRange } from '../base/attributes.js';
import { StatusChange } from '../base/status-change.js';

export type { StatusChangeDetail } from '../base/status-change.js';

const CONNECTION_PROPERTIES = [
  'mode',
  'apiUrl',
  'wsUrl',
  'autoConnect',
  'seed',
  'demoNodes',
  'worker',
  'share',
  'demoWhenAway',
] as const;

/**
 * A session for everything inside it: one storage, one stream. Elements outside of any provider share the page's
 * default session instead.
 *
 * @element aurigraph-provider
 * @slot - The elements that use this session, and anything else.
 * @fires {CustomEvent<StatusChangeDetail>} aurigraph-status-change - The connection changed. Does not bubble.
 */
export class AurigraphProvider extends LitElement {
  /** Version of the library this class belongs to. */
  static readonly libraryVersion: string = LIBRARY_VERSION;

  static override styles = css`
    :host {
      display: contents;
    }
  `;

  /** `demo` for the demo network in the page, `live` for a backend; default: the stored setting, demo at first. */
  @property() mode: string | undefined;

  /** REST address of the backend, such as `http://localhost:9003`; default: made from `ws-url`, or the stored one. */
  @property({ attribute: 'api-url' }) apiUrl: string | undefined;

  /** WebSocket address of the backend, such as `ws://localhost:9003/ws`; default: the stored one. */
  @property({ attribute: 'ws-url' }) wsUrl: string | undefined;

  /** `true` or `false`: connect without being asked; default: true where `mode` is given, else the stored setting. */
  @property({ attribute: 'auto-connect' }) autoConnect: string | undefined;

  /** Prefix of everything that is stored, for independent dashboards on one origin. Read when first connected. */
  @property() namespace: string | undefined;

  /** Seed of the demo network: the same seed shows the same network. Default 1. */
  @property({ type: Number }) seed: number | undefined;

  /** Number of nodes of the demo network, 1 to 100,000; default: those of the default configuration. */
  @property({ type: Number, attribute: 'demo-nodes' }) demoNodes: number | undefined;

  /**
   * Where the stream is decoded: `auto` moves it off the main thread when there is much of it, `always` and `never` say so
   * from the start. A page that may not have a Worker decodes by itself. Default `auto`.
   */
  @property() worker: string | undefined;

  /**
   * With whom the stream of a backend is shared: `page`, or `tabs` for one connection for all tabs of the origin that say
   * so. A tab that cannot share has a stream of its own. Default `page`.
   */
  @property() share: string | undefined;

  /**
   * `true` or `false`: whether people may be offered the demo network while the backend is away for more than ten seconds.
   * It is shown only when they ask for it, marked as simulated, and until the backend is back. Default: the stored setting,
   * false at first.
   */
  @property({ attribute: 'demo-when-away' }) demoWhenAway: string | undefined;

  /**
   * Gives the token of a backend that wants one. Held in memory, sent to the origin of `ws-url` only, in the first message
   * or the Authorization header, and asked for anew when it is needed. Read when first connected.
   */
  @property({ attribute: false }) token: TokenOptions['token'];

  readonly #context = new ContextProvider(this, { context: sessionContext });
  /** For elements inside it that are of another build of the library. */
  readonly #told = new ContextProvider(this, { context: connectionContext });
  readonly #holder = new SessionHolder(() =>
    createSession({ ...this.#connection(), namespace: this.namespace ?? undefined, token: this.token }),
  );
  readonly #statusChange = new StatusChange(this);
  #lease: SessionLease | undefined;
  #stopListening: Stop | undefined;

  /** The session, while the provider is connected. */
  get session(): Session | undefined {
    return this.#lease?.session;
  }

  override connectedCallback(): void {
    // Before anything else, so that the elements inside find the session when they ask.
    this.#lease = this.#holder.lease();
    const { session } = this.#lease;
    this.#context.setValue(session);
    this.#tellOtherBuilds();
    this.#stopListening = session.subscribe(() => this.#statusChange.tell(session));
    super.connectedCallback();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopListening?.();
    this.#lease?.release();
    this.#lease = undefined;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!CONNECTION_PROPERTIES.some((name) => changed.has(name))) return;
    this.session?.configure(this.#connection());
    this.#tellOtherBuilds();
  }

  protected override render(): TemplateResult {
    return html`<slot></slot>`;
  }

  #connection(): ConnectionOptions {
    return {
      mode: knownChoice(this, 'mode', this.mode, ['demo', 'live']),
      apiUrl: this.apiUrl ?? undefined,
      wsUrl: this.wsUrl ?? undefined,
      autoConnect: asFlag(knownChoice(this, 'auto-connect', this.autoConnect, ['true', 'false'])),
      seed: numberInRange(this, 'seed', this.seed, 0, 2 ** 32 - 1),
      demoNodes: numberInRange(this, 'demo-nodes', this.demoNodes, 1, 100_000),
      worker: knownChoice(this, 'worker', this.worker, WORKER_CHOICES),
      share: knownChoice(this, 'share', this.share, SHARE_CHOICES),
      demoWhenAway: asFlag(knownChoice(this, 'demo-when-away', this.demoWhenAway, ['true', 'false'])),
    };
  }

  #tellOtherBuilds(): void {
    this.#told.setValue(provideConnection(this.namespace ?? '', this.#connection()));
  }
}

function asFlag(text: 'true' | 'false' | undefined): boolean | undefined {
  return text === undefined ? undefined : text === 'true';
}
