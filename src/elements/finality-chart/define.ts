import { defineElement } from '../base/define-element.js';
import { AurigraphFinalityChart } from './finality-chart.js';

defineElement('aurigraph-finality-chart', AurigraphFinalityChart);

declare global {
  interface HTMLElementTagNameMap {
    'aurigraph-finality-chart': AurigraphFinalityChart;
  }
}
