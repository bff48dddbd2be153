import { exampleOf, shownWord } from './decode/frame-example.js';
import type { JsonRecord } from './decode/readers.js';

/** Frames of one kind that nobody here knows. */
export interface UnknownFrames {
  /** The socket that they came from. */
  readonly endpoint: string;
  /** What they call themselves: their `type`, else their `action`, `channel` or nothing. Shortened. */
  readonly type: string;
  /** How many there were. */
  readonly count: number;
  /** The first of them in brief: 500 characters at most, without anything that looks like a token. */
  readonly example: string;
}

/** Most kinds that are told apart; frames of further kinds are counted together. */
export const MAX_UNKNOWN_KINDS = 32;

/** Type under which frames are counted for which there was no room. */
const OTHER = '(other)';

interface Kind {
  readonly endpoint: string;
  readonly type: string;
  readonly example: string;
  count: number;
}

/**
 * Counts frames of unknown kinds by endpoint and type, and keeps one short example of each, so that someone who meets
 * a new backend can see what it says. Bounded, whatever a server sends.
 */
export class UnknownFrameLog {
  readonly #kinds = new Map<string, Kind>();
  #list: readonly UnknownFrames[] | undefined;

  /** Every kind, in the order in which they were met; nothing if there is none. The same list until there is more. */
  get list(): readonly UnknownFrames[] | undefined {
    if (this.#kinds.size === 0) return undefined;
    this.#list ??= Object.freeze(Array.from(this.#kinds.values(), (kind) => Object.freeze({ ...kind })));
    return this.#list;
  }

  /** Counts a frame. */
  note(endpoint: string, frame: JsonRecord): void {
    const kind = this.#kindOf(endpoint, typeOf(frame), frame);
    kind.count += 1;
    this.#list = undefined;
  }

  #kindOf(endpoint: string, type: string, frame: JsonRecord): Kind {
    const known = this.#kinds.get(`${endpoint} ${type}`);
    if (known !== undefined) return known;
    if (this.#kinds.size >= MAX_UNKNOWN_KINDS - 1) return this.#other();
    const kind = { endpoint, type, example: exampleOf(frame), count: 0 };
    this.#kinds.set(`${endpoint} ${type}`, kind);
    return kind;
  }

  #other(): Kind {
    const kind = this.#kinds.get(OTHER) ?? { endpoint: '', type: OTHER, example: '', count: 0 };
    this.#kinds.set(OTHER, kind);
    return kind;
  }
}

function typeOf({ type, action, channel }: JsonRecord): string {
  const name = [type, action, channel].find((candidate) => typeof candidate === 'string');
  return shownWord(name ?? '');
}
