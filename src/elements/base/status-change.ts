import type { Mode } from '../../session/data-health.js';
import type { Session } from '../../session/session.js';
import type { FeedStatus } from '../../v11/feed.js';

/** Detail of `aurigraph-status-change`. */
export interface StatusChangeDetail {
  /** Where the values come from that are shown; `demo` also while the demo network stands in for a backend. */
  readonly mode: Mode;
  /** Of the stream that was asked for: a backend's also while the demo network stands in for it. */
  readonly status: FeedStatus;
}

/** Fires `aurigraph-status-change` on an element when the connection is another than it last told of. */
export class StatusChange {
  readonly #host: EventTarget;
  #last: StatusChangeDetail | undefined;

  constructor(host: EventTarget) {
    this.#host = host;
  }

  /** Whether there is anything that a change can be compared with. */
  get hasBegun(): boolean {
    return this.#last !== undefined;
  }

  /** Takes how things are for what the page knows already. */
  begin(session: Session): void {
    this.#last = detailOf(session);
  }

  /** Fires if something changed. */
  tell(session: Session): void {
    const detail = detailOf(session);
    if (detail.status === this.#last?.status && detail.mode === this.#last.mode) return;
    this.#last = detail;
    this.#host.dispatchEvent(new CustomEvent('aurigraph-status-change', { detail }));
  }
}

function detailOf({ state: { mode }, stream: { status } }: Session): StatusChangeDetail {
  return Object.freeze({ mode, status });
}
