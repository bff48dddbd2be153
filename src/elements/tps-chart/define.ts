import { defineElement } from '../base/define-element.js';
import { AurigraphTpsChart } from './tps-chart.js';

defineElement('aurigraph-tps-chart', AurigraphTpsChart);

declare global {
  interface HTMLElementTagNameMap {
    'aurigraph-tps-chart': AurigraphTpsChart;
  }
}
