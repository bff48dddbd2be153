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
    this.#labels = {
      value: (value, digits) => format.compact(value, digits),
      time: (time) => format.time(time),
      band: (band) => bands[band],
      target: (value, place) =>
        (place === 'above' ? targetAbove : place === 'below' ? targetBelow : target)(format.compact(value)),
    };
    return this.#labels;
  }
}
