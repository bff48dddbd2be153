import { defineElement } from '../base/define-element.js';
import { AurigraphConsensusChart } from './consensus-chart.js';

defineElement('aurigraph-consensus-chart', AurigraphConsensusChart);

declare global {
  interface HTMLElementTagNameMap {
    'aurigraph-consensus-chart': AurigraphConsensusChart;
  }
}
