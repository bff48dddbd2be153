import type { Clock } from '../domain/clock.js';
import { CallBudget } from './call-budget.js';

/**
 * What a page learnt about backends, kept by host so that a new stream to the same one does not start from nothing:
 * whether `/ws` is missing there, and how many REST calls may still be made.
 */
export class HostMemory {
  readonly #withoutDesignSocket = new Set<string>();
  readonly #budgets = new Map<string, CallBudget>();

  /** Whether `/ws` was found missing while another socket of the same host answered. */
  lacksDesignSocket(host: string): boolean {
    return this.#withoutDesignSocket.has(host);
  }

  /** Notes whether a host has `/ws`. A host that went away may come back as another version, so this is forgotten then. */
  setLacksDesignSocket(host: string, lacks: boolean): void {
    if (lacks) this.#withoutDesignSocket.add(host);
    else this.#withoutDesignSocket.delete(host);
  }

  /** The call budget of a host, shared by everything that uses this memory. */
  budgetOf(host: string, clock: Clock): CallBudget {
    const budget = this.#budgets.get(host) ?? new CallBudget(clock);
    this.#budgets.set(host, budget);
    return budget;
  }
}
