import { MOST_CHOICES } from '../grid/column-definition.js';
import { naturalKey } from './text-ranks.js';

/** Stands for an unknown choice. */
export const UNKNOWN_CHOICE = 255;

/** The words of a column of choices and their codes. A word keeps its code while it is known. */
export class ChoiceWords {
  readonly #choices: ReadonlyMap<string, number>;
  readonly #words: (string | undefined)[] = [];
  readonly #lower: string[] = [];
  readonly #codes = new Map<string, number>();
  #ranks: number[] | undefined;

  /** @param choices Words in their order; others come after them, from A. */
  constructor(choices: readonly string[]) {
    this.#choices = new Map(choices.map((word, place) => [word, place]));
    for (const word of choices) this.take(word);
  }

  /** The place of each code in the order; a code without a word has none. */
  get ranks(): readonly number[] {
    return (this.#ranks ??= this.#rank());
  }

  /** The code of a word, if it has one. An empty word is unknown. */
  codeOf(word: string): number | undefined {
    return word === '' ? UNKNOWN_CHOICE : this.#codes.get(word);
  }

  /** The word of a code, if it has one. */
  wordOf(code: number): string | undefined {
    return this.#words[code];
  }

  /** The word of a code in lower case; empty where it has none. */
  lowerOf(code: number): string {
    return this.#words[code] === undefined ? '' : (this.#lower[code] ?? '');
  }

  /** Gives a code to a word that has none; nothing while all of them are taken. */
  take(word: string): number | undefined {
    const free = this.#words.indexOf(undefined);
    const code = free < 0 ? this.#words.length : free;
    if (code >= MOST_CHOICES) return undefined;
    this.#words[code] = word;
    this.#lower[code] = word.toLowerCase();
    this.#codes.set(word, code);
    this.#ranks = undefined;
    return code;
  }

  /** Forgets all words but those of some codes. */
  keepOnly(used: ReadonlySet<number>): void {
    for (const [word, code] of this.#codes) {
      if (used.has(code)) continue;
      this.#codes.delete(word);
      this.#words[code] = undefined;
    }
    this.#ranks = undefined;
  }

  #rank(): number[] {
    const words = [...this.#codes.keys()].sort((a, b) => this.#compare(a, b));
    const ranks: number[] = [];
    words.forEach((word, rank) => (ranks[this.#codes.get(word) ?? UNKNOWN_CHOICE] = rank));
    return Array.from(ranks, (rank: number | undefined) => rank ?? NaN);
  }

  #compare(left: string, right: string): number {
    const place = (word: string): number => this.#choices.get(word) ?? MOST_CHOICES;
    const [a, b] = [naturalKey(left), naturalKey(right)];
    return place(left) - place(right) || Number(a > b) - Number(a < b) || Number(left > right) - Number(left < right);
  }
}
