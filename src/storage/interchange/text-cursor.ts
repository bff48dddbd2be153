import type { TextPlace } from './unreadable.js';

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const FIRST_PRINTABLE = 0x20;

/** A position in JSON text that knows its line. Line ends are only met between values, never inside a text. */
export class TextCursor {
  /** Index of the next code unit. */
  at = 0;
  #line = 1;
  #lineStart = 0;

  constructor(readonly text: string) {}

  /** The next code unit as text; nothing at the end. */
  get sign(): string | undefined {
    return this.text[this.at];
  }

  /** Line and column of an index on the current line. CRLF, LF and CR each end a line. */
  placeOf(index: number): TextPlace {
    return { line: this.#line, column: index - this.#lineStart + 1 };
  }

  /** Goes over blanks and line ends. */
  skipBlanks(): void {
    for (; this.at < this.text.length; this.at += 1) {
      const unit = this.text.charCodeAt(this.at);
      if (unit === NEWLINE || unit === RETURN) this.#endLine(unit);
      else if (unit !== 0x20 && unit !== 0x09) return;
    }
  }

  /** Goes to the next quote, backslash or control character. */
  skipPlainText(): void {
    for (; this.at < this.text.length; this.at += 1) {
      const unit = this.text.charCodeAt(this.at);
      if (unit === QUOTE || unit === BACKSLASH || unit < FIRST_PRINTABLE) return;
    }
  }

  /** What a sticky pattern finds here; empty if nothing. Does not move. */
  match(sticky: RegExp): string {
    sticky.lastIndex = this.at;
    return sticky.exec(this.text)?.[0] ?? '';
  }

  #endLine(unit: number): void {
    const isSecondHalf = unit === NEWLINE && this.text.charCodeAt(this.at - 1) === RETURN;
    if (!isSecondHalf) this.#line += 1;
    this.#lineStart = this.at + 1;
  }
}
