import type { Clock, Stop } from '../domain/clock.js';
import type { FeedStatus } from '../v11/feed.js';

/**
 * A backend is away when it has told nothing for so long and is not connected, in milliseconds. A page that reconnects,
 * or a backend that is restarted, usually needs less, and must not be taken for one that is gone.
 */
export const AWAY_AFTER_MS = 10_000;

/**
 * Whether a backend is away: a connection was lost or tried in vain, and no value came for {@link AWAY_AFTER_MS}. A
 * connection that opens and says nothing ends no absence. Nobody is away whom no one asked for (`idle`), nor one that
 * refused us (`stopped`): that is for a person to put right.
 */
export class Absence {
  readonly #clock: Clock;
  readonly #changed: () => void;
  #since: number | undefined;
  #wasTried = false;
  #connected = false;
  #stopTimer: Stop | undefined;

  /** @param changed hears that time alone made the backend one that is away */
  constructor(clock: Clock, changed: () => void) {
    this.#clock = clock;
    this.#changed = changed;
  }

  /** Whether the backend is away at this moment. */
  get isAway(): boolean {
    return !this.#connected && this.#wasTried && this.#leftMs() <= 0;
  }

  /** Takes the status of the backend's stream. */
  note({ phase, connected, fresh, failure }: FeedStatus): void {
    this.#connected = connected;
    if (phase === 'idle' || phase === 'stopped' || (connected && fresh)) return this.end();
    this.#since ??= this.#clock.elapsed();
    this.#wasTried ||= failure !== undefined;
    if (this.#leftMs() > 0) this.#stopTimer ??= this.#clock.after(this.#leftMs(), () => this.#onTime());
  }

  /** Nobody is waited for. */
  end(): void {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
    this.#since = undefined;
    this.#wasTried = false;
  }

  #leftMs(): number {
    return this.#since === undefined ? Infinity : this.#since + AWAY_AFTER_MS - this.#clock.elapsed();
  }

  #onTime(): void {
    this.#stopTimer = undefined;
    this.#changed();
  }
}
