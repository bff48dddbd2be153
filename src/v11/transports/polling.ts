/**
 * What no socket of the present backend tells (leader, term, totals, who is there) is asked for over REST, as seldom
 * as the backend allows (protocol 2.4 and 6.2).
 */
import type { Clock, Stop } from '../../domain/clock.js';
import type { Failure } from '../../domain/failure.js';
import type { CallAllowance } from '../call-budget.js';
import type { RestRoute } from '../endpoints.js';
import type { RestClient } from '../rest.js';

/** Nodes asked for in one call; the backend allows no more (protocol 2.6). */
const PAGE_SIZE = 100;

/** The order of the calls. After the first round they are as far apart as the budget wants. */
const ROUND: readonly RestRoute[] = ['/stats', '/nodes', '/live/consensus', '/nodes'];

/** What a {@link Poller} needs. */
export interface PollerOptions {
  readonly rest: RestClient;
  readonly budget: CallAllowance;
  readonly clock: Clock;
  /** Takes an answer and says whether more pages follow. */
  readonly onBody: (route: RestRoute, body: unknown) => { readonly hasNextPage: boolean };
  /** Hears that a call is made, or that the backend wants none: the budget is another one now. */
  readonly onCall: () => void;
  /** Hears why the last call failed, and that it no longer does. */
  readonly onFailure: (failure: Failure | undefined) => void;
}

/** Asks one route at a time, round and round, while it runs. */
export class Poller {
  readonly #options: PollerOptions;
  #turn = 0;
  #page = 0;
  #stopTimer: Stop | undefined;
  #call: AbortController | undefined;

  constructor(options: PollerOptions) {
    this.#options = options;
  }

  /** Starts, or does nothing if it runs. */
  start(): void {
    if (this.#stopTimer === undefined && this.#call === undefined) this.#plan();
  }

  /** Ends the timer and the call under way. */
  stop(): void {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
    this.#call?.abort();
    this.#call = undefined;
  }

  #plan(): void {
    const { clock, budget } = this.#options;
    this.#stopTimer = clock.after(budget.waitMs(), () => {
      this.#stopTimer = undefined;
      void this.#ask();
    });
  }

  async #ask(): Promise<void> {
    const call = new AbortController();
    this.#call = call;
    // Someone else may have taken the call in the meantime.
    const isMine = await this.#options.budget.take();
    if (this.#call !== call) return;
    if (isMine) await this.#callWith(call);
    if (this.#call !== call) return;
    this.#call = undefined;
    this.#plan();
  }

  async #callWith(call: AbortController): Promise<void> {
    const { rest, onCall } = this.#options;
    const route = this.#nextRoute();
    onCall();
    const path = route === '/nodes' ? `/nodes?page=${this.#page}&size=${PAGE_SIZE}` : route;
    const answer = await rest.get(path, call.signal);
    if (this.#call !== call) return;
    if (answer.ok) this.#take(route, answer.value);
    else this.#note(answer.failure);
  }

  #nextRoute(): RestRoute {
    const route = ROUND[this.#turn % ROUND.length] ?? '/stats';
    this.#turn += 1;
    return route;
  }

  #take(route: RestRoute, body: unknown): void {
    const { hasNextPage } = this.#options.onBody(route, body);
    if (route === '/nodes') this.#page = hasNextPage ? this.#page + 1 : 0;
    this.#options.onFailure(undefined);
  }

  #note(failure: Failure): void {
    const { budget, clock, onCall, onFailure } = this.#options;
    if (failure.code === 'rate-limited') budget.block(failure.retryAt - clock.now());
    onCall();
    onFailure(failure);
  }
}
