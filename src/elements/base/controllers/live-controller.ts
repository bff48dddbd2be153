import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Clock, Stop } from '../../../domain/clock.js';
import { NO_DATA, type DataHealth } from '../../../session/data-health.js';
import type { LiveTopic } from '../../../session/live-metrics.js';
import type { SessionController } from './session-controller.js';

/** How often an age that is shown is brought up to date, in milliseconds. */
const TICK_MS = 1_000;

/**
 * Follows one topic of the live metrics: calls `onChange` at most once a frame when values came, and renders the host
 * once a second, so that ages stay true also when nothing comes. Does nothing while the page is hidden.
 */
export class LiveController implements ReactiveController {
  readonly #session: SessionController;
  readonly #topic: LiveTopic;
  #health = NO_DATA;

  constructor(host: ReactiveControllerHost, session: SessionController, topic: LiveTopic, onChange?: () => void) {
    this.#session = session;
    this.#topic = topic;
    host.addController(this);
    session.use((current) => {
      const stopListening = current.live.subscribe(topic, () => {
        onChange?.();
        // The first value changes the state of the element; later ones are drawn by `onChange` and the tick.
        if (this.#health.state !== current.health(topic).state) host.requestUpdate();
      });
      const stopTicking = every(current, TICK_MS, () => current.visible && host.requestUpdate());
      return () => {
        stopListening();
        stopTicking();
      };
    });
  }

  /** How good the data is, as of the last render. */
  get health(): DataHealth {
    return this.#health;
  }

  hostUpdate(): void {
    this.#health = this.#session.current?.health(this.#topic) ?? NO_DATA;
  }
}

/** Runs again and again until stopped. */
function every(clock: Pick<Clock, 'after'>, delayMs: number, run: () => void): Stop {
  let stop = clock.after(delayMs, function again() {
    run();
    stop = clock.after(delayMs, again);
  });
  return () => stop();
}
