/** One WebSocket address, and what is wrong with it at the moment. */

/** `pongs`: data flows, heartbeats go unanswered. `everything`: connections stay open, and nothing is read or said. */
export const STALLS = ['nothing', 'pongs', 'everything'] as const;

/** What a stalled address keeps to itself. */
export type Stall = (typeof STALLS)[number];

/** An answer to handshakes instead of a WebSocket. */
export interface Refusal {
  /** HTTP status. */
  readonly status: number;
  /** Handshakes that are still refused. */
  left: number;
  /** Seconds for a `Retry-After` header. */
  readonly retryAfterSeconds: number | undefined;
}

/** What has really happened on an address, so that a test can assert that its fault did. */
export interface LineCounts {
  /** WebSockets that were accepted. */
  accepted: number;
  refused: number;
  /** Frames that clients sent and the server read. */
  heard: number;
  sent: number;
  /** Frames and pongs that a stall kept back. */
  withheld: number;
  delayed: number;
  /** Frames left out because the client does not read, or because too many wait for a delay. */
  leftOut: number;
  /** Faulty frames: malformed, binary, bursts. */
  faulty: number;
  /** Connections that a command ended. */
  dropped: number;
}

/** Read by every connection of the address, written by the control. */
export class Line {
  readonly counts: LineCounts = {
    accepted: 0,
    refused: 0,
    heard: 0,
    sent: 0,
    withheld: 0,
    delayed: 0,
    leftOut: 0,
    faulty: 0,
    dropped: 0,
  };
  stall: Stall = 'nothing';
  /** Milliseconds that every frame is late. */
  delayMs = 0;
  refusal: Refusal | undefined;

  /** Takes a handshake, or tells how it is refused. */
  shake(): Refusal | undefined {
    const { refusal } = this;
    if (refusal === undefined || refusal.left <= 0) return undefined;
    refusal.left -= 1;
    this.counts.refused += 1;
    return refusal;
  }

  /** Ends every fault. */
  heal(): void {
    this.stall = 'nothing';
    this.delayMs = 0;
    this.refusal = undefined;
  }
}
