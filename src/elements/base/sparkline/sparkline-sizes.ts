import type { LitElement, ReactiveController } from 'lit';

/** Size of a box in whole CSS pixels. */
export interface BoxSize {
  readonly width: number;
  readonly height: number;
}

/**
 * How large the sparklines of a host are, by the name that `data-name` of the element around each gives. Measured by the
 * browser when it lays out, so that drawing never makes it lay out.
 */
export class SparklineSizes implements ReactiveController {
  readonly #host: LitElement;
  readonly #onSized: () => void;
  readonly #sizes = new Map<string, BoxSize>();
  readonly #observed = new Set<Element>();
  #observer: ResizeObserver | undefined;

  /** @param onSized Called after a size changed. */
  constructor(host: LitElement, onSized: () => void) {
    this.#host = host;
    this.#onSized = onSized;
    host.addController(this);
  }

  /** Size of one; nothing before it was laid out. */
  of(name: string): BoxSize | undefined {
    return this.#sizes.get(name);
  }

  hostUpdated(): void {
    // An update that was asked for before the host was removed comes after it.
    if (!this.#host.isConnected) return;
    const boxes = new Set(this.#host.renderRoot.querySelectorAll('.sparkline'));
    const observer = (this.#observer ??= new ResizeObserver((entries) => this.#measure(entries)));
    for (const box of this.#observed) if (!boxes.has(box)) observer.unobserve(box);
    for (const box of boxes) if (!this.#observed.has(box)) observer.observe(box);
    this.#observed.clear();
    for (const box of boxes) this.#observed.add(box);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observer = undefined;
    this.#observed.clear();
  }

  #measure(entries: readonly ResizeObserverEntry[]): void {
    let changed = false;
    for (const { target, contentRect } of entries) {
      const name = target.closest<HTMLElement>('[data-name]')?.dataset['name'];
      const size = { width: Math.round(contentRect.width), height: Math.round(contentRect.height) };
      const before = name === undefined ? undefined : this.#sizes.get(name);
      if (name === undefined || (before?.width === size.width && before.height === size.height)) continue;
      this.#sizes.set(name, size);
      changed = true;
    }
    if (changed) this.#onSized();
  }
}
