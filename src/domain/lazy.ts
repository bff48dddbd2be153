import { FailureError } from './failure.js';

/**
 * A part of the library that a page loads only when it needs it. Whoever needs it at once looks whether it is `here`;
 * from the first load on, that is always so.
 */
export class Lazy<Part> {
  readonly #title: string;
  readonly #import: () => Promise<Part>;
  #part: Part | undefined;
  #loading: Promise<Part> | undefined;

  /**
   * @param title what people call it, as the beginning of a sentence
   * @param load a dynamic import, spelled out so that bundlers see it
   */
  constructor(title: string, load: () => Promise<Part>) {
    this.#title = title;
    this.#import = load;
  }

  /** The part, if it was loaded. */
  get here(): Part | undefined {
    return this.#part;
  }

  /** Loads it, once for everyone who asks. Rejects with `not-loaded`; whoever asks afterwards tries again. */
  load(): Promise<Part> {
    this.#loading ??= this.#import().then(
      (part) => (this.#part = part),
      (cause: unknown) => {
        this.#loading = undefined;
        throw notLoaded(this.#title, cause);
      },
    );
    return this.#loading;
  }
}

function notLoaded(title: string, cause: unknown): FailureError {
  const message = `${title} could not be loaded: the page is offline, or another version was put in its place.`;
  const remedy = 'Try again. If that does not help, reload the page.';
  return new FailureError({ code: 'not-loaded', message, remedy }, { cause });
}
