import type { LitElement, ReactiveController } from 'lit';

/**
 * Whether anyone who looks at the page can see a part of the host: it is rendered, and inside the window. Of a page in the
 * background the session tells. Nothing is observed while the host is not on the page.
 */
export class SightController implements ReactiveController {
  readonly #host: LitElement;
  readonly #onShown: () => void;
  #observer: IntersectionObserver | undefined;
  #onScreen = false;

  /** @param onShown Called when the host comes into sight. */
  constructor(host: LitElement, onShown: () => void) {
    this.#host = host;
    this.#onShown = onShown;
    host.addController(this);
  }

  /** Whether a part can be seen; no until the browser has said so. */
  get onScreen(): boolean {
    return this.#onScreen;
  }

  hostConnected(): void {
    this.#observer = new IntersectionObserver(([...entries]) => this.#see(entries.at(-1)?.isIntersecting ?? false));
    this.#observer.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observer = undefined;
    this.#onScreen = false;
  }

  #see(visible: boolean): void {
    const shown = visible && !this.#onScreen;
    this.#onScreen = visible;
    if (shown) this.#onShown();
  }
}
