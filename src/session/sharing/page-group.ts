import type { Clock, Stop } from '../../domain/clock.js';
import { HubSeat, type SeatRank } from './hub-seat.js';
import { LAYOUT } from './layout.js';
import type { PageHub } from './page-hub.js';
import type { ShareGroup, ShareGroupEvents } from './share-group.js';
import {
  isRequest,
  readShareMessage,
  type BatchMessage,
  type BeatMessage,
  type RequestMessage,
  type ShareMessage,
} from './share-message.js';
import { NO_TERM } from './term.js';

/** A follower asks the leader this often whether it is there, in milliseconds. The answer comes at once, or never. */
const ASK_EVERY_MS = 1_000;

/** So many questions without an answer, and whoever leads does not lead. */
const MOST_UNANSWERED = 3;

/** So many requests for everything without anything that can be read, and the leader is not understood here. */
const MOST_REQUESTS = 6;

/** Rank of a copy that came while another leads, until it knows everything that the other does. */
const GUEST = 0;

/** What a {@link PageGroup} needs. */
export interface PageGroupOptions extends ShareGroupEvents {
  readonly hub: PageHub;
  readonly room: string;
  /** An id that nobody knows. */
  readonly key: string;
  readonly clock: Clock;
  readonly visible: boolean;
  /** How new this copy of the library is. */
  readonly rank: number;
}

/**
 * This copy of the library among those on the page that share a stream. The newest leads, of equally new ones the first:
 * everybody sees the same seats at the same time, so there is nothing to agree on. Who comes while another leads takes
 * over only when it knows what the other knows, so that nothing that was shown disappears.
 */
export class PageGroup implements ShareGroup {
  readonly #options: PageGroupOptions;
  readonly #seat: HubSeat;
  #state: ShareGroup['state'] = { role: 'away', term: NO_TERM };
  #visible: boolean;
  /** Seat of the leader, and how many others there are. */
  #leader = 0;
  #others = 0;
  #terms = 0;
  #unanswered = 0;
  #requests = 0;
  #dropped = 0;
  #stopTimer: Stop = () => undefined;

  constructor(options: PageGroupOptions) {
    const { hub, key, room, visible } = options;
    this.#options = options;
    this.#visible = visible;
    this.#seat = new HubSeat(hub, key, room, {
      onSeats: () => void (this.#look() || options.onRefused('unsupported')),
      onSaid: (from, data) => this.#hear(from, data),
    });
  }

  get state(): ShareGroup['state'] {
    return this.#state;
  }

  get dropped(): number {
    return this.#dropped;
  }

  join(): boolean {
    if (this.#seat.number > 0) return true;
    if (this.#seat.take(GUEST) && this.#look()) return true;
    this.#seat.leave();
    return false;
  }

  leave(): void {
    this.#stopTimer();
    this.#leader = 0;
    // First it stops leading; then the others hear of it.
    this.#become({ role: 'away', term: this.#state.term });
    this.#seat.leave();
  }

  see(visible: boolean): void {
    this.#visible = visible;
  }

  suspend(): void {
    // All copies sleep and wake together, and a hub keeps no page from being kept.
  }

  mayTell(): boolean {
    return this.#state.role === 'leader' && this.#others > 0;
  }

  beat(): void {
    if (this.mayTell()) this.#beat(0);
  }

  tell(batch: BatchMessage['batch'], sequence: number, whole: boolean): void {
    this.#post(0, { word: 'batch', ...this.#heard(), sequence, whole, layout: LAYOUT, batch });
  }

  request(word: RequestMessage['word']): void {
    if (word === 'ask') this.#requests += 1;
    if (this.#requests > MOST_REQUESTS) return this.#options.onRefused('silent');
    const { from, term } = this.#heard();
    this.#post(this.#leader, { word, from, term });
  }

  /** Who leads, as the seats say; tells whether the hub can be believed. */
  #look(): boolean {
    const seats = this.#seat.seats();
    const leader = seats && leaderOf(seats);
    if (seats === undefined || leader === undefined) return false;
    this.#others = seats.length - 1;
    if (leader === this.#leader) return true;
    this.#leader = leader;
    this.#unanswered = 0;
    this.#requests = 0;
    if (leader === this.#seat.number) this.#lead();
    else this.#follow();
    return true;
  }

  #lead(): void {
    this.#stopTimer();
    this.#terms += 1;
    this.#become({ role: 'leader', term: { number: this.#terms, leader: this.#name } });
    this.#seat.rank(this.#options.rank);
  }

  #follow(): void {
    this.#become({ role: 'follower', term: { ...NO_TERM } });
    this.#askWhetherThere();
  }

  /** In its own time: a page whose timers are throttled asks seldom, and is answered all the same. */
  #askWhetherThere(): void {
    this.#stopTimer();
    if (this.#unanswered >= MOST_UNANSWERED) return this.#options.onRefused('silent');
    this.#unanswered += 1;
    this.#stopTimer = this.#options.clock.after(ASK_EVERY_MS, () => this.#askWhetherThere());
    this.#post(this.#leader, { word: 'hello', ...this.#heard() });
  }

  #hear(from: number, data: unknown): void {
    const message = readShareMessage(data);
    if (message === undefined) this.#dropped += 1;
    else if (this.#state.role === 'leader') this.#answer(from, message);
    else if ((message.word === 'beat' || message.word === 'batch') && from === this.#leader) this.#take(message);
    else this.#dropped += 1;
  }

  #answer(from: number, message: ShareMessage): void {
    if (isRequest(message)) this.#options.onAsked(message.word);
    else if (message.word === 'hello') this.#beat(from);
    else this.#dropped += 1;
  }

  #take(message: BeatMessage | BatchMessage): void {
    this.#unanswered = 0;
    const { number, leader } = this.#state.term;
    // The same leader may have led before; what it told then is not what it tells now.
    if (message.term.number !== number || message.term.leader !== leader)
      this.#become({ role: 'follower', term: message.term });
    this.#options.onTold(message);
    if (message.word !== 'batch') return;
    this.#requests = 0;
    // Now it knows what the leader knows, and leads if it is newer.
    if (message.whole) this.#seat.rank(this.#options.rank);
  }

  #beat(to: number): void {
    this.#post(to, { word: 'beat', ...this.#heard(), ...this.#options.beat() });
  }

  #post(to: number, message: ShareMessage): void {
    this.#seat.post(to, message);
  }

  get #name(): string {
    return String(this.#seat.number);
  }

  #heard() {
    return { from: this.#name, term: this.#state.term, visible: this.#visible, rank: this.#options.rank };
  }

  #become(state: ShareGroup['state']): void {
    if (state.role === 'away' && this.#state.role === 'away') return;
    this.#state = state;
    this.#options.onChange();
  }
}

/** Seat of the highest rank; of equal ones, the oldest. */
function leaderOf(seats: readonly SeatRank[]): number | undefined {
  let best: SeatRank | undefined;
  for (const seat of seats) if (best === undefined || seat[1] > best[1]) best = seat;
  return best?.[0];
}
