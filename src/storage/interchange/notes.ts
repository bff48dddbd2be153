import type { ImportNotice } from './reading.js';

/** Where something stands in a file: keys and indexes from its root. */
export type Path = readonly (string | number)[];

/** Most notices that are listed one by one. */
const LISTED = 500;

/** Longest value that is shown. */
const SHOWN_LENGTH = 60;

/** Collects what is read differently from how it is written. */
export class Notes {
  readonly #listed: ImportNotice[] = [];
  #more = 0;

  /** Notes a difference. Values are shortened; nothing that may be a secret is passed in. */
  tell(path: Path, found: unknown, used: unknown, message: string): void {
    if (this.#listed.length < LISTED) this.#listed.push({ path, found: inWords(found), used: inWords(used), message });
    else this.#more += 1;
  }

  /** What was noted, in the order of the file. A very long list ends with the number of those left out. */
  list(): readonly ImportNotice[] {
    if (this.#more === 0) return this.#listed;
    const message = `There are ${this.#more.toLocaleString('en')} more notices of this kind.`;
    return [...this.#listed, { path: [], found: '', used: '', message }];
  }
}

/** A value as it is shown in a notice; empty for nothing. */
function inWords(value: unknown): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  return shorten(typeof value === 'string' ? value : JSON.stringify(value));
}

/** The beginning of a long text. */
function shorten(text: string): string {
  return text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH - 1)}…` : text;
}
