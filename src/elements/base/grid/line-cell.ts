import { linePath } from '../sparkline/minute-path.js';
import { Cell, type DrawMoment } from './cell.js';

const SVG = 'http://www.w3.org/2000/svg';

/** Size of the line in CSS pixels. */
const WIDTH = 72;
const HEIGHT = 18;

/** Where lines come from: samples by row. */
export interface LineSource {
  /** Changes with each sample. */
  readonly samples: number;
  /** Writes the samples of a row, oldest first, NaN where there is none. */
  read(row: number, into: Float32Array): void;
}

/** The samples of one row at a time: cells are drawn one after the other. */
let room = new Float32Array(0);

/** A cell with a line of what was, drawn anew with each sample. */
export class LineCell extends Cell {
  readonly #path = document.createElementNS(SVG, 'path');
  readonly #source: () => LineSource | undefined;
  readonly #length: number;
  #samples = -1;

  /**
   * @param source Where the line comes from; nothing while nothing is recorded.
   * @param length Samples of a whole line.
   */
  constructor(source: () => LineSource | undefined, length: number) {
    super();
    this.#source = source;
    this.#length = length;
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('class', 'line');
    svg.setAttribute('viewBox', `0 0 ${WIDTH} ${HEIGHT}`);
    svg.setAttribute('aria-hidden', 'true');
    svg.append(this.#path);
    this.element.append(svg);
  }

  override draw(row: number, _moment: DrawMoment, fresh: boolean): void {
    const source = this.#source();
    if (source === undefined || (source.samples === this.#samples && !fresh)) return;
    this.#samples = source.samples;
    if (room.length !== this.#length) room = new Float32Array(this.#length);
    source.read(row, room);
    this.#path.setAttribute('d', linePath(room, WIDTH, HEIGHT));
  }

  override drawGroup(): void {
    this.#path.removeAttribute('d');
  }
}
