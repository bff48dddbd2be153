import type { GridColumn } from './grid-column.js';

/** What hands do with the header. */
export interface HeaderActions {
  /** Columns that are shown, in their order. */
  columns(): readonly GridColumn[];
  /** Gives a column a width in CSS pixels; nothing for that which it has by itself. */
  resize(column: GridColumn, width: number | undefined): void;
  /** Whether somebody gave it a width. */
  isResized(column: GridColumn): boolean;
  /** Puts a column before another one, or at the end. */
  moveBefore(column: GridColumn, before: GridColumn | undefined): void;
  /** A column was resized. */
  done(): void;
  /** Remembers the columns as they are; the function that comes back takes back what happens to them from now on. */
  remember(): () => void;
  /** What happened to the columns was taken back. */
  undone(): void;
}

/** A header cell is dragged from here on, in CSS pixels; less is a click. */
const DRAG_FROM = 6;

/** A column whose edge or whose header is dragged. */
interface Drag {
  readonly kind: 'resize' | 'move';
  readonly column: GridColumn;
  readonly cell: HTMLElement;
  readonly startX: number;
  readonly startWidth: number;
  readonly undo: () => void;
  begun: boolean;
  /** What it would be put before; the end where nothing is. */
  before?: GridColumn | undefined;
}

/** Resizes columns by their edges and moves them by their headers, with a pointer. Escape takes it back. */
export class HeaderGestures {
  readonly #head: HTMLElement;
  readonly #actions: HeaderActions;
  #drag: Drag | undefined;
  #end: AbortController | undefined;
  #clicksUntil = -Infinity;

  constructor(head: HTMLElement, actions: HeaderActions) {
    this.#head = head;
    this.#actions = actions;
  }

  /** Whether a click is the end of a gesture, and asks for nothing. */
  isGesture({ timeStamp, target }: Event): boolean {
    return timeStamp <= this.#clicksUntil || isGrip(target);
  }

  /** Begins a gesture, if this is one. */
  begin(event: PointerEvent): void {
    const cell = event.target instanceof Element ? event.target.closest<HTMLElement>('.cell') : null;
    const column = cell === null ? undefined : this.#actions.columns()[[...this.#head.children].indexOf(cell)];
    if (cell === null || column === undefined || event.button !== 0) return;
    const kind = isGrip(event.target) ? 'resize' : 'move';
    // A finger that moves a header scrolls.
    if (kind === 'move' && event.pointerType === 'touch') return;
    const undo = this.#actions.remember();
    this.#drag = { kind, column, cell, startX: event.clientX, startWidth: cell.offsetWidth, undo, begun: false };
    if (kind === 'resize') event.preventDefault();
    this.#follow(event.pointerId);
  }

  /** Gives a column its own width back. */
  reset(event: Event): boolean {
    const cell = isGrip(event.target) && event.target instanceof Element ? event.target.closest('.cell') : null;
    const column = cell === null ? undefined : this.#actions.columns()[[...this.#head.children].indexOf(cell)];
    if (column === undefined) return false;
    if (!this.#actions.isResized(column)) return true;
    this.#actions.resize(column, undefined);
    this.#actions.done();
    return true;
  }

  /** Forgets a gesture that has not ended. */
  cancel(): void {
    this.#mark(undefined);
    this.#drag?.cell.removeAttribute('data-dragged');
    this.#end?.abort();
    this.#end = undefined;
    this.#drag = undefined;
  }

  /** Listened to on the document: the pointer leaves the header, and a browser may take a capture back. */
  #follow(pointerId: number): void {
    this.#end?.abort();
    this.#end = new AbortController();
    const { signal } = this.#end;
    const on = <Name extends 'pointermove' | 'pointerup' | 'pointercancel'>(
      name: Name,
      run: (event: PointerEvent) => void,
    ): void => document.addEventListener(name, (event) => event.pointerId === pointerId && run(event), { signal });
    on('pointermove', (event) => this.#onMove(event));
    on('pointerup', (event) => this.#onUp(event));
    on('pointercancel', () => this.cancel());
    document.addEventListener('keydown', ({ key }) => key === 'Escape' && this.#takeBack(), { signal });
  }

  /** The click that comes when the pointer is let go asks for nothing then, either. */
  #takeBack(): void {
    const drag = this.#drag;
    this.cancel();
    if (drag?.begun !== true) return;
    drag.undo();
    this.#actions.undone();
    const { signal } = (this.#end = new AbortController());
    document.addEventListener('pointerup', (event) => this.#expectClick(event), { once: true, signal });
  }

  #onMove({ clientX }: PointerEvent): void {
    const drag = this.#drag;
    if (drag === undefined) return;
    drag.begun ||= Math.abs(clientX - drag.startX) > (drag.kind === 'resize' ? 0 : DRAG_FROM);
    if (!drag.begun) return;
    drag.cell.setAttribute('data-dragged', '');
    const forward = getComputedStyle(this.#head).direction === 'rtl' ? -1 : 1;
    if (drag.kind === 'resize') this.#actions.resize(drag.column, drag.startWidth + (clientX - drag.startX) * forward);
    else this.#aim(drag, clientX, forward);
  }

  #onUp(event: PointerEvent): void {
    const drag = this.#drag;
    this.cancel();
    if (drag?.begun !== true) return;
    this.#expectClick(event);
    if (drag.kind === 'resize') this.#actions.done();
    else if (this.#isElsewhere(drag)) this.#actions.moveBefore(drag.column, drag.before);
  }

  /** The click that follows in the same moment is the end of the gesture. */
  #expectClick({ timeStamp }: PointerEvent): void {
    this.#clicksUntil = timeStamp + 50;
  }

  /** Whether a column would be put where it is not already. The first one stays where it is. */
  #isElsewhere({ column, before }: Drag): boolean {
    const columns = this.#actions.columns();
    const place = columns.indexOf(column);
    return place > 0 && before !== column && before !== columns[place + 1];
  }

  #target: HTMLElement | undefined;

  /** Marks the edge at which the column would be put. The first column stays where it is. */
  #aim(drag: Drag, clientX: number, forward: 1 | -1): void {
    const cells = [...this.#head.children].filter((cell) => cell instanceof HTMLElement);
    const columns = this.#actions.columns();
    const place = cells.findIndex((cell, index) => {
      const { left, width } = cell.getBoundingClientRect();
      return index > 0 && (clientX - (left + width / 2)) * forward < 0;
    });
    drag.before = columns[place];
    const edge = place < 0 ? cells.at(-1) : cells[place];
    this.#mark(edge, place < 0 ? 'after' : 'before');
  }

  #mark(cell: HTMLElement | undefined, side?: 'before' | 'after'): void {
    if (cell !== this.#target) this.#target?.removeAttribute('data-drop');
    this.#target = cell;
    if (side !== undefined) cell?.setAttribute('data-drop', side);
  }
}

function isGrip(target: EventTarget | null): boolean {
  return target instanceof Element && target.hasAttribute('data-grip');
}
