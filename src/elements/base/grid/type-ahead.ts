import type { Clock } from '../../../domain/clock.js';

/** Names in the order in which they are shown. They are read only as far as it takes to find one. */
export interface NamesInOrder {
  readonly count: number;
  /** The name at an index; nothing where there is none, such as at the header of a group. */
  nameAt(index: number): string | undefined;
}

/** A key as the keyboard tells it. */
export type TypedKey = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing'>;

/** After so many milliseconds without a key, the next one begins anew. */
const RESET_MS = 1_000;

/** Names that are looked at for one key, so that no key takes longer than a frame. */
const MOST_LOOKS = 250_000;

/**
 * Finds names by how they begin while somebody types, as the ARIA grid and list patterns ask: the search begins at the row
 * that has the focus and goes on from the top. Case and accents do not matter. One letter typed again and again steps from
 * name to name. Knows neither elements nor the DOM.
 */
export class TypeAhead {
  readonly #clock: Pick<Clock, 'elapsed'>;
  readonly #mostLooks: number;
  #typed = '';
  #at = -Infinity;
  /** Nothing begins with what was typed, so nothing begins with more of it. */
  #isInVain = false;

  /** @param mostLooks Names that are looked at for one key; those further away are not found. Default: 250,000. */
  constructor(clock: Pick<Clock, 'elapsed'>, mostLooks = MOST_LOOKS) {
    this.#clock = clock;
    this.#mostLooks = mostLooks;
  }

  /** What was typed up to now; empty when the time for it is over. */
  get typed(): string {
    return this.#clock.elapsed() - this.#at < RESET_MS ? this.#typed : '';
  }

  /** Whether a key is meant for names. A space is, once something was typed; before that it selects. */
  takes({ key, ctrlKey, metaKey, altKey, isComposing }: TypedKey): boolean {
    if (ctrlKey || metaKey || altKey || isComposing || [...key].length !== 1) return false;
    return key === ' ' ? this.typed !== '' : true;
  }

  /**
   * Takes a character.
   *
   * @param from Index of the row that has the focus, or -1 where none has.
   * @returns the index of the name that is meant; nothing where no name begins so
   */
  type(character: string, names: NamesInOrder, from: number): number | undefined {
    const before = this.typed;
    if (before === '') this.#isInVain = false;
    this.#typed = before + character;
    this.#at = this.#clock.elapsed();
    const letters = [...this.#typed].map(folded);
    const steps = letters.every((letter) => letter === letters[0]);
    const sought = steps ? (letters[0] ?? '') : letters.join('');
    if (sought === '' || this.#isInVain) return undefined;
    const found = this.#find(sought, names, steps ? from + 1 : Math.max(0, from));
    this.#isInVain = found === undefined;
    return found;
  }

  /** Forgets what was typed. */
  reset(): void {
    this.#typed = '';
  }

  #find(sought: string, names: NamesInOrder, first: number): number | undefined {
    const looks = Math.min(names.count, this.#mostLooks);
    for (let look = 0; look < looks; look += 1) {
      const index = (first + look) % names.count;
      const name = names.nameAt(index);
      if (name !== undefined && beginsWith(name, sought)) return index;
    }
    return undefined;
  }
}

/** Whether a name begins with a text that was folded. */
function beginsWith(name: string, sought: string): boolean {
  const code = name.charCodeAt(0);
  // Most names are told apart by their first letter; that of a name in ASCII stays as it is but for its case.
  if (code < 128 && (code >= 65 && code <= 90 ? code + 32 : code) !== sought.charCodeAt(0)) return false;
  return folded(name).startsWith(sought);
}

/** A text without case and accents. */
function folded(text: string): string {
  if (!NOT_ASCII.test(text)) return text.toLowerCase();
  // Upper case first, for letters such as ß that are two there.
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toUpperCase().toLowerCase();
}

// eslint-disable-next-line no-control-regex -- all of ASCII
const NOT_ASCII = /[^\u0000-\u007f]/;
