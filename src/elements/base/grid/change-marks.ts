import type { Stop } from '../../../domain/clock.js';

/** How long a change is marked, in milliseconds. */
const LIT_MS = 600;

/** So long after a mark there is no other one in the same place: what changes all the time would always be lit. */
const REST_MS = 1_400;

/** When a mark ends, and when the next one may come; epoch milliseconds. */
interface Mark {
  readonly darkAt: number;
  readonly freeAt: number;
  lit: boolean;
}

/**
 * Marks of values that changed. A mark is there, and is gone: to fade it, a page would have to draw in every frame for
 * nothing that anybody reads.
 */
export class ChangeMarks {
  readonly #marks = new Map<Element, Mark>();
  #after: (delayMs: number, run: () => void) => Stop | undefined;
  #now: () => number;
  #stop: Stop | undefined;
  /** When marks are looked at next. */
  #sweepAt = 0;

  /**
   * @param after Runs something after so many milliseconds; may refuse.
   * @param now Epoch milliseconds.
   */
  constructor(after: (delayMs: number, run: () => void) => Stop | undefined, now: () => number) {
    this.#after = after;
    this.#now = now;
  }

  /** Marks a change, unless the last one in this place was a moment ago. */
  mark(element: Element, now: number): void {
    const last = this.#marks.get(element);
    if (last !== undefined && now < last.freeAt) return;
    this.#marks.set(element, { darkAt: now + LIT_MS, freeAt: now + LIT_MS + REST_MS, lit: true });
    element.setAttribute('data-changed', '');
    this.#sweepIn(LIT_MS);
  }

  /** Something else stands in this place now. */
  forget(element: Element): void {
    if (this.#marks.delete(element)) element.removeAttribute('data-changed');
  }

  /** Ends all marks. */
  clear(): void {
    this.#stop?.();
    this.#stop = undefined;
    for (const element of this.#marks.keys()) element.removeAttribute('data-changed');
    this.#marks.clear();
  }

  #sweep(): void {
    const now = this.#now();
    let next = Infinity;
    for (const [element, mark] of this.#marks) {
      if (mark.lit && now >= mark.darkAt) {
        mark.lit = false;
        element.removeAttribute('data-changed');
      }
      if (now >= mark.freeAt) this.#marks.delete(element);
      else next = Math.min(next, mark.lit ? mark.darkAt : mark.freeAt);
    }
    if (next < Infinity) this.#sweepIn(next - now);
  }

  /** Marks of about the same time end together; a look that comes too late for a mark gives way. */
  #sweepIn(delayMs: number): void {
    const at = this.#now() + Math.max(delayMs, SWEEP_MS);
    if (this.#stop !== undefined && at >= this.#sweepAt) return;
    this.#stop?.();
    this.#sweepAt = at;
    this.#stop = this.#after(at - this.#now(), () => {
      this.#stop = undefined;
      this.#sweep();
    });
  }
}

/** Shortest time between two looks at the marks, in milliseconds. */
const SWEEP_MS = 100;
