import type { Clock, Stop } from '../../domain/clock.js';
import { follows, nextTick, outside, step, type Effect, type Leadership, type LeadershipEvent } from './leadership.js';
import { LAYOUT } from './layout.js';
import type { ShareGroup, ShareGroupEvents } from './share-group.js';
import type { ShareChannel, ShareLock, SharePorts } from './share-ports.js';
import { isRequest, readShareMessage, type BatchMessage, type RequestMessage } from './share-message.js';
import { isSameTerm } from './term.js';

/** What a {@link TabGroup} needs. */
export interface TabGroupOptions extends ShareGroupEvents {
  /** Of the channel and of the lock. */
  readonly name: string;
  readonly ports: SharePorts;
  readonly clock: Clock;
  readonly visible: boolean;
  /** How new the library of this tab is. */
  readonly rank: number;
}

/** This tab among those that share a stream: carries out what leadership says, with a channel, a lock and a timer. */
export class TabGroup implements ShareGroup {
  readonly #options: TabGroupOptions;
  readonly #lock: ShareLock | undefined;
  #state: Leadership;
  #channel: ShareChannel | undefined;
  #dropped = 0;
  #stopTimer: Stop | undefined;

  constructor(options: TabGroupOptions) {
    this.#options = options;
    const { ports, name, visible, rank } = options;
    this.#lock = ports.openLock?.(name, {
      granted: () => this.#happen({ type: 'granted' }),
      lost: () => this.#happen({ type: 'lost' }),
      refused: () => options.onRefused('unsupported'),
    });
    this.#state = outside(ports.newId(), this.#lock !== undefined, visible, rank);
  }

  get state(): Leadership {
    return this.#state;
  }

  get dropped(): number {
    return this.#dropped;
  }

  join(): boolean {
    const { ports, name } = this.#options;
    this.#channel ??= ports.openChannel(name, (data) => this.#hear(data));
    if (this.#channel === undefined) return false;
    this.#happen({ type: 'join' });
    return true;
  }

  /** Without a channel and without a lock a page may be kept for the back button (reliability T10). */
  suspend(): void {
    this.leave();
  }

  leave(): void {
    this.#happen({ type: 'leave' });
    this.#stopTimer?.();
    this.#channel?.close();
    this.#channel = undefined;
  }

  see(visible: boolean): void {
    this.#happen({ type: 'visibility', visible });
  }

  /** A tab may have slept until now, and then looks first who leads. */
  mayTell(): boolean {
    this.#happen({ type: 'tick' });
    return this.#state.role === 'leader';
  }

  beat(): void {
    if (this.mayTell()) this.#do({ type: 'post', word: 'beat' });
  }

  tell(batch: BatchMessage['batch'], sequence: number, whole: boolean): void {
    const { id, term, visible, rank } = this.#state;
    const heard = { from: id, term, visible, rank };
    const message: BatchMessage = { word: 'batch', ...heard, sequence, whole, layout: LAYOUT, batch };
    this.#channel?.post(message);
  }

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
    if (this.mayTell() && isSameTerm(term, this.#state.term)) this.#options.onAsked(word);
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
    const { id, term, visible, rank } = this.#state;
    const heard = { from: id, term, visible, rank, to: effect.to };
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
