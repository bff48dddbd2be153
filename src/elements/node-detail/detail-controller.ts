import type { LitElement } from 'lit';
import type { NodeField } from '../../domain/live-update.js';
import { NO_DATA, type DataHealth } from '../../session/data-health.js';
import { nodeStaleness } from '../../session/node-freshness.js';
import { NodePast } from '../../session/node-past.js';
import type { Session } from '../../session/session.js';
import { Pace } from '../base/chart/pace.js';
import { LiveController } from '../base/controllers/live-controller.js';
import type { SessionController } from '../base/controllers/session-controller.js';
import { SightController } from '../base/controllers/sight-controller.js';
import { sparklineShape, type SparklineShape } from '../base/sparkline/sparkline-shape.js';
import { readNode, type NodeFacts } from './node-facts.js';

/** The past that is shown, in milliseconds. */
const PAST_MS = 60_000;

/** Figures that change more often than this cannot be read, in milliseconds. */
const READABLE_MS = 250;

/** Size of a sparkline in CSS pixels. */
const SPARKLINE = { width: 96, height: 20 };

/** Follows one node: renders the host when it changes and someone can see it, and keeps its last minute. */
export class DetailController {
  readonly #host: LitElement;
  readonly #session: SessionController;
  readonly #live: LiveController;
  readonly #sight: SightController;
  #pace: Pace | undefined;
  #past: NodePast | undefined;
  #nodeId = '';
  #shownAt = NaN;

  constructor(host: LitElement, session: SessionController) {
    this.#host = host;
    this.#session = session;
    this.#sight = new SightController(host, () => host.requestUpdate());
    this.#live = new LiveController(host, session, 'nodes', () => this.#onNodes());
    session.use((current) => this.#follow(current));
  }

  /** The node that is followed; empty for none. */
  get nodeId(): string {
    return this.#nodeId;
  }

  set nodeId(nodeId: string) {
    if (nodeId === this.#nodeId) return;
    this.#nodeId = nodeId;
    this.#restart();
  }

  /** What is known of the node now. */
  read(): NodeFacts | undefined {
    this.#past?.take();
    const { current } = this.#session;
    const facts = current === undefined || this.#nodeId === '' ? undefined : readNode(current, this.#nodeId);
    this.#shownAt = facts?.reported?.updatedAt ?? NaN;
    return facts;
  }

  /** How good the values of the node are: as those of all nodes, but stale where the node itself is. */
  judge(facts: NodeFacts | undefined): DataHealth {
    const { health } = this.#live;
    const session = this.#session.current;
    if (session === undefined) return NO_DATA;
    if (facts?.reported === undefined) return health;
    const now = session.now();
    const ageMs = Math.max(health.ageMs ?? 0, now - facts.reported.updatedAt);
    const isFresh = health.state === 'live' || health.state === 'demo';
    const isSilent = isFresh && nodeStaleness(session.live, now)(session.live.nodes.rowOf(facts.id) ?? -1);
    return { ...health, ageMs, state: isSilent ? 'stale' : health.state };
  }

  /** The last minute of a figure as a small line; nothing where there is none. */
  shapeOf(field: NodeField): SparklineShape | undefined {
    const series = this.#past?.of(field);
    const pixelRatio = this.#host.ownerDocument.defaultView?.devicePixelRatio ?? 1;
    return series && sparklineShape(series, { windowMs: PAST_MS, ...SPARKLINE, pixelRatio });
  }

  #follow(session: Session): () => void {
    this.#pace = new Pace(session, () => this.#host.requestUpdate());
    this.#restart();
    return () => {
      this.#pace?.stop();
      this.#past?.stop();
      this.#past = undefined;
    };
  }

  #restart(): void {
    this.#past?.stop();
    const live = this.#session.current?.live;
    this.#past = live === undefined || this.#nodeId === '' ? undefined : new NodePast(live, this.#nodeId);
  }

  #onNodes(): void {
    const nodes = this.#session.current?.live.nodes;
    const row = nodes?.rowOf(this.#nodeId);
    const updatedAt = row === undefined ? NaN : (nodes?.updatedAt[row] ?? NaN);
    if (Object.is(updatedAt, this.#shownAt) || !this.#sight.onScreen) return;
    this.#pace?.ask(READABLE_MS);
  }
}
