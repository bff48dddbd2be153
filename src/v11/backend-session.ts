import type { EndReason, LivenessEvent } from './liveness.js';
import type { SocketEndpoint } from './endpoints.js';

/** What is open to a backend between finding it and losing it: one socket or several. */
export interface BackendSession {
  /** Endpoints in use. */
  readonly sources: readonly string[];
  /** Asks for a sign of life, where the protocol has a question for it. */
  ping(): void;
  /** Hears what happens to the page. */
  notice(event: LivenessEvent): void;
  /** Abandons every socket; nothing is reported afterwards. */
  close(): void;
}

/** Who hears of a session. */
export interface BackendSessionListener {
  frame(endpoint: SocketEndpoint, data: unknown): void;
  /** Other endpoints are in use now. */
  sourcesChanged(): void;
  /** Nothing is open any more. */
  lost(reason: EndReason): void;
}
