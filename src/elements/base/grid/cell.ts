import type { Aggregate } from '../grid-engine/grouping.js';
import type { ChangeMarks } from './change-marks.js';

/** What all cells of a frame are drawn with. */
export interface DrawMoment {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly marks: ChangeMarks;
}

/** Stands for every value that nobody told. */
export const UNKNOWN = '–';

/**
 * One cell of one row. It stays with its row element and is told what to show; it writes only what differs from what it
 * shows already.
 */
export abstract class Cell {
  /** The gridcell. */
  readonly element = document.createElement('div');
  #shown = '';
  #node: Text | undefined;

  /**
   * Shows what a row says.
   *
   * @param fresh Whether the row holds another record than before, so that nothing counts as a change.
   */
  abstract draw(row: number, moment: DrawMoment, fresh: boolean): unknown;

  /** Shows the figures of a group, where the column has any. */
  drawGroup(_aggregate: Aggregate | undefined): void {
    this.write('');
  }

  /** Where texts stand. */
  protected writeInto(parent: Element): void {
    this.#node = parent.appendChild(document.createTextNode(''));
  }

  /** Writes a text; returns whether it is another one. */
  protected write(text: string): boolean {
    if (text === this.#shown || this.#node === undefined) return false;
    this.#shown = text;
    this.#node.data = text;
    return true;
  }
}

/** A cell with words. */
export class TextCell extends Cell {
  readonly #textOf: (row: number) => string;

  constructor(textOf: (row: number) => string) {
    super();
    this.#textOf = textOf;
    this.writeInto(this.element);
  }

  override draw(row: number): void {
    this.write(this.#textOf(row));
  }
}

/** Makes the element around a value that marks its changes: as wide as the value. */
export function markedValue(parent: HTMLElement): HTMLElement {
  const element = document.createElement('span');
  element.className = 'value';
  parent.append(element);
  return element;
}
