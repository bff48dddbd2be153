import { Cell } from './cell.js';

const SVG = 'http://www.w3.org/2000/svg';

/** The first cell in the header of a group: what the group is called, and how many rows it has. */
export class GroupCell extends Cell {
  readonly #count = document.createElement('span');
  readonly #arrow = document.createElementNS(SVG, 'svg');

  constructor() {
    super();
    this.#arrow.setAttribute('viewBox', '0 0 10 10');
    this.#arrow.setAttribute('class', 'twist');
    this.#arrow.setAttribute('aria-hidden', 'true');
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', 'M2 3.5 5 6.5 8 3.5');
    this.#arrow.append(path);
    this.#count.className = 'group-count';
    const name = document.createElement('b');
    this.writeInto(name);
    this.element.append(this.#arrow, name, ' ', this.#count);
  }

  /** Shows a group, and how many rows it has. */
  show(name: string, count: string, collapsed: boolean): void {
    this.write(name);
    if (this.#count.textContent !== count) this.#count.textContent = count;
    this.#arrow.classList.toggle('collapsed', collapsed);
  }

  override draw(): void {
    // Never holds a record.
  }
}
