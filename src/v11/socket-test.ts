/** Tries one socket of a backend, for a person who tests a connection. */
import type { Clock } from '../domain/clock.js';
import { parseUrl } from '../domain/url.js';
import type { AccessToken } from './access-token.js';
import { isTerminal } from './close-codes.js';
import { Credentials } from './credentials.js';
import { FallbackDialect, type Dialect, type DialectPort } from './dialect.js';
import { DESIGN_SOCKET, TOKEN_SOCKETS, type FallbackSocket, type TokenSocket } from './endpoints.js';
import { Line } from './line.js';
import type { EndReason } from './liveness.js';
import { TransactionsDialect } from './transactions-dialect.js';
import type { OpenSocket } from './transports/websocket.js';
import { V11Dialect } from './v11-dialect.js';

/** A socket that is tried. */
export type TestedSocket = typeof DESIGN_SOCKET | FallbackSocket | TokenSocket;

/**
 * What a socket did.
 *
 * - `speaks`: it opened and sent something.
 * - `signed-in`: it opened and took the token.
 * - `silent`: it opened and said nothing for a while.
 * - `wants-token`: it exists, and wants a token that was not given or not taken.
 * - `closed`: it opened, or nearly did, and was closed.
 * - `unanswered`: nothing answered in time.
 * - `refused`: this page may not open the address.
 */
export type SocketOutcome = 'speaks' | 'signed-in' | 'silent' | 'wants-token' | 'closed' | 'unanswered' | 'refused';

/** What came of trying a socket. */
export interface SocketReport {
  readonly endpoint: TestedSocket;
  /** Its address, without anything secret. */
  readonly url: string;
  readonly outcome: SocketOutcome;
  /** Milliseconds until it opened, if it did. */
  readonly openedAfterMs?: number | undefined;
  /** The same as a sentence. */
  readonly words: string;
}

/** What trying a socket needs. */
export interface SocketTestOptions {
  readonly clock: Clock;
  readonly openSocket: OpenSocket;
  readonly token: AccessToken;
  /** Time to open, and again time to say something, in milliseconds. */
  readonly timeoutMs: number;
}

const WORDS: Readonly<Record<SocketOutcome, string>> = {
  speaks: 'opens and sends data.',
  'signed-in': 'opens and takes the token.',
  silent: 'opens, but says nothing.',
  'wants-token': 'asks for a token, or refuses the one it got.',
  closed: 'does not open. The backend may not have it, or may not allow this page.',
  unanswered: 'does not answer.',
  refused: 'may not be opened by this page; a page served over https needs a wss:// address.',
};

/** Opens a socket, waits for what it says first, and closes it. Never rejects. */
export async function testSocket(
  endpoint: TestedSocket,
  url: string,
  options: SocketTestOptions,
): Promise<SocketReport> {
  const credentials = isTokenSocket(endpoint) ? new Credentials(options.token, endpoint, url) : undefined;
  const answer = mayCarry(endpoint, options.token) ? await credentials?.next() : undefined;
  const token = typeof answer === 'object' ? answer.token : '';
  const address = token === '' ? url : (credentials?.addressWith(token) ?? url);
  const { outcome, openedAfterMs } = await outcomeOf(
    address,
    (port) => dialectOf(endpoint, port, token, options),
    options,
  );
  const shown = shownUrl(url);
  return { endpoint, url: shown, outcome, openedAfterMs, words: `${endpoint} ${WORDS[outcome]}` };
}

function isTokenSocket(endpoint: TestedSocket): endpoint is TokenSocket {
  return TOKEN_SOCKETS.some((socket) => socket === endpoint);
}

/** A token stands in an address only where the host page allowed that. */
function mayCarry(endpoint: TestedSocket, token: AccessToken): boolean {
  return endpoint !== '/ws/transactions' || token.mayStandInUrl;
}

function shownUrl(url: string): string {
  const { protocol = '', host = '', pathname = '' } = parseUrl(url) ?? {};
  return `${protocol}//${host}${pathname}`;
}

function dialectOf(endpoint: TestedSocket, port: DialectPort, token: string, { clock }: SocketTestOptions): Dialect {
  if (endpoint === DESIGN_SOCKET)
    return new AskingDialect(port, JSON.stringify({ type: 'ping', data: { timestamp: clock.now() } }));
  if (endpoint === '/ws/transactions') return new TransactionsDialect(port, clock);
  if (endpoint !== '/ws/v11') return new FallbackDialect(endpoint, port);
  return token === '' ? new AskingDialect(port) : new V11Dialect(port, token, []);
}

/** Says at most one thing, and takes whatever comes for an answer. */
class AskingDialect implements Dialect {
  readonly opening = { heartbeat: 'none' } as const;

  constructor(
    private readonly port: DialectPort,
    private readonly question?: string,
  ) {}

  opened(): void {
    if (this.question !== undefined) this.port.send(this.question);
  }

  message(data: unknown): void {
    this.port.frame(data);
  }

  ping(): void {
    // The one question was asked when it opened.
  }

  close(): void {
    // Nothing is left running.
  }
}

interface Tried {
  readonly outcome: SocketOutcome;
  readonly openedAfterMs?: number | undefined;
}

function outcomeOf(
  url: string,
  dialect: (port: DialectPort) => Dialect,
  { clock, openSocket, timeoutMs }: SocketTestOptions,
): Promise<Tried> {
  const startedAt = clock.elapsed();
  return new Promise((resolve) => {
    let openedAfterMs: number | undefined;
    let heard = false;
    const finish = (outcome: SocketOutcome): void => {
      stop();
      line.close();
      resolve({ outcome, openedAfterMs });
    };
    // Twice the time of opening: once to open, once to say something.
    const stop = clock.after(2 * timeoutMs, () => finish(heard ? 'speaks' : 'silent'));
    const line = new Line(
      { url, dialect, clock, openSocket, timeoutMs },
      {
        opened: () => (openedAfterMs = clock.elapsed() - startedAt),
        authenticated: () => finish('signed-in'),
        heard: () => (heard = true),
        frame: (data) => finish(isQuestion(data) ? 'wants-token' : 'speaks'),
        tokenExpired: () => finish('wants-token'),
        refused: () => undefined,
        closed: (reason) => finish(outcomeAfter(reason)),
      },
    );
  });
}

/** `/ws/v11` asks for a token as soon as it is open (protocol 1.7). */
function isQuestion(data: unknown): boolean {
  return typeof data === 'string' && data.includes('"auth_required"');
}

function outcomeAfter(reason: EndReason): SocketOutcome {
  if (reason === 'refused') return 'refused';
  if (reason === 'silent') return 'unanswered';
  return reason === 'denied' || (typeof reason === 'number' && isTerminal(reason)) ? 'wants-token' : 'closed';
}
