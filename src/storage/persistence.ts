/** What is known about how well things are kept, as a fact that elements can show. */
import type { Stop } from '../domain/clock.js';
import type { Failure } from '../domain/failure.js';
import { Listeners } from '../domain/listeners.js';
import type { Durability } from './ports.js';

/** How well things are kept. A new frozen object on every change. */
export interface PersistenceFact {
  /** Configurations and settings: `durable` until the stores are opened, then what was found. */
  readonly configurations: Durability;
  /** Metrics snapshots. */
  readonly metrics: Durability;
  /**
   * The schema design's own keys in `localStorage`, which other pages read: `stale` if they could not be written,
   * `off` where there is no such store. Nothing is lost then; other pages see the former state.
   */
  readonly mirror: 'current' | 'stale' | 'off';
  /** The last thing that went wrong and was survived. */
  readonly failure?: Failure;
}

/** Holds the fact and tells when it changes. */
export class Persistence implements PersistenceFact {
  readonly #listeners = new Listeners<PersistenceFact>();
  #fact: PersistenceFact = Object.freeze({ configurations: 'durable', metrics: 'durable', mirror: 'current' });

  /** All of it, as one object that stays as it is. */
  get current(): PersistenceFact {
    return this.#fact;
  }

  get configurations(): Durability {
    return this.#fact.configurations;
  }

  get metrics(): Durability {
    return this.#fact.metrics;
  }

  get mirror(): PersistenceFact['mirror'] {
    return this.#fact.mirror;
  }

  get failure(): Failure | undefined {
    return this.#fact.failure;
  }

  /** Hears of every change. */
  subscribe(listener: (fact: PersistenceFact) => void): Stop {
    return this.#listeners.add(listener);
  }

  /** Notes what was found out. Telling the same again tells nobody. */
  note(change: Partial<PersistenceFact>): void {
    const known: Record<string, unknown> = { ...this.#fact };
    if (Object.entries(change).every(([key, value]) => known[key] === value)) return;
    this.#fact = Object.freeze({ ...this.#fact, ...change });
    this.#listeners.tell(this.#fact);
  }

  /** Forgets every listener. */
  dispose(): void {
    this.#listeners.clear();
  }

  /** How many listen; for tests and diagnosis. */
  get listenerCount(): number {
    return this.#listeners.count;
  }
}
