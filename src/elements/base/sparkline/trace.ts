/** Points as columns: times in epoch milliseconds, ascending, and their values. A `Series` is such a thing. */
export interface Points {
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/** Where points are drawn. Places in CSS pixels, times in epoch milliseconds. */
export interface TraceFrame {
  readonly from: number;
  readonly to: number;
  readonly low: number;
  readonly high: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Pixel columns between left and right; of the points in one column at most four are drawn. */
  readonly columns: number;
}

/** A line and the area under it as SVG path data; both empty where there is nothing to draw. */
export interface Trace {
  readonly line: string;
  readonly area: string;
}

/**
 * Draws the points of a frame, and at most one before it, as path data, one stretch after the other: a gap is left open. Of all points in one column of pixels the
 * first, the lowest, the highest and the last are drawn, which look the same as all of them. A point that stands alone
 * is a stretch without length, which a round cap makes visible. Reads the columns in place.
 *
 * @param gaps Indexes after which nothing is known until the next point.
 */
export function trace(points: Points, gaps: readonly number[], frame: TraceFrame): Trace {
  const pen = new Pen(points, frame);
  const breaks = new Set(gaps);
  points.times.forEach((time, index) => {
    const isBreak = breaks.has(index);
    // Of what lies before the frame, only a line that comes in from there is seen.
    if (Number.isFinite(points.values[index]) && (time >= frame.from || !isBreak)) pen.visit(index);
    else pen.lift();
    if (isBreak) pen.lift();
  });
  pen.lift();
  return { line: pen.line, area: pen.area };
}

/** Where a value is, from the top; at the edge where it is beyond. */
export function placeOf(value: number, { low, high, top, bottom }: TraceFrame): number {
  const place = top + ((high - value) / (high - low)) * (bottom - top);
  return round(Math.min(Math.max(place, top), bottom));
}

/** Where a time is, from the left. */
export function timePlaceOf(time: number, { from, to, left, right }: TraceFrame): number {
  return round(left + ((time - from) / (to - from)) * (right - left));
}

/** Follows points from left to right and writes down one stretch at a time. */
class Pen {
  line = '';
  area = '';
  readonly #points: Points;
  readonly #frame: TraceFrame;
  #stretch: string[] = [];
  #firstX = 0;
  #lastX = 0;
  /** The present column of pixels: its number, and the indexes of what is drawn of it. */
  #column = NaN;
  #first = -1;
  #low = -1;
  #high = -1;
  #last = -1;

  constructor(points: Points, frame: TraceFrame) {
    this.#points = points;
    this.#frame = frame;
  }

  visit(index: number): void {
    const column = this.#columnOf(index);
    if (column !== this.#column) {
      this.#flush();
      this.#column = column;
      this.#first = this.#low = this.#high = index;
    }
    if (this.#value(index) < this.#value(this.#low)) this.#low = index;
    if (this.#value(index) > this.#value(this.#high)) this.#high = index;
    this.#last = index;
  }

  /** Ends the stretch. */
  lift(): void {
    this.#flush();
    this.#column = NaN;
    if (this.#stretch.length === 0) return;
    const path = `M${this.#stretch.join('L')}`;
    const { bottom } = this.#frame;
    if (this.#stretch.length === 1) this.line += `${path}h0`;
    else {
      this.line += path;
      this.area += `${path}L${this.#lastX} ${bottom}L${this.#firstX} ${bottom}Z`;
    }
    this.#stretch = [];
  }

  #flush(): void {
    if (this.#first < 0) return;
    const [low, high] = [Math.min(this.#low, this.#high), Math.max(this.#low, this.#high)];
    this.#draw(this.#first);
    if (low > this.#first) this.#draw(low);
    if (high > low && high > this.#first) this.#draw(high);
    if (this.#last > high) this.#draw(this.#last);
    this.#first = -1;
  }

  #draw(index: number): void {
    const time = this.#points.times[index] ?? NaN;
    const { from } = this.#frame;
    const x = timePlaceOf(Math.max(time, from), this.#frame);
    if (this.#stretch.length === 0) this.#firstX = x;
    this.#lastX = x;
    const value = time < from ? this.#valueAtEdge(index) : this.#value(index);
    this.#stretch.push(`${x} ${placeOf(value, this.#frame)}`);
  }

  /** Where the line from a point before the frame to the next one crosses the edge. */
  #valueAtEdge(index: number): number {
    const [before, after] = [this.#value(index), this.#value(index + 1)];
    const [start, end] = [this.#points.times[index] ?? NaN, this.#points.times[index + 1] ?? NaN];
    const share = (this.#frame.from - start) / (end - start);
    return Number.isFinite(after) && share >= 0 && share <= 1 ? before + share * (after - before) : before;
  }

  #columnOf(index: number): number {
    const { from, to, columns } = this.#frame;
    return Math.floor((((this.#points.times[index] ?? NaN) - from) / (to - from)) * columns);
  }

  #value(index: number): number {
    return this.#points.values[index] ?? NaN;
  }
}

/** A tenth of a pixel is as fine as anyone sees. */
function round(place: number): number {
  return Math.round(place * 10) / 10;
}
