import type { Clock } from '../domain/clock.js';
import type { FeedStatus } from '../v11/feed.js';
import type { DatedIncident } from '../v11/index.js';
import { Absence } from './absence.js';
import type { DemoPlan } from './feed-plan.js';
import type { FeedSwitch } from './feed-switch.js';
import type { LiveMetrics } from './live-metrics.js';
import type { PageEvent } from './page-lifecycle.js';
import type { StandInState } from './session-state.js';

/** What a {@link StandIn} needs. */
export interface StandInParts {
  readonly clock: Clock;
  /** Makes the place for the values of a demo network: never the one that a backend writes to. */
  readonly openMetrics: () => LiveMetrics;
  /** Makes a feed that writes to it. */
  readonly openFeed: (live: LiveMetrics) => FeedSwitch;
  /** Hears that `state` is another one. */
  readonly changed: () => void;
}

/** A demo network that is shown. */
interface ShownDemo {
  readonly live: LiveMetrics;
  readonly feed: FeedSwitch;
}

/**
 * The demo network in place of a backend that is away: offered where that is allowed, shown when a person asks for it,
 * and gone as soon as the backend tells anything. It has live metrics and a feed of its own, so that nothing simulated
 * can be mixed with, kept as, or told to other tabs as a value of the backend, whose stream goes on by its own rules.
 */
export class StandIn {
  readonly #parts: StandInParts;
  readonly #absence: Absence;
  #status: FeedStatus | undefined;
  #isAllowed = false;
  #demo: ShownDemo | undefined;
  #told: StandInState = 'none';

  constructor(parts: StandInParts) {
    this.#parts = parts;
    this.#absence = new Absence(parts.clock, () => this.#settle());
  }

  /** What is so at this moment. */
  get state(): StandInState {
    if (this.#demo !== undefined) return 'shown';
    return this.#isAllowed && this.#absence.isAway ? 'offered' : 'none';
  }

  /** Values of the demo network, while it is shown. */
  get live(): LiveMetrics | undefined {
    return this.#demo?.live;
  }

  /** Status of the demo network, while it is shown. */
  get status(): FeedStatus | undefined {
    return this.#demo?.feed.status;
  }

  /** What went wrong by script in the demo network, while it is shown. */
  get incidents(): readonly DatedIncident[] | undefined {
    return this.#demo?.feed.incidents;
  }

  /** Takes whether the demo network may be offered. Where it may not, it is not shown either. */
  allow(isAllowed: boolean): void {
    this.#isAllowed = isAllowed;
    this.#settle();
  }

  /** Takes the status of the backend's stream. */
  note(status: FeedStatus): void {
    this.#status = status;
    this.#absence.note(status);
    this.#settle();
  }

  /** Shows the demo network if it is offered. */
  show(plan: DemoPlan, visible: boolean): void {
    if (this.state !== 'offered') return;
    const live = this.#parts.openMetrics();
    live.paused = !visible;
    this.#demo = { live, feed: this.#parts.openFeed(live) };
    this.follow(plan, visible);
    this.#settle();
  }

  /** Goes on with another plan, if the demo network is shown; values of one network are not shown as another's. */
  follow(plan: DemoPlan, visible: boolean): void {
    if (this.#demo === undefined) return;
    const { feed, live } = this.#demo;
    const followed = feed.follow(plan, visible);
    if (followed === 'other') live.forgetNetwork();
    if (followed !== 'same') feed.start();
  }

  /** Shows the demo network no more. It may be offered again at once, as the backend is still away. */
  end(): void {
    this.#close();
    this.#settle();
  }

  /** Passes on what happens to the page. */
  notice(event: PageEvent): void {
    if (this.#demo === undefined) return;
    if (event === 'visible' || event === 'hidden') this.#demo.live.paused = event === 'hidden';
    this.#demo.feed.notice(event);
  }

  /** Ends for good, and tells nobody. */
  dispose(): void {
    this.#absence.end();
    this.#close();
  }

  #settle(): void {
    if (!this.#isAllowed || this.#isOver()) this.#close();
    const { state } = this;
    if (state === this.#told) return;
    this.#told = state;
    this.#parts.changed();
  }

  /** The backend tells something again, or nobody asks for it any more. */
  #isOver(): boolean {
    const { phase, connected, fresh } = this.#status ?? { phase: 'idle', connected: false, fresh: false };
    return phase === 'idle' || (connected && fresh);
  }

  #close(): void {
    this.#demo?.feed.dispose();
    this.#demo?.live.dispose();
    this.#demo = undefined;
  }
}
