import type { Failure } from '../domain/failure.js';
import type { AccessToken, TokenAnswer } from './access-token.js';
import { isTerminal } from './close-codes.js';
import { TOKEN_SOCKETS, type Endpoints, type TokenSocket } from './endpoints.js';
import type { EndReason } from './liveness.js';

/** The next token; `denied`: the host has only the one that was refused; `same`: it has the one that is in use. */
export type NextToken = TokenAnswer | 'denied' | 'same';

/** The token of one socket over its connections, and what became of the last one. */
export class Credentials {
  readonly #token: AccessToken;
  readonly #endpoint: TokenSocket;
  readonly #url: string;
  #refused: string | undefined;
  /** Tokens that were refused one after the other. */
  #refusals = 0;

  constructor(token: AccessToken, endpoint: TokenSocket, url: string) {
    this.#token = token;
    this.#endpoint = endpoint;
    this.#url = url;
  }

  /** The token for a new connection. */
  async next(): Promise<NextToken> {
    const answer = await this.#token.for(this.#url);
    if (typeof answer === 'string') return answer;
    return answer.token === this.#refused ? 'denied' : answer;
  }

  /** The token for a connection beside one with the token `present`; `same` if it is that one. */
  async other(present: string): Promise<NextToken> {
    const answer = await this.next();
    return typeof answer === 'object' && answer.token === present ? 'same' : answer;
  }

  /** The address to open: the only place where a token stands in one (protocol 1.8). */
  addressWith(token: string): string {
    if (this.#endpoint !== '/ws/transactions') return this.#url;
    return `${this.#url}?token=${encodeURIComponent(token)}`;
  }

  /** The backend took it. */
  accepted(): void {
    this.#refusals = 0;
  }

  /** The backend does not take a token any more. */
  refuse(token: string): void {
    this.#refused = token;
  }

  /**
   * What the end of a connection with a token means: a refusal is final only if the next token is refused too, or is the same one. A token that
   * was refused is never sent again, so this makes no loop (reliability R6).
   */
  judge(reason: EndReason, token: string): EndReason {
    if (reason !== 'denied' && !(typeof reason === 'number' && isTerminal(reason))) return reason;
    this.refuse(token);
    this.#refusals += 1;
    return this.#refusals > 1 ? 'denied' : 'failed';
  }

  /** What is to be said about it; nothing where nothing is wrong. */
  problem(kind: Exclude<NextToken, object>): Failure | undefined {
    if (kind === 'none' || kind === 'same') return undefined;
    const message =
      kind === 'failed'
        ? `This page could not get a token for ${this.#endpoint}; what only that socket tells is missing.`
        : `The backend refused the token for ${this.#endpoint}; what only that socket tells is missing.`;
    return {
      code: 'unauthorized',
      message,
      remedy: 'Sign in again, or check the access to this backend.',
      url: this.#url,
    };
  }
}

/** The credentials of every socket that a token may be sent to; in an address only where the host page allowed that. */
export function credentialsFor(token: AccessToken, endpoints: Endpoints): ReadonlyMap<TokenSocket, Credentials> {
  const usable = TOKEN_SOCKETS.filter(
    (endpoint) => token.fits(endpoints.socket(endpoint)) && (endpoint !== '/ws/transactions' || token.mayStandInUrl),
  );
  return new Map(usable.map((endpoint) => [endpoint, new Credentials(token, endpoint, endpoints.socket(endpoint))]));
}
