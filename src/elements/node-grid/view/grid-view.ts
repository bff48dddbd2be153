import { scrollToShow, windowOf, type Viewport } from '../../base/grid-engine/viewport.js';
import { RowPool } from './row-pool.js';
import type { RowSlot, RowSource } from './row-slot.js';

/** The elements that the view works on. */
export interface GridElements {
  /** The box that scrolls. */
  readonly scroller: HTMLElement;
  /** The header, which stays in sight. */
  readonly head: HTMLElement;
  /** As high as all rows together: makes the scroll bar. */
  readonly track: HTMLElement;
  /**
   * Holds the rows that are in sight, and stays there while the box is scrolled: a browser that scrolls before the page has
   * drawn shows the rows of the last frame, and never an empty box.
   */
  readonly rows: HTMLElement;
  /** Invisible, as high as a row: styles decide, and no row has to be measured. */
  readonly ruler: HTMLElement;
}

/** Draws the rows that are in sight. Learns of sizes from an observer and reads no layout while drawing. */
export class GridView {
  readonly pool: RowPool;
  readonly #elements: GridElements;
  readonly #redraw: (resized: boolean) => void;
  #observer: ResizeObserver | undefined;
  #frame: number | undefined;
  #viewport: Viewport = { scrollTop: 0, height: 0, rowHeight: 0 };
  #sizes = { scroller: 0, head: 0, ruler: 0 };
  #totalHeight = -1;
  #shownHeight = -1;

  /** @param redraw Called, at most once a frame, when the box was scrolled or changed its size. */
  constructor(elements: GridElements, redraw: (resized: boolean) => void) {
    this.#elements = elements;
    this.#redraw = redraw;
    this.pool = new RowPool(elements.rows);
  }

  /** What is in sight. */
  get viewport(): Viewport {
    return this.#viewport;
  }

  /** The cell, header included, that has the focus. */
  get focused(): Element | null {
    const root = this.#elements.scroller.getRootNode();
    const active = root instanceof ShadowRoot ? root.activeElement : null;
    return this.#elements.scroller.contains(active) ? active : null;
  }

  /** Starts to follow the sizes of the box. */
  connect(): void {
    const { scroller, head, ruler } = this.#elements;
    this.#observer = new ResizeObserver((entries) => this.#measure(entries));
    for (const element of [scroller, head, ruler]) this.#observer.observe(element, { box: 'border-box' });
    this.noteScroll();
  }

  /** Stops everything that `connect` started. */
  disconnect(): void {
    this.#observer?.disconnect();
    this.#observer = undefined;
    this.#cancelFrame();
  }

  /** Takes over how far the box is scrolled; the scroll event calls this. */
  noteScroll(): void {
    this.#viewport = { ...this.#viewport, scrollTop: this.#elements.scroller.scrollTop };
    this.#drawSoon();
  }

  /** Draws the rows in sight. */
  draw(source: RowSource): void {
    this.#cancelFrame();
    const { rowHeight } = this.#viewport;
    this.#resize(source.rows.count * rowHeight);
    const { focused } = this;
    const keep = this.pool.slotAt(focused)?.nodeId;
    this.pool.draw(source, windowOf(this.#viewport, source.rows.count), this.#viewport, keep);
    if (keep !== undefined) this.pool.arrange(focused);
    this.pool.trim(focused);
  }

  /** Scrolls, if need be, so that a position is in sight, and draws it. */
  reveal(index: number, source: RowSource): RowSlot | undefined {
    this.scrollTo(scrollToShow(index, this.#viewport));
    this.draw(source);
    const row = source.rows.at(index);
    return row === undefined ? undefined : this.pool.slotOf(source.rows.facts.idOf(row) ?? '');
  }

  /** Scrolls the box; the drawing follows. */
  scrollTo(scrollTop: number): void {
    if (scrollTop === this.#viewport.scrollTop) return;
    this.#elements.scroller.scrollTop = scrollTop;
    this.noteScroll();
  }

  #measure(entries: readonly ResizeObserverEntry[]): void {
    for (const { target, borderBoxSize } of entries) {
      const height = borderBoxSize[0]?.blockSize ?? 0;
      if (target === this.#elements.scroller) this.#sizes.scroller = height;
      else if (target === this.#elements.head) this.#sizes.head = height;
      else this.#sizes.ruler = height;
    }
    const { scroller, head, ruler } = this.#sizes;
    this.#viewport = { ...this.#viewport, height: Math.max(0, scroller - head), rowHeight: ruler };
    // At once: the observer runs before this frame is painted, so nothing is seen in the wrong place.
    this.#redraw(true);
  }

  #resize(totalHeight: number): void {
    const shownHeight = Math.min(totalHeight, this.#viewport.height);
    if (totalHeight === this.#totalHeight && shownHeight === this.#shownHeight) return;
    [this.#totalHeight, this.#shownHeight] = [totalHeight, shownHeight];
    this.#elements.track.style.blockSize = `${totalHeight}px`;
    this.#elements.rows.style.blockSize = `${shownHeight}px`;
  }

  #drawSoon(): void {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      this.#redraw(false);
    });
  }

  #cancelFrame(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
  }
}
