import type { Clock, Stop } from '../../domain/clock.js';
import { follows, nextTick, outside, step, type Effect, type Leadership, type LeadershipEvent } from './leadership.js';
import type { ShareChannel, ShareLock, SharePorts } from './share-ports.js';
import {
  readShareMessage,
  type BatchMessage,
  type BeatMessage,
  type RequestMessage,
  type ShareMessage,
} from './share-message.js';
import { isSameTerm } from './term.js';

/** What the leader adds to each sign of life. */
export type BeatPart = Pick<BeatMessage, 'sequence' | 'news'>;

/** What a {@link TabGroup} needs. */
export interface TabGroupOptions {
  /** Of the channel and of the lock. */
  readonly name: string;
  readonly ports: SharePorts;
  readonly clock: Clock;
  readonly visible: boolean;
  readonly beat: () => BeatPart;
  /** The role or the term is another one. */
  readonly onChange: () => void;
  /** The leader of the present term said something, which is to be taken. */
  readonly onTold: (message: BeatMessage | BatchMessage) => void;
  /** A follower asks this tab, which leads. */
  readonly onAsked: (word: RequestMessage['word']) => void;
  /** The browser gives this page no lock. */
  readonly onRefused: () => void;
}

/** This tab among those that share a stream: carries out what leadership says, with a channel, a lock and a timer. */
export class TabGroup {
  readonly #options: TabGroupOptions;
  readonly #lock: ShareLock | undefined;
  #state: Leadership;
  #channel: ShareChannel | undefined;
  #dropped = 0;
  #stopTimer: Stop | undefined;

  constructor(options: TabGroupOptions) {
    this.#options = options;
    const { ports, name, visible } = options;
    this.#lock = ports.openLock?.(name, {
      granted: () => this.#happen({ type: 'granted' }),
      lost: () => this.#happen({ type: 'lost' }),
      refused: () => options.onRefused(),
    });
    this.#state = outside(ports.newId(), this.#lock !== undefined, visible);
  }

  /** What this tab knows about who leads. */
  get state(): Leadership {
    return this.#state;
  }

  /** Messages that were ignored because of their shape, their term or their sender. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Takes part from now on; tells whether that is possible. */
  join(): boolean {
    const { ports, name } = this.#options;
    this.#channel ??= ports.openChannel(name, (data) => this.#hear(data));
    if (this.#channel === undefined) return false;
    this.#happen({ type: 'join' });
    return true;
  }

  /** Goes: without a channel and without a lock a page may be kept for the back button (reliability T10). */
  leave(): void {
    this.#happen({ type: 'leave' });
    this.#stopTimer?.();
    this.#channel?.close();
    this.#channel = undefined;
  }

  /** The page can be seen, or not any more. */
  see(visible: boolean): void {
    this.#happen({ type: 'visibility', visible });
  }

  /** Whether this tab leads at this moment; it may have slept until now, and then looks first. */
  mayLead(): boolean {
    this.#happen({ type: 'tick' });
    return this.#state.role === 'leader';
  }

  /** Tells the others at once that the leader's stream has another status. */
  beat(): void {
    if (this.mayLead()) this.#do({ type: 'post', word: 'beat' });
  }

  /** Tells what changed. */
  tell(batch: BatchMessage['batch'], sequence: number, whole: boolean): void {
    const { id, term, visible } = this.#state;
    const message: BatchMessage = { word: 'batch', from: id, term, visible, sequence, whole, batch };
    this.#channel?.post(message);
  }

  /** Asks the leader. */
  request(word: RequestMessage['word']): void {
    const { id, term } = this.#state;
    const message: RequestMessage = { word, from: id, term };
    this.#channel?.post(message);
  }

  #hear(data: unknown): void {
    const message = readShareMessage(data);
    if (message === undefined) return this.#drop();
    if (isRequest(message)) return this.#answer(message);
    this.#happen({ type: 'hear', heard: message });
    if (message.word !== 'beat' && message.word !== 'batch') return;
    if (follows(this.#state, message)) this.#options.onTold(message);
    else this.#drop();
  }

  #answer({ word, term }: RequestMessage): void {
    if (this.mayLead() && isSameTerm(term, this.#state.term)) this.#options.onAsked(word);
  }

  #drop(): void {
    this.#dropped += 1;
  }

  #happen(event: LeadershipEvent): void {
    const before = this.#state;
    const [state, effects] = step(before, event, this.#options.clock.elapsed());
    this.#state = state;
    // First whoever stops leading stops its stream; then the others hear of it.
    if (state.role !== before.role || state.term !== before.term) this.#options.onChange();
    for (const effect of effects) this.#do(effect);
    this.#schedule();
  }

  #do(effect: Effect): void {
    if (effect.type !== 'post') return this.#lock?.[effect.type]();
    const { id, term, visible } = this.#state;
    const heard = { from: id, term, visible, to: effect.to };
    if (effect.word !== 'beat') return this.#channel?.post({ word: effect.word, ...heard });
    if (this.#state.role === 'leader') this.#channel?.post({ word: 'beat', ...heard, ...this.#options.beat() });
  }

  #schedule(): void {
    this.#stopTimer?.();
    const [due, { clock }] = [nextTick(this.#state), this.#options];
    if (due === undefined) return;
    this.#stopTimer = clock.after(Math.max(0, due - clock.elapsed()), () => this.#happen({ type: 'tick' }));
  }
}

function isRequest(message: ShareMessage): message is RequestMessage {
  return message.word === 'ask' || message.word === 'retry';
}
