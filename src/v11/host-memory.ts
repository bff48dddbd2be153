import type { Clock, Random } from '../domain/clock.js';
import { CallBudget, type CallAllowance } from './call-budget.js';
import { quantity, recordOf } from './decode/readers.js';
import { DESIGN_SOCKET } from './endpoints.js';
import { HostRecord, type HostStore } from './host-store.js';

/** What was found missing is looked for again after this, in milliseconds; backends are updated. */
const EXPIRY_MS = 3_600_000;

/** A store that does not answer is not waited for any longer, in milliseconds. */
const PATIENCE_MS = 500;

/** What a {@link HostMemory} may be given. */
export interface HostMemoryOptions {
  /** Where it outlives the page and is shared with other tabs; without it, it is gone with the page. */
  readonly store?: HostStore | undefined;
  /** What the keys in the store begin with; default `aurigraph_v11_`. */
  readonly prefix?: string;
  /** Default: `Math.random`. */
  readonly random?: Random | undefined;
  /** Who keeps count of the calls to a host instead of this memory, such as the page behind a Worker. */
  readonly allowance?: CallAllowance | undefined;
}

/**
 * What a page learnt about backends, kept by host so that a new stream to the same one does not start from nothing:
 * whether `/ws` was found missing and when, and how many REST calls were made.
 */
export class HostMemory {
  readonly #options: HostMemoryOptions;
  /** When `/ws` was found missing, in epoch milliseconds, by host. */
  readonly #missingSince = new Map<string, number>();
  readonly #budgets = new Map<string, CallAllowance>();
  readonly #loaded = new Set<string>();

  constructor(options: HostMemoryOptions = {}) {
    this.#options = options;
  }

  /** Reads what is stored about a host, then calls back: at once where the store answers at once, else within 0.5 s. */
  load(host: string, clock: Clock, then: () => void): void {
    const record = this.#loaded.has(host) ? undefined : this.#record('host_', host);
    this.#loaded.add(host);
    const known = record?.read();
    if (!(known instanceof Promise)) {
      this.#learn(host, known);
      return then();
    }
    const late = new Promise<undefined>((resolve) => void clock.after(PATIENCE_MS, () => resolve(undefined)));
    void Promise.race([known, late]).then((value: unknown) => {
      this.#learn(host, value);
      then();
    });
  }

  /** Whether `/ws` was found missing, within the last hour, while another socket of the same host answered. */
  lacksDesignSocket(host: string, clock: Clock): boolean {
    const ageMs = clock.now() - (this.#missingSince.get(host) ?? -Infinity);
    return ageMs >= 0 && ageMs < EXPIRY_MS;
  }

  /** Notes whether a host has `/ws`. A host that went away may come back as another version, so this is forgotten then. */
  setLacksDesignSocket(host: string, lacks: boolean, clock: Clock): void {
    if (lacks === this.lacksDesignSocket(host, clock)) return;
    if (lacks) this.#missingSince.set(host, clock.now());
    else this.#missingSince.delete(host);
    const missing = lacks ? { [DESIGN_SOCKET]: clock.now() } : {};
    void this.#record('host_', host)?.write({ missing });
  }

  /** The call budget of a host, shared by everything that uses this memory, and by all pages that share its store. */
  budgetOf(host: string, clock: Clock): CallAllowance {
    const { random, allowance } = this.#options;
    if (allowance !== undefined) return allowance;
    const budget = this.#budgets.get(host) ?? new CallBudget(clock, { record: this.#record('calls_', host), random });
    this.#budgets.set(host, budget);
    return budget;
  }

  #learn(host: string, known: unknown): void {
    const since = quantity(recordOf(recordOf(known)?.missing)?.[DESIGN_SOCKET]);
    if (Number.isFinite(since)) this.#missingSince.set(host, since);
  }

  #record(kind: string, host: string): HostRecord | undefined {
    const { store, prefix = 'aurigraph_v11_' } = this.#options;
    return store === undefined ? undefined : new HostRecord(store, prefix + kind + host);
  }
}
