import { defineElement } from '../base/define-element.js';
import { AurigraphFeedChart } from './feed-chart.js';

defineElement('aurigraph-feed-chart', AurigraphFeedChart);

declare global {
  interface HTMLElementTagNameMap {
    'aurigraph-feed-chart': AurigraphFeedChart;
  }
}
