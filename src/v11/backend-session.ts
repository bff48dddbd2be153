import type { Failure } from '../domain/failure.js';
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
  /** The host has another token. */
  renewToken(): void;
  /** Abandons every socket; nothing is reported afterwards. */
  close(): void;
}

/** Who hears of a session. */
export interface BackendSessionListener {
  frame(endpoint: SocketEndpoint, data: unknown): void;
  /** Other endpoints are in use now. */
  sourcesChanged(): void;
  /** Something that an endpoint was to deliver is refused; or nothing is any more. */
  problem(endpoint: SocketEndpoint, failure: Failure | undefined): void;
  /** Nothing is open any more. `askedMs` is the delay that the server asked for, 0 if none. */
  lost(reason: EndReason, askedMs?: number): void;
}
