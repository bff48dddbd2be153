import type { Clock } from '../../domain/clock.js';
import { AccessToken, type TokenOptions } from '../../v11/access-token.js';
import type { AnswerToWorker, QuestionToPage, TokenPlace } from './messages.js';

/** What a {@link PageDesk} needs. */
export interface PageDeskOptions extends TokenOptions {
  readonly clock: Clock;
}

/** Where a Worker gets what only the page has. One for each Worker, which may use one address. */
export class PageDesk {
  /** Where a token belongs; nothing where the page has none. */
  readonly tokenPlace: TokenPlace | undefined;
  readonly #token: AccessToken;

  /** @param wsUrl the address of the Worker's plan */
  constructor(wsUrl: string, { clock, token, tokenOrigin, tokenInUrl }: PageDeskOptions) {
    this.#token = new AccessToken({ token, tokenOrigin }, wsUrl, clock);
    this.tokenPlace = token === undefined ? undefined : { tokenOrigin, tokenInUrl };
  }

  /** Answers a Worker. A token that it asks for another origin than its own is not even asked for. Never rejects. */
  async answer({ ask, origin }: QuestionToPage): Promise<AnswerToWorker> {
    return { type: 'token', ask, answer: await this.#token.for(String(origin)) };
  }
}
