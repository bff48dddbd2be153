import { scrollToShow, windowOf, type Viewport } from '../grid-engine/viewport.js';
import { cellPlaces, type ColumnLayout } from './column-layout.js';
import type { GridFrame } from './grid-model.js';
import { RowPool } from './row-pool.js';

/** Rows that a box of automatic height has room for: where there are none, and at most. */
const EMPTY_ROWS = 6;
const MOST_AUTO_ROWS = 200;

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
  #width = 0;
  readonly #places = new CSSStyleSheet();
  #layout: ColumnLayout | undefined;
  #isResized = false;
  #rowCount = -1;
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

  /** Inner width of the box in CSS pixels; 0 before it is known. */
  get width(): number {
    return this.#width;
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
    this.#adopt(scroller.getRootNode());
    this.#observer = new ResizeObserver((entries) => this.#measure(entries));
    // Without its scroll bars.
    this.#observer.observe(scroller);
    for (const element of [head, ruler]) this.#observer.observe(element, { box: 'border-box' });
  }

  /** Gives columns their places. */
  layOut(layout: ColumnLayout): void {
    if (layout === this.#layout) return;
    this.#layout = layout;
    // On the frame, in which rows without values stand as well while there are none.
    // Before the width of the box is known, wider rows would give it a scroll bar, and so another height.
    const isKnown = layout.totalWidth > 0;
    this.#elements.scroller.parentElement?.style.setProperty(
      '--_row-width',
      isKnown ? `${layout.totalWidth}px` : '100%',
    );
    this.#places.replaceSync(isKnown ? cellPlaces(layout) : '');
  }

  /** Stops everything that `connect` started. */
  disconnect(): void {
    this.#observer?.disconnect();
    this.#observer = undefined;
    this.#cancelFrame();
  }

  /** Takes over how far the box is scrolled; the scroll event calls this. */
  noteScroll(): void {
    const { scrollTop } = this.#elements.scroller;
    if (scrollTop === this.#viewport.scrollTop) return;
    this.#viewport = { ...this.#viewport, scrollTop };
    this.#drawSoon();
  }

  /** Draws the rows in sight. */
  draw(frame: GridFrame): void {
    // What has to be laid out anew is drawn once more.
    if (!this.#isResized) this.#cancelFrame();
    const { count } = frame.model.engine;
    this.#makeRoom(count);
    this.#resize(count * this.#viewport.rowHeight);
    const { focused } = this;
    const keep = this.pool.slotAt(focused);
    this.pool.draw(frame, windowOf(this.#viewport, count), this.#viewport, keep && { id: keep.id, group: keep.group });
    if (keep !== undefined) this.pool.arrange(focused);
    this.pool.trim(focused);
  }

  /** Scrolls, if need be, so that a place is in sight, and draws it. */
  reveal(index: number, frame: GridFrame): void {
    this.scrollTo(scrollToShow(index, this.#viewport));
    this.draw(frame);
  }

  /** Scrolls the box; the drawing follows. */
  scrollTo(scrollTop: number): void {
    if (scrollTop === this.#viewport.scrollTop) return;
    this.#elements.scroller.scrollTop = scrollTop;
    this.noteScroll();
  }

  /** Scrolls sideways, if need be, so that a cell is in sight beside a first column of some width. */
  revealCell(cell: HTMLElement, pinnedWidth: number): void {
    const { scroller } = this.#elements;
    if (scroller.scrollWidth <= scroller.clientWidth || cell.parentElement?.firstElementChild === cell) return;
    const [box, place] = [scroller.getBoundingClientRect(), cell.getBoundingClientRect()];
    const isRightToLeft = getComputedStyle(scroller).direction === 'rtl';
    const left = box.left + (isRightToLeft ? scroller.offsetWidth - scroller.clientWidth : pinnedWidth);
    const right = box.left + scroller.clientWidth - (isRightToLeft ? pinnedWidth : 0);
    if (place.left < left) scroller.scrollLeft -= left - place.left;
    else if (place.right > right) scroller.scrollLeft += place.right - right;
  }

  #adopt(root: Node): void {
    if (!(root instanceof ShadowRoot) || root.adoptedStyleSheets.includes(this.#places)) return;
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, this.#places];
  }

  #measure(entries: readonly ResizeObserverEntry[]): void {
    for (const { target, borderBoxSize, contentBoxSize } of entries) {
      const height = borderBoxSize[0]?.blockSize ?? 0;
      if (target === this.#elements.head) this.#sizes.head = height;
      else if (target === this.#elements.ruler) this.#sizes.ruler = height;
      else {
        this.#sizes.scroller = contentBoxSize[0]?.blockSize ?? 0;
        this.#width = contentBoxSize[0]?.inlineSize ?? 0;
      }
    }
    const { scroller, head, ruler } = this.#sizes;
    // Now it costs nothing: everything is laid out.
    const { scrollTop } = this.#elements.scroller;
    this.#viewport = { scrollTop, height: Math.max(0, scroller - head), rowHeight: ruler };
    // Not at once: what is drawn may give the box a scroll bar, of which the observer could not tell any more in this frame.
    this.#isResized = true;
    this.#drawSoon();
  }

  /** A box of automatic height is as high as its rows, up to a limit. */
  #makeRoom(count: number): void {
    if (count === this.#rowCount) return;
    this.#rowCount = count;
    const rows = count === 0 ? EMPTY_ROWS : Math.min(count, MOST_AUTO_ROWS);
    this.#elements.scroller.parentElement?.style.setProperty('--_row-count', String(rows));
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
      const resized = this.#isResized;
      this.#isResized = false;
      this.#redraw(resized);
    });
  }

  #cancelFrame(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
  }
}
