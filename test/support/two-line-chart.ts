/** A chart of two lines, for what has to work for every chart. */
import { AurigraphChart } from '../../src/elements/base/chart/chart-element.js';
import type { ChartDeclaration } from '../../src/elements/base/chart/declaration.js';

/** Throughput and finality in one picture: nobody would want that, but it has two lines. */
export class TwoLineChart extends AurigraphChart {
  protected override declare(): ChartDeclaration {
    return {
      heading: 'Two lines',
      unit: 'ms',
      empty: 'Nothing yet.',
      series: [
        { name: 'tps', label: 'average', colour: '--_series-1', filled: true },
        { name: 'finalityMs', label: 'p99', colour: '--_series-3', filled: false },
      ],
    };
  }
}

if (!customElements.get('test-two-line-chart')) customElements.define('test-two-line-chart', TwoLineChart);

declare global {
  interface HTMLElementTagNameMap {
    'test-two-line-chart': TwoLineChart;
  }
}
