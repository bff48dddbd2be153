/** What a kind of backend offers. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Clock, Random } from '../../src/domain/clock.js';
import type { Network } from '../../src/v11/simulator/network.js';
import type { Accounts } from '../accounts.js';
import type { Connection } from '../connection.js';
import type { ModelDriver } from '../model-driver.js';
import type { Route } from '../rest/route.js';
import type { Switches } from '../switches.js';

/** Kinds of backend that can be simulated. */
export const PROFILES = ['design', 'backend-head', 'everything'] as const;

/**
 * `design`: the `/ws` of the design documents. `backend-head`: what the backend's last commit really offers.
 * `everything`: the sockets and routes of both.
 */
export type ProfileName = (typeof PROFILES)[number];

/** What sockets and routes are made from. */
export interface Simulation {
  readonly clock: Clock;
  /** For figures that the backend invents; the network has a generator of its own. */
  readonly random: Random;
  readonly network: Network;
  readonly driver: ModelDriver;
  readonly switches: Switches;
  readonly accounts: Accounts;
  /** Clients of a socket, or of all; what the backend says about itself. */
  readonly connections: (path?: string) => number;
}

/** What a client says before its WebSocket is open. */
export interface Handshake {
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
}

/** One WebSocket address. */
export interface SocketEndpoint {
  readonly path: string;
  /** Takes a client. Cleans up after it when it closes. */
  accept(connection: Connection, handshake: Handshake): void;
  /** One frame that the backend defines but never sends here, for tests that want it to. */
  produce?(): string;
  /** Clears the timers that live as long as the server, if there are any. */
  stop?(): void;
}

/** Everything that a backend answers. */
export interface Profile {
  readonly sockets: readonly SocketEndpoint[];
  readonly routes: readonly Route[];
  /** What answers instead where the gateway's handlers win (protocol 2.5). */
  readonly gateway: readonly Route[];
  /** Whether the 100 calls an hour apply (protocol 2.4). */
  readonly limitsCalls: boolean;
  /** Whether routes that are neither open nor known ask for a token (protocol 2.3). */
  readonly asksForTokens: boolean;
}
