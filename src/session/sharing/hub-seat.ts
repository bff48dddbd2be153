import { isCount, isList } from './shapes.js';
import type { PageHub } from './page-hub.js';

/** Number and rank of a seat. */
export type SeatRank = readonly [seat: number, rank: number];

/** What whoever has a seat hears. */
export interface SeatEvents {
  /** The seats of the room, or their ranks, are others. At once. */
  readonly onSeats: () => void;
  /** Another seat said something: a copy. A moment later, in the order in which it was said. */
  readonly onSaid: (from: number, data: unknown) => void;
}

/** More seats in one room than that is nothing this library did. */
const MOST_SEATS = 1_000;

/**
 * A seat in a room of the page's hub. Any script may have made that hub, and may take a seat in it: so nothing of it throws
 * here, and what is heard is a copy that no getter or method came along with.
 */
export class HubSeat {
  readonly #hub: PageHub;
  readonly #key: string;
  readonly #room: string;
  readonly #events: SeatEvents;
  #number = 0;

  /** @param key an id that nobody knows */
  constructor(hub: PageHub, key: string, room: string, events: SeatEvents) {
    this.#hub = hub;
    this.#key = key;
    this.#room = room;
    this.#events = events;
  }

  /** Number of the seat; 0 while there is none. */
  get number(): number {
    return this.#number;
  }

  /** Takes the seat; tells whether there is one. */
  take(rank: number): boolean {
    const number = attempt(() => this.#hub.join(this.#key, this.#room, rank, (from, data) => this.#hear(from, data)));
    this.#number = isCount(number) ? number : 0;
    return this.#number > 0;
  }

  rank(rank: number): void {
    attempt(() => this.#hub.rank(this.#key, rank));
  }

  leave(): void {
    this.#number = 0;
    attempt(() => this.#hub.leave(this.#key));
  }

  /** Says something to one seat, or to all others if that is 0. */
  post(to: number, data: unknown): void {
    attempt(() => this.#hub.post(this.#key, to, data));
  }

  /** All seats of the room with their ranks, oldest first; nothing if the hub says something else. */
  seats(): readonly SeatRank[] | undefined {
    const seats: unknown = attempt(() => structuredClone(this.#hub.seats(this.#room)));
    return isList(seats, MOST_SEATS, isSeatRank) ? seats : undefined;
  }

  #hear(from: unknown, data: unknown): void {
    const { number } = this;
    if (number === 0 || !isCount(from)) return;
    if (from === 0) return this.#events.onSeats();
    const copy: unknown = attempt(() => structuredClone(data));
    queueMicrotask(() => {
      if (this.#number === number) this.#events.onSaid(from, copy);
    });
  }
}

function attempt<Result>(run: () => Result): Result | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}

function isSeatRank(value: unknown): value is SeatRank {
  return Array.isArray(value) && value.length === 2 && isCount(value[0]) && isCount(value[1]);
}
