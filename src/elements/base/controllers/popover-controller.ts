import type { LitElement, ReactiveController } from 'lit';

/** Least distance from the edges of the window, and from the button, in CSS pixels. */
const MARGIN = 8;
const GAP = 4;

/**
 * Keeps the open popover of an element beside the button that opened it, inside the window, while the page scrolls and the
 * element changes. One at a time, as the platform has it; a button names its popover with `popovertarget`.
 */
export class PopoverController implements ReactiveController {
  readonly #host: LitElement;
  #end: AbortController | undefined;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  /** Whether one is open, or about to be. */
  get isOpen(): boolean {
    return this.#end !== undefined;
  }

  /** The one that is open. */
  get element(): HTMLElement | null {
    // Before the first update there is no root.
    return this.isOpen ? this.#host.renderRoot.querySelector<HTMLElement>(':popover-open') : null;
  }

  /** To be called before one opens or closes. */
  toggle(isOpening: boolean): void {
    this.#end?.abort();
    this.#end = isOpening ? new AbortController() : undefined;
    if (this.#end === undefined) return;
    const { signal } = this.#end;
    for (const name of ['scroll', 'resize'])
      globalThis.addEventListener(name, () => this.place(), { capture: true, passive: true, signal });
  }

  /** Puts it where it belongs now. */
  place(): void {
    const { element } = this;
    const button = element && this.#host.renderRoot.querySelector(`[popovertarget="${element.id}"]`);
    if (element !== null && button !== null) placeBeside(button, element);
  }

  hostUpdated(): void {
    this.place();
  }

  /** What goes with its element is closed without a word. */
  hostDisconnected(): void {
    this.toggle(false);
  }
}

/**
 * Puts an open popover under its button, or over it where there is more room, with the ends of both in one line. Sets
 * `--_x` and `--_y`, distances from the left and the top of the window in CSS pixels.
 */
function placeBeside(button: Element, popover: HTMLElement): void {
  const { offsetWidth: width, offsetHeight: height } = popover;
  const { left, right, top, bottom } = button.getBoundingClientRect();
  const { clientWidth, clientHeight } = popover.ownerDocument.documentElement;
  const x = popover.matches(':dir(rtl)') ? left : right - width;
  const fitsUnder = bottom + GAP + height + MARGIN <= clientHeight || top < clientHeight - bottom;
  const y = fitsUnder ? bottom + GAP : top - GAP - height;
  const put = (name: string, place: number, most: number): void =>
    popover.style.setProperty(name, `${Math.max(MARGIN, Math.min(place, most - MARGIN))}px`);
  put('--_x', x, clientWidth - width);
  put('--_y', y, clientHeight - height);
}
