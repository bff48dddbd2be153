/**
 * uPlot as its best user would have it: columns with room at their end, of which the window is a view that slides, no
 * legend, no cursor and no markers. It has no animation, and thins four points and more for each pixel by itself.
 */
import uPlot from 'uplot';
import type { Mount, Points } from '../contender.js';

const COLOURS = ['#e6194b', '#3cb44b', '#4363d8', '#f58231'];

export const mount: Mount = (place, { width, height }, points) => {
  const window = new SlidingWindow(points);
  const series = points.values.map((_, line) => ({ label: `${line}`, stroke: COLOURS[line], points: { show: false } }));
  const plot = new uPlot(
    { width, height, ms: 1, legend: { show: false }, cursor: { show: false }, series: [{}, ...series] },
    window.columns,
    place,
  );
  return {
    push(time, values) {
      window.push([time, ...values]);
      plot.setData(window.columns);
    },
  };
};

/** The newest points of several columns. */
class SlidingWindow {
  readonly #buffers: readonly Float64Array[];
  readonly #length: number;
  #from = 0;

  constructor({ times, values }: Points) {
    this.#length = times.length;
    this.#buffers = [times, ...values].map((column) => {
      const buffer = new Float64Array(column.length * 2 + 4_096);
      buffer.set(column);
      return buffer;
    });
  }

  get columns(): uPlot.AlignedData {
    const [times = new Float64Array(), ...values] = this.#buffers.map((buffer) =>
      buffer.subarray(this.#from, this.#from + this.#length),
    );
    return [times, ...values];
  }

  push(moment: readonly number[]): void {
    const end = this.#from + this.#length;
    if (end === this.#buffers[0]?.length) return this.#moveToFront(moment);
    this.#buffers.forEach((buffer, column) => (buffer[end] = moment[column] ?? NaN));
    this.#from += 1;
  }

  #moveToFront(moment: readonly number[]): void {
    for (const buffer of this.#buffers) buffer.copyWithin(0, this.#from, this.#from + this.#length);
    this.#from = 0;
    this.push(moment);
  }
}
