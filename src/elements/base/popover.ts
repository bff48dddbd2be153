/** Where things that lie over the page are put: beside the button that opened them, inside the window. */

/** Least distance from the edges of the window, and from the button, in CSS pixels. */
const MARGIN = 8;
const GAP = 4;

/** Does something whenever a button may have moved in the window, as when the page scrolls, until a signal ends it. */
export function whenMoved(run: () => void, signal: AbortSignal): void {
  for (const name of ['scroll', 'resize'])
    globalThis.addEventListener(name, run, { capture: true, passive: true, signal });
}

/**
 * Puts an open popover under its button, or over it where there is more room, with the ends of both in one line. Sets
 * `--_x` and `--_y`, distances from the left and the top of the window in CSS pixels.
 */
export function placeBeside(button: Element, popover: HTMLElement): void {
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
