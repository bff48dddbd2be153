import type { Origin } from '../domain/live-update.js';

/** What values of one source have in common: where they come from, and how far they can be trusted. */
export type OriginKind = Pick<Origin, 'source' | 'confidence' | 'everyMs'>;

/** Code of a value whose origin nobody told. */
export const NO_ORIGIN = 0;

/** Codes fit into 16 bits. There are some twenty kinds of origin in practice. */
const MAX_CODES = 65_536;

const NOBODY: OriginKind = Object.freeze({ source: '', confidence: 'constant' });

/** Kinds of origin as small numbers, so that a column of them can say where ten thousand nodes have their values from. */
export class OriginCodes {
  readonly #kinds: OriginKind[] = [NOBODY];
  readonly #codes = new Map<string, number>();
  #last: Origin | undefined;
  #lastCode = NO_ORIGIN;

  /** Number of codes; they count from 0, which is {@link NO_ORIGIN}. */
  get count(): number {
    return this.#kinds.length;
  }

  /** The code of an origin. The hot path: all values of a frame share one origin object. */
  codeOf(origin: Origin): number {
    if (origin === this.#last) return this.#lastCode;
    this.#last = origin;
    this.#lastCode = this.#find(origin);
    return this.#lastCode;
  }

  /** What a code stands for. */
  kindOf(code: number): OriginKind {
    return this.#kinds[code] ?? NOBODY;
  }

  /** The kinds from a code on. */
  kindsFrom(code: number): readonly OriginKind[] {
    return this.#kinds.slice(code);
  }

  #find({ source, confidence, everyMs }: OriginKind): number {
    const key = `${confidence} ${everyMs ?? ''} ${source}`;
    const known = this.#codes.get(key);
    if (known !== undefined) return known;
    if (this.#kinds.length >= MAX_CODES) return NO_ORIGIN;
    const code = this.#kinds.push(everyMs === undefined ? { source, confidence } : { source, confidence, everyMs }) - 1;
    this.#codes.set(key, code);
    return code;
  }
}
