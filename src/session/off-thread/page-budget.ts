import type { Clock } from '../../domain/clock.js';
import { worthTelling, type CallAllowance } from '../../v11/call-budget.js';
import type { CallUsage } from '../../v11/feed.js';
import type { CallState } from './messages.js';
import type { PageAsks } from './page-asks.js';

/** What a {@link PageBudget} needs. */
export interface PageBudgetOptions {
  readonly clock: Clock;
  readonly asks: PageAsks;
  /** Tells the page that the backend wants no call for so long, in milliseconds. */
  readonly onBlock: (durationMs: number) => void;
}

/** The page's call budget as a Worker has its share of it: each call is asked for, and only the page counts. */
export class PageBudget implements CallAllowance {
  readonly #options: PageBudgetOptions;
  #usage: CallUsage;
  #freeAt: number;

  /** @param calls how the budget stood when the page opened the Worker */
  constructor({ usage, waitMs }: CallState, options: PageBudgetOptions) {
    this.#options = options;
    this.#usage = usage;
    this.#freeAt = options.clock.elapsed() + waitMs;
  }

  /** As the page told it last. */
  get usage(): CallUsage {
    return this.#usage;
  }

  get toTell(): CallUsage | undefined {
    return worthTelling(this.#usage);
  }

  waitMs(): number {
    return Math.max(0, this.#freeAt - this.#options.clock.elapsed());
  }

  async take(): Promise<boolean> {
    const { isMine, calls } = await this.#options.asks.call();
    this.#usage = calls.usage;
    this.#freeAt = this.#options.clock.elapsed() + calls.waitMs;
    return isMine;
  }

  block(durationMs: number): void {
    this.#freeAt = Math.max(this.#freeAt, this.#options.clock.elapsed() + durationMs);
    this.#options.onBlock(durationMs);
  }
}
