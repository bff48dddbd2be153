/** What is wrong with REST at the moment (reliability R21). */

/** An answer instead of the real one. */
export interface FakeAnswer {
  /** Path as called, without the query: `/api/v11/stats`. */
  readonly path: string;
  readonly status: number;
  readonly text: string;
  readonly contentType: string;
  /** A `Location` header. */
  readonly location: string | undefined;
  /** Bytes of the text that are sent before the connection breaks, or hangs. Nothing: all of them, and a proper end. */
  readonly cutAfterBytes: number | undefined;
  /** Whether a connection that is cut stays open and silent instead of breaking. */
  readonly hang: boolean;
  /** Calls that still get it. */
  left: number;
}

/** Answers that are late or fake. */
export class HttpFaults {
  /** Calls that were answered late or with something else. */
  answered = 0;
  #answers: FakeAnswer[] = [];
  #delays = new Map<string, number>();

  /** Answers calls to its path from now on; the latest one counts. */
  fake(answer: FakeAnswer): void {
    this.#answers.unshift(answer);
  }

  /** Makes answers late: those of one path, or all; 0 ends it. */
  delay(path: string | undefined, ms: number): void {
    this.#delays.set(path ?? '', ms);
  }

  /** How late the answer to a call is, in milliseconds. */
  delayOf(path: string): number {
    const ms = this.#delays.get(path) ?? this.#delays.get('') ?? 0;
    if (ms > 0) this.answered += 1;
    return ms;
  }

  /** The answer to a call instead of the real one. */
  answerTo(path: string): FakeAnswer | undefined {
    const answer = this.#answers.find((candidate) => candidate.path === path && candidate.left > 0);
    if (answer === undefined) return undefined;
    answer.left -= 1;
    this.answered += 1;
    return answer;
  }

  /** Ends every fault. */
  heal(): void {
    this.#answers = [];
    this.#delays.clear();
  }
}
