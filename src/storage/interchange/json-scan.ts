/**
 * Reads over JSON text without building anything and without recursion: refuses what is no JSON with its place, and
 * what is too deep or has too many values before `JSON.parse` sees it (reliability 3.10, I2, I9). One pass, linear.
 */
import { TextCursor } from './text-cursor.js';
import { unreadable, type TextPlace } from './unreadable.js';

/** Most containers inside one another (reliability 3.10). */
export const MAX_DEPTH = 32;

/** Most values in a file, containers included (reliability 3.10). */
export const MAX_VALUES = 50_000;

/** Names that reach prototypes in careless code (reliability I1). */
export const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** What was noticed on the way. */
export interface ScanResult {
  /** How many fields have a forbidden name. */
  readonly forbidden: number;
  /** Names that stand twice in one object, with the place of the second; the first hundred. */
  readonly duplicates: readonly { readonly key: string; readonly place: TextPlace }[];
  /** Places of whole numbers with more digits than a number keeps; the first hundred. */
  readonly inexact: readonly TextPlace[];
}

/** Most places that are remembered of each kind. */
const REMEMBERED = 100;

/** Whole numbers of so many characters are always exact. */
const EXACT_LENGTH = 15;

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /[A-Za-z_$][\w$]{0,30}/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const WORDS: readonly string[] = ['true', 'false', 'null'];

/** Scans a text that should hold one JSON value. Fails with `invalid-import` and the place of the first fault. */
export function scanJson(text: string): ScanResult {
  return new Scan(text).run();
}

class Scan {
  readonly #cursor: TextCursor;
  /** The containers that are open: keys seen so far for an object, nothing for a list. */
  readonly #open: (Set<string> | undefined)[] = [];
  readonly #duplicates: { key: string; place: TextPlace }[] = [];
  readonly #inexact: TextPlace[] = [];
  #values = 0;
  #forbidden = 0;

  constructor(text: string) {
    this.#cursor = new TextCursor(text);
  }

  run(): ScanResult {
    this.#cursor.skipBlanks();
    if (this.#cursor.sign === undefined) throw this.#fault('This file is empty');
    do this.#value();
    while (this.#afterValue());
    if (this.#cursor.sign !== undefined) throw this.#fault('Something follows after the end of the JSON value');
    return { forbidden: this.#forbidden, duplicates: this.#duplicates, inexact: this.#inexact };
  }

  /** Reads one value, and goes into containers as long as they start with another value. */
  #value(): void {
    for (;;) {
      this.#count();
      const { sign } = this.#cursor;
      if (sign !== '{' && sign !== '[') return this.#scalar(sign);
      this.#enter(sign);
      if (this.#cursor.sign === (sign === '{' ? '}' : ']')) return;
      if (sign === '{') this.#key();
    }
  }

  /** Closes what ends here; whether another value follows. */
  #afterValue(): boolean {
    for (;;) {
      this.#cursor.skipBlanks();
      if (this.#open.length === 0) return false;
      const end = this.#open.at(-1) === undefined ? ']' : '}';
      if (this.#cursor.sign === ',') return this.#next(end);
      if (this.#cursor.sign !== end) throw this.#fault(`A comma or ${end} is missing`);
      this.#open.pop();
      this.#cursor.at += 1;
    }
  }

  #next(end: string): true {
    const comma = this.#cursor.placeOf(this.#cursor.at);
    this.#step();
    if (this.#cursor.sign === end) throw this.#fault(`There is a comma too many before ${end}`, comma);
    if (end === '}') this.#key();
    return true;
  }

  #enter(sign: '{' | '['): void {
    this.#open.push(sign === '{' ? new Set() : undefined);
    if (this.#open.length > MAX_DEPTH) throw this.#fault(`This file is nested more than ${MAX_DEPTH} levels deep`);
    this.#step();
  }

  #key(): void {
    const start = this.#cursor.at;
    const quote = this.#cursor.sign;
    if (quote !== '"') throw this.#fault('The name of a field in double quotes is missing');
    this.#string();
    this.#notice(plainKey(this.#cursor.text.slice(start, this.#cursor.at)), start);
    this.#cursor.skipBlanks();
    const { sign } = this.#cursor;
    if (sign !== ':') throw this.#fault('A colon is missing after the name of a field');
    this.#step();
  }

  #notice(key: string, start: number): void {
    if (FORBIDDEN_KEYS.has(key)) this.#forbidden += 1;
    const keys = this.#open.at(-1);
    if (keys?.has(key) === true && this.#duplicates.length < REMEMBERED)
      this.#duplicates.push({ key, place: this.#cursor.placeOf(start) });
    keys?.add(key);
  }

  #scalar(sign: string | undefined): void {
    if (sign === '"') return this.#string();
    if (sign !== undefined && '-0123456789'.includes(sign)) return this.#number();
    const word = this.#cursor.match(WORD);
    if (!WORDS.includes(word))
      throw this.#fault(word === '' ? 'A value is missing' : `${word} is not a value that JSON has`);
    this.#cursor.at += word.length;
  }

  #string(): void {
    const cursor = this.#cursor;
    const start = cursor.placeOf(cursor.at);
    cursor.at += 1;
    for (;;) {
      cursor.skipPlainText();
      if (cursor.sign === undefined) throw this.#fault('This file ends inside a text', start);
      if (cursor.sign === '"') break;
      const escape = cursor.match(ESCAPE);
      if (escape === '')
        throw this.#fault('A text holds a line end, a control character or a backslash that JSON does not allow');
      cursor.at += escape.length;
    }
    cursor.at += 1;
  }

  #number(): void {
    const cursor = this.#cursor;
    const token = cursor.match(NUMBER);
    const follows = cursor.text[cursor.at + token.length] ?? '';
    if (token === '' || /[\w.+-]/.test(follows)) throw this.#fault('This is not a number as JSON writes it');
    if (!Number.isFinite(Number(token))) throw this.#fault('This number is too large to be kept');
    if (!isExact(token) && this.#inexact.length < REMEMBERED) this.#inexact.push(cursor.placeOf(cursor.at));
    cursor.at += token.length;
  }

  #count(): void {
    this.#values += 1;
    if (this.#values > MAX_VALUES)
      throw this.#fault(`This file holds more than ${MAX_VALUES.toLocaleString('en')} values`);
  }

  #step(): void {
    this.#cursor.at += 1;
    this.#cursor.skipBlanks();
  }

  #fault(what: string, place?: TextPlace) {
    const { sign, at } = this.#cursor;
    const where = { place: place ?? this.#cursor.placeOf(at) };
    if (sign === '\0')
      return unreadable('This file holds NUL characters: it is no text, or in an encoding that it does not announce', {
        ...where,
        remedy: 'Save it again as UTF-8.',
      });
    if (sign === undefined && this.#values > 0)
      return unreadable(`This file ends too early: the rest is missing`, {
        ...where,
        remedy: 'Export or download it again.',
      });
    return unreadable(what, { ...where, remedy: 'Correct that place, or export the file again.' });
  }
}

/** The name of a field without its quotes and escapes. */
function plainKey(token: string): string {
  return token.includes('\\') ? (JSON.parse(token) as string) : token.slice(1, -1);
}

/** Whether a number keeps all digits of a whole number; fractions are rounded by everyone. */
function isExact(token: string): boolean {
  return token.length <= EXACT_LENGTH || !/^-?\d+$/.test(token) || BigInt(token) === BigInt(Number(token));
}
