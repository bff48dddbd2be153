import type { RowWindow, Viewport } from '../../base/grid-engine/viewport.js';
import { RowSlot, type RowSource } from './row-slot.js';

/** Rows that are kept for later use after the box became smaller. */
const SPARE_ROWS = 24;

/** As many row elements as fit in sight, each of them with its node for as long as the node is in sight. */
export class RowPool {
  readonly #container: HTMLElement;
  readonly #slots = new Map<number, RowSlot>();
  readonly #byElement = new Map<Element, RowSlot>();
  #free: RowSlot[] = [];
  #frame = 0;

  constructor(container: HTMLElement) {
    this.#container = container;
  }

  /** Rows that are drawn. */
  get slots(): Iterable<RowSlot> {
    return this.#slots.values();
  }

  /** The slot of a row element, or of something in it. */
  slotAt(target: EventTarget | null): RowSlot | undefined {
    const element = target instanceof Element ? target.closest('.row') : null;
    return element === null ? undefined : this.#byElement.get(element);
  }

  /** The slot that shows a node, if it is drawn. */
  slotOf(nodeId: string): RowSlot | undefined {
    for (const slot of this.#slots.values()) if (slot.nodeId === nodeId) return slot;
    return undefined;
  }

  /**
   * Draws the rows of a window.
   *
   * @param keep A node whose row stays although it is out of sight, because it has the focus.
   */
  draw(source: RowSource, { first, end }: RowWindow, viewport: Viewport, keep: string | undefined): void {
    this.#frame += 1;
    const waiting = this.#drawKnown(source, first, end, viewport);
    this.#releaseOthers(source, viewport, keep);
    for (const index of waiting) this.#bind(source, index, viewport);
  }

  /** Takes rows without a node off the page, except one that still has the focus. */
  trim(focused: Element | null): void {
    const idle = this.#free.filter((slot) => focused === null || !slot.element.contains(focused));
    for (const slot of idle) slot.element.remove();
    for (const slot of idle.slice(SPARE_ROWS)) this.#byElement.delete(slot.element);
    if (idle.length > SPARE_ROWS) this.#free = this.#free.filter((slot) => this.#byElement.has(slot.element));
  }

  /**
   * Puts the elements into the order in which they are seen, for those who read the page and not the screen. The row
   * with the focus is not moved, as it would lose it.
   */
  arrange(focused: Element | null): void {
    const elements = [...this.#slots.values()].sort((a, b) => a.index - b.index).map((slot) => slot.element);
    const anchor = Math.max(
      0,
      elements.findIndex((element) => focused !== null && element.contains(focused)),
    );
    for (let place = anchor - 1; place >= 0; place -= 1) putBefore(elements[place], elements[place + 1]);
    for (let place = anchor + 1; place < elements.length; place += 1) putAfter(elements[place], elements[place - 1]);
  }

  #drawKnown(source: RowSource, first: number, end: number, viewport: Viewport): number[] {
    const waiting: number[] = [];
    for (let index = first; index < end; index += 1) {
      const row = source.rows.at(index) ?? -1;
      const slot = this.#slots.get(row);
      if (slot === undefined) waiting.push(index);
      else this.#show(slot, source, row, index, viewport);
    }
    return waiting;
  }

  #releaseOthers(source: RowSource, viewport: Viewport, keep: string | undefined): void {
    for (const [row, slot] of this.#slots) {
      if (slot.drawnIn === this.#frame) continue;
      const index = keep !== undefined && slot.nodeId === keep ? source.rows.indexOfNode(keep) : -1;
      if (index >= 0) {
        this.#show(slot, source, row, index, viewport);
      } else {
        this.#slots.delete(row);
        this.#free.push(slot);
      }
    }
  }

  #bind(source: RowSource, index: number, viewport: Viewport): void {
    const row = source.rows.at(index) ?? -1;
    const slot = this.#free.pop() ?? this.#create();
    this.#slots.set(row, slot);
    this.#show(slot, source, row, index, viewport);
    if (!slot.element.isConnected) this.#container.append(slot.element);
  }

  #show(slot: RowSlot, source: RowSource, row: number, index: number, viewport: Viewport): void {
    slot.drawnIn = this.#frame;
    slot.place(index, viewport);
    slot.draw(source, row);
  }

  #create(): RowSlot {
    const slot = new RowSlot();
    this.#byElement.set(slot.element, slot);
    return slot;
  }
}

function putBefore(element: Element | undefined, next: Element | undefined): void {
  if (element !== undefined && element.nextElementSibling !== next) next?.before(element);
}

function putAfter(element: Element | undefined, previous: Element | undefined): void {
  if (element !== undefined && element.previousElementSibling !== previous) previous?.after(element);
}
