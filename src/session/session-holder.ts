import type { Stop } from '../domain/clock.js';
import type { Session } from './session.js';

/** A share in a session; the session ends when the last share is given back. */
export interface SessionLease {
  readonly session: Session;
  /** Gives the share back. */
  release(): void;
}

/** How long a session outlives its last share, in milliseconds, so that moving an element costs nothing. */
const GRACE_MS = 1_000;

/** Opens a session for the first share, and ends it a moment after the last one. Can be used again afterwards. */
export class SessionHolder {
  readonly #open: () => Session;
  #session: Session | undefined;
  #leases = 0;
  #stopEnding: Stop | undefined;

  constructor(open: () => Session) {
    this.#open = open;
  }

  /** Takes a share. */
  lease(): SessionLease {
    const session = (this.#session ??= this.#open());
    this.#leases += 1;
    this.#stopEnding?.();
    this.#stopEnding = undefined;
    let released = false;
    return {
      session,
      release: () => {
        if (released) return;
        released = true;
        this.#leases -= 1;
        if (this.#leases === 0) this.#stopEnding = session.after(GRACE_MS, () => this.#end());
      },
    };
  }

  #end(): void {
    this.#session?.dispose();
    this.#session = undefined;
    this.#stopEnding = undefined;
  }
}
