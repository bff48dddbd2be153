import type { Words } from '../../../locales/en.js';
import type { Formatter } from '../format.js';
import type { CanvasLabels } from './view.js';

/** The texts on a canvas in one language. The same object as long as the language is the same. */
export class CanvasLabelSource {
  #format: Formatter | undefined;
  #labels: CanvasLabels | undefined;

  labelsIn(format: Formatter, words: Words): CanvasLabels {
    if (this.#labels !== undefined && this.#format === format) return this.#labels;
    const { targetAbove, targetBelow, target, bands } = words.chart;
    this.#format = format;
    const times = new Map<number, string>();
    this.#labels = {
      value: (value, digits) => format.compact(value, digits),
      time: (time) => remembered(times, time, () => format.time(time)),
      band: (band) => bands[band],
      target: (value, place) =>
        (place === 'above' ? targetAbove : place === 'below' ? targetBelow : target)(format.compact(value)),
    };
    return this.#labels;
  }
}

/** Places of a time axis that are remembered at most; then all are forgotten. */
const MOST_TIMES = 64;

function remembered(known: Map<number, string>, key: number, make: () => string): string {
  const found = known.get(key);
  if (found !== undefined) return found;
  if (known.size >= MOST_TIMES) known.clear();
  const text = make();
  known.set(key, text);
  return text;
}
