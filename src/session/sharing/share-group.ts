import type { Role } from './leadership.js';
import type { BatchMessage, BeatMessage, RequestMessage } from './share-message.js';
import type { SharingRefusal } from './feed-sharing.js';
import type { Term } from './term.js';

/** What the leader adds to each sign of life. */
export type BeatPart = Pick<BeatMessage, 'sequence' | 'news'>;

/** What a {@link ShareGroup} tells whoever takes part. */
export interface ShareGroupEvents {
  /** Asked for with each sign of life. */
  readonly beat: () => BeatPart;
  /** The role or the term is another one. */
  readonly onChange: () => void;
  /** The leader of the present term said something, which is to be taken. */
  readonly onTold: (message: BeatMessage | BatchMessage) => void;
  /** A follower asks, and this one leads. */
  readonly onAsked: (word: RequestMessage['word']) => void;
  /** It is not possible to take part any longer. */
  readonly onRefused: (refusal: SharingRefusal) => void;
}

/** One among those that share a stream: tabs of an origin, or copies of the library on a page. */
export interface ShareGroup {
  /** What is known about who leads. */
  readonly state: { readonly role: Role; readonly term: Term };
  /** Messages that were ignored because of their shape, their term or their sender. */
  readonly dropped: number;
  /** Takes part from now on, unless it does already; tells whether that is possible. */
  join(): boolean;
  leave(): void;
  /** The page can be seen, or not any more. */
  see(visible: boolean): void;
  /** The page is about to be frozen or kept for the back button. */
  suspend(): void;
  /** Whether this one leads at this moment, and anybody may want to hear what changed. */
  mayTell(): boolean;
  /** Tells the others at once that the leader's stream has another status. */
  beat(): void;
  /** Tells what changed, or everything. */
  tell(batch: BatchMessage['batch'], sequence: number, whole: boolean): void;
  /** Asks the leader. */
  request(word: RequestMessage['word']): void;
}
