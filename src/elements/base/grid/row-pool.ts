import type { RowWindow, Viewport } from '../grid-engine/viewport.js';
import type { GridColumn } from './grid-column.js';
import type { GridFrame } from './grid-model.js';
import { groupRow, RowSlot, type RowKind } from './row-slot.js';

/** Rows that are kept for later use after the box became smaller. */
const SPARE_ROWS = 24;

/** What keeps its row although it is out of sight, because it has the focus: a record, or the header of a group. */
export interface KeptRow {
  readonly id?: string | undefined;
  readonly group?: number | undefined;
}

/** As many row elements as fit in sight, each of them with its record for as long as the record is in sight. */
export class RowPool {
  readonly #container: HTMLElement;
  readonly #slots = new Map<number, RowSlot>();
  readonly #byElement = new Map<Element, RowSlot>();
  #free: RowSlot[] = [];
  #frame = 0;
  #columns: readonly GridColumn[] = [];

  constructor(container: HTMLElement) {
    this.#container = container;
  }

  /** The slot of a row element, or of something in it. */
  slotAt(target: EventTarget | null): RowSlot | undefined {
    const element = target instanceof Element ? target.closest('.row') : null;
    return element === null ? undefined : this.#byElement.get(element);
  }

  /** The slot that shows a row, if it is drawn. */
  slotOf(row: number): RowSlot | undefined {
    return this.#slots.get(row);
  }

  /** Draws the rows of a window. */
  draw(frame: GridFrame, { first, end }: RowWindow, viewport: Viewport, keep: KeptRow | undefined): void {
    if (frame.columns !== this.#columns) this.#clear(frame.columns);
    this.#frame += 1;
    const waiting = this.#drawKnown(frame, first, end, viewport);
    this.#releaseOthers(frame, viewport, keep);
    this.#bindAll(frame, waiting, viewport);
  }

  /** Takes rows without a record off the page, except one that still has the focus. */
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

  /** Rows have other cells from now on. */
  #clear(columns: readonly GridColumn[]): void {
    this.#columns = columns;
    for (const element of this.#byElement.keys()) element.remove();
    this.#byElement.clear();
    this.#slots.clear();
    this.#free = [];
  }

  #drawKnown(frame: GridFrame, first: number, end: number, viewport: Viewport): number[] {
    const waiting: number[] = [];
    for (let index = first; index < end; index += 1) {
      const row = rowAt(frame, index);
      const slot = this.#slots.get(row);
      if (slot === undefined) waiting.push(index);
      else this.#show(slot, frame, row, index, viewport);
    }
    return waiting;
  }

  #releaseOthers(frame: GridFrame, viewport: Viewport, keep: KeptRow | undefined): void {
    for (const [row, slot] of this.#slots) {
      if (slot.drawnIn === this.#frame) continue;
      const index = keep === undefined ? -1 : keptIndex(slot, keep, frame);
      if (index >= 0) {
        this.#show(slot, frame, row, index, viewport);
      } else {
        this.#slots.delete(row);
        this.#free.push(slot);
      }
    }
  }

  /**
   * Each in a slot that is in its place already, where there is one: what does not move is cheaper to draw. The last
   * ones that went are still on the page.
   */
  #bindAll(frame: GridFrame, waiting: readonly number[], viewport: Viewport): void {
    const others = waiting.filter((index) => {
      const row = rowAt(frame, index);
      const place = this.#free.findLastIndex((slot) => slot.index === index && slot.kind === kindOf(row));
      const [slot] = place < 0 ? [] : this.#free.splice(place, 1);
      if (slot !== undefined) this.#bind(slot, frame, row, index, viewport);
      return slot === undefined;
    });
    for (const index of others) {
      const row = rowAt(frame, index);
      this.#bind(this.#take(kindOf(row)), frame, row, index, viewport);
    }
  }

  #bind(slot: RowSlot, frame: GridFrame, row: number, index: number, viewport: Viewport): void {
    this.#slots.set(row, slot);
    this.#show(slot, frame, row, index, viewport);
    if (!slot.element.isConnected) this.#container.append(slot.element);
  }

  #take(kind: RowKind): RowSlot {
    const place = this.#free.findLastIndex((slot) => slot.kind === kind);
    const [known] = place < 0 ? [] : this.#free.splice(place, 1);
    if (known !== undefined) return known;
    const slot = new RowSlot(this.#columns, kind);
    this.#byElement.set(slot.element, slot);
    return slot;
  }

  #show(slot: RowSlot, frame: GridFrame, row: number, index: number, viewport: Viewport): void {
    slot.drawnIn = this.#frame;
    slot.place(index, viewport);
    slot.draw(frame, row);
  }
}

/** The row at a place, also for the header of a group. */
function rowAt({ model: { engine } }: GridFrame, index: number): number {
  const group = engine.groupAt(index);
  return group === undefined ? (engine.at(index) ?? -1) : groupRow(group);
}

function kindOf(row: number): RowKind {
  return row < -1 ? 'group' : 'record';
}

/** The place of a row that is kept; -1 where the slot shows another one, or it is not shown any more. */
function keptIndex(slot: RowSlot, { id, group }: KeptRow, { model: { engine } }: GridFrame): number {
  if (slot.kind === 'group') return slot.group === group && group !== undefined ? engine.indexOfGroup(group) : -1;
  return id !== undefined && slot.id === id ? engine.indexOf(id) : -1;
}

function putBefore(element: Element | undefined, next: Element | undefined): void {
  if (element !== undefined && element.nextElementSibling !== next) next?.before(element);
}

function putAfter(element: Element | undefined, previous: Element | undefined): void {
  if (element !== undefined && element.previousElementSibling !== previous) previous?.after(element);
}
