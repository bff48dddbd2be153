/**
 * This library's chart with values of the host page. The picture itself, without header and legend, is as large as the
 * whole chart of the others. The element stands on the page before its class is known: its upgrade is part of the first
 * picture.
 */
import { defineElement } from '../../../src/elements/base/define-element.js';
import { AurigraphTpsChart } from '../../../src/elements/tps-chart/tps-chart.js';
import type { Mount } from '../contender.js';

const TAG = 'aurigraph-tps-chart';

/** What the panel has on both sides of the picture, in CSS pixels. */
const SIDES = 18;

export const mount: Mount = (place, { width, height }, { times, values, windowMs }) => {
  const element = document.createElement(TAG);
  element.style.width = `${width + SIDES}px`;
  element.style.setProperty('--aurigraph-chart-height', `${height}px`);
  element.setAttribute('window-seconds', `${windowMs / 1_000}`);
  element.series = { times, values, labels: values.map((_, line) => `Line ${line + 1}`) };
  place.append(element);
  defineElement(TAG, AurigraphTpsChart);
  return {
    push: (time, moment) => void element.appendPoints({ times: [time], values: moment.map((value) => [value]) }),
    isDrawn: () => element.shadowRoot?.querySelector('canvas') !== null,
  };
};
