import type { Clock } from '../../domain/clock.js';
import { AccessToken, type TokenOptions } from '../../v11/access-token.js';
import type { CallAllowance } from '../../v11/call-budget.js';
import { resolveEndpoints } from '../../v11/endpoints.js';
import type { CallUsage } from '../../v11/feed.js';
import { HostMemory } from '../../v11/host-memory.js';
import type { AnswerToWorker, CallState, QuestionToPage, TokenPlace } from './messages.js';

/** What a {@link PageDesk} needs. */
export interface PageDeskOptions extends TokenOptions {
  readonly clock: Clock;
  /** Keeps count of the calls to backends, for everything on the page. */
  readonly memory?: HostMemory | undefined;
}

/** Where a Worker gets what only the page has: a token, and its share of the call budget. One for each Worker. */
export class PageDesk {
  /** Where a token belongs; nothing where the page has none. */
  readonly tokenPlace: TokenPlace | undefined;
  readonly #token: AccessToken;
  readonly #budget: CallAllowance | undefined;

  /** @param plan the addresses that the Worker may use */
  constructor(
    plan: { readonly wsUrl: string; readonly url: string },
    { clock, memory = new HostMemory(), token, tokenOrigin, tokenInUrl }: PageDeskOptions,
  ) {
    this.#token = new AccessToken({ token, tokenOrigin }, plan.wsUrl, clock);
    this.tokenPlace = token === undefined ? undefined : { tokenOrigin, tokenInUrl };
    const endpoints = resolveEndpoints(plan.wsUrl, plan.url);
    this.#budget = endpoints.ok ? memory.budgetOf(endpoints.value.restBase, clock) : undefined;
  }

  /** The calls of everything on the page, to be shown. */
  get usage(): CallUsage | undefined {
    return this.#budget?.toTell;
  }

  /** How the budget stands; nothing where the address cannot be used. */
  get calls(): CallState | undefined {
    return this.#budget && { usage: this.#budget.usage, waitMs: this.#budget.waitMs() };
  }

  /** Answers a Worker; not at all where it asks for calls to an address that cannot be used. Never rejects. */
  async answer(question: QuestionToPage): Promise<AnswerToWorker | undefined> {
    const { ask } = question;
    if (question.type === 'ask-call') {
      const isMine = (await this.#budget?.take()) ?? false;
      const { calls } = this;
      return calls && { type: 'call', ask, isMine, calls };
    }
    // A token that is asked for another origin than its own is not even asked of the page.
    return { type: 'token', ask, answer: await this.#token.for(String(question.origin)) };
  }

  /** The backend wants no call for so long, in milliseconds. */
  block(durationMs: number): void {
    if (Number.isFinite(durationMs)) this.#budget?.block(durationMs);
  }
}
