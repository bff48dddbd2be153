/**
 * Where copies and versions of the library on one page meet (reliability 3.6, T8). The first copy puts it under
 * {@link PAGE_HUB}, and every later one uses it as it is, so that what stands here is frozen: a later version may not change
 * it, only put another hub under another name. Nothing passes through it but plain data.
 */

/** The name under which the hub stands on the page's global object. */
export const PAGE_HUB = Symbol.for('aurigraph.widgets');

/** Version of {@link PageHub}. */
export const HUB_VERSION = 1;

/** Most seats, so that a script that takes seats without end fills no memory; some ten in practice. */
const MOST_SEATS = 1_000;

/** Longest key and longest name of a room, in UTF-16 units. */
const LONGEST = 200;

/**
 * Hears in a room.
 *
 * @param from number of the seat that speaks; 0 is the hub, which says that the seats or their ranks are others
 * @param data what it says: plain data, which belongs to the speaker and has to be copied
 */
export type Hear = (from: number, data: unknown) => void;

/**
 * The hub. It knows nothing of streams: who leads, and what is said, is agreed in the rooms. Everything happens at once
 * and in order. Nothing throws, whatever it is given, and nobody's listener can keep the others from hearing.
 */
export interface PageHub {
  readonly version: typeof HUB_VERSION;
  /**
   * Takes a seat in a room and tells its number, counted from 1 and never used twice; 0 if that is not possible.
   *
   * @param key what proves later that the seat is the caller's: an id that nobody knows
   * @param rank 0 or more; what it means is the room's business
   */
  join(key: string, room: string, rank: number, hear: Hear): number;
  /** Has another rank from now on. */
  rank(key: string, rank: number): void;
  /** Gives the seat back. */
  leave(key: string): void;
  /** Says something to one seat of the room, or to all others if that is 0. */
  post(key: string, to: number, data: unknown): void;
  /** Number and rank of each seat of a room, oldest first. */
  seats(room: string): readonly (readonly [seat: number, rank: number])[];
  /** Names of all rooms with anybody in them; for diagnosis. */
  rooms(): readonly string[];
}

interface Seat {
  readonly number: number;
  readonly room: string;
  readonly hear: Hear;
  rank: number;
}

/** Makes a hub. */
export function makePageHub(): PageHub {
  const seats = new Map<string, Seat>();
  let last = 0;

  const inRoom = (room: string): Seat[] => [...seats.values()].filter((seat) => seat.room === room);
  const nudge = (room: string): void => {
    for (const seat of inRoom(room)) tell(seat, 0, undefined);
  };

  return Object.freeze({
    version: HUB_VERSION,
    join(key, room, rank, hear) {
      if (!isName(key) || !isName(room) || !isRank(rank) || typeof hear !== 'function') return 0;
      if (seats.has(key) || seats.size >= MOST_SEATS) return 0;
      last += 1;
      const number = last;
      seats.set(key, { number, room, rank, hear });
      nudge(room);
      return number;
    },
    rank(key, rank) {
      const seat = seats.get(key);
      if (seat === undefined || !isRank(rank) || seat.rank === rank) return;
      seat.rank = rank;
      nudge(seat.room);
    },
    leave(key) {
      const seat = seats.get(key);
      if (seat === undefined) return;
      seats.delete(key);
      nudge(seat.room);
    },
    post(key, to, data) {
      const from = seats.get(key);
      if (from === undefined) return;
      for (const seat of inRoom(from.room))
        if (seat !== from && (to === 0 || to === seat.number)) tell(seat, from.number, data);
    },
    seats: (room) => Object.freeze(inRoom(room).map(({ number, rank }) => Object.freeze([number, rank] as const))),
    rooms: () => Object.freeze([...new Set([...seats.values()].map(({ room }) => room))]),
  } satisfies PageHub);
}

function tell({ hear }: Seat, from: number, data: unknown): void {
  try {
    hear(from, data);
  } catch {
    // It is that listener's own matter; nothing of this library throws here.
  }
}

function isName(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && value.length <= LONGEST;
}

function isRank(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
