import type { PathPen } from './line-path.js';

/**
 * A line of upright strokes: of each column of pixels the lowest and the highest place, joined where they are nearest to
 * each other. The column that the last point fell into stays open for more.
 */
export class Uprights {
  #column = NaN;
  #low = NaN;
  #high = NaN;
  /** Where the last finished column was left; NaN where the pen is up. */
  #lastColumn = NaN;
  #lastY = NaN;
  #columns = 0;
  #travel = 0;

  /** How far the line goes up and down for each column, on average. */
  get roughness(): number {
    return this.#travel / Math.max(1, this.#columns);
  }

  /** Forgets everything. */
  clear(): void {
    this.#column = this.#lastColumn = NaN;
    this.#columns = this.#travel = 0;
  }

  /** Goes on where another line ends, on another path, so many pixels farther. */
  goOn(other: Uprights, pen: PathPen, shift: number): void {
    this.#column = other.#column + shift;
    this.#low = other.#low;
    this.#high = other.#high;
    this.#lastColumn = other.#lastColumn + shift;
    this.#lastY = other.#lastY;
    this.#columns = other.#columns;
    this.#travel = other.#travel;
    if (!Number.isNaN(this.#lastColumn)) pen.moveTo(this.#lastColumn, this.#lastY);
  }

  /** Adds a point in the middle of a column, at a whole pixel. */
  add(pen: PathPen, column: number, y: number): void {
    if (column === this.#column) {
      if (y < this.#low) this.#low = y;
      if (y > this.#high) this.#high = y;
      return;
    }
    this.#finish(pen);
    this.#column = column;
    this.#low = this.#high = y;
  }

  /** Finishes the last column; what comes next is not connected with it. */
  lift(pen: PathPen): void {
    this.#finish(pen);
    this.#column = this.#lastColumn = NaN;
  }

  #finish(pen: PathPen): void {
    const column = this.#column;
    if (Number.isNaN(column)) return;
    const [low, high, before] = [this.#low, this.#high, this.#lastY];
    const isJoined = !Number.isNaN(this.#lastColumn);
    const fromLow = isJoined && Math.abs(before - low) < Math.abs(before - high);
    const [begin, end] = fromLow ? [low, high] : [high, low];
    if (isJoined) pen.lineTo(column, begin);
    else pen.moveTo(column, begin);
    if (begin !== end) pen.lineTo(column, end);
    this.#lastColumn = column;
    this.#lastY = end;
    this.#columns += 1;
    this.#travel += high - low + (isJoined ? Math.abs(begin - before) : 0);
  }
}
