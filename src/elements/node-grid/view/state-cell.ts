import { Cell, markedValue, type DrawMoment } from '../../base/grid/cell.js';
import type { NodeKind } from '../engine/node-kind.js';
import { STATE_SHAPES } from './state-icons.js';

const SVG = 'http://www.w3.org/2000/svg';

/** The state of a node: a shape, and what it means in a word. */
export class StateCell extends Cell {
  readonly #shape = document.createElementNS(SVG, 'path');
  readonly #icon = document.createElementNS(SVG, 'svg');
  readonly #mark: HTMLElement;
  readonly #textOf: (row: number) => string;
  readonly #kindOf: (row: number) => NodeKind;
  #kind: NodeKind | undefined;

  constructor(textOf: (row: number) => string, kindOf: (row: number) => NodeKind) {
    super();
    this.#textOf = textOf;
    this.#kindOf = kindOf;
    this.#icon.setAttribute('viewBox', '0 0 10 10');
    this.#icon.setAttribute('class', 'icon');
    this.#icon.setAttribute('aria-hidden', 'true');
    this.#icon.append(this.#shape);
    this.element.append(this.#icon);
    this.#mark = markedValue(this.element);
    this.writeInto(this.#mark);
  }

  override draw(row: number, { now, marks }: DrawMoment, fresh: boolean): void {
    const isOther = this.write(this.#textOf(row));
    if (fresh) marks.forget(this.#mark);
    else if (isOther) marks.mark(this.#mark, now);
    const kind = this.#kindOf(row);
    if (kind === this.#kind) return;
    this.#kind = kind;
    this.#shape.setAttribute('d', STATE_SHAPES[kind]);
    this.#icon.dataset['kind'] = kind;
  }

  override drawGroup(): void {
    this.#icon.remove();
  }
}
