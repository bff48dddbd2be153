import { defineElement } from '../base/define-element.js';
import { AurigraphMetricCards } from './metric-cards.js';

defineElement('aurigraph-metric-cards', AurigraphMetricCards);

declare global {
  interface HTMLElementTagNameMap {
    'aurigraph-metric-cards': AurigraphMetricCards;
  }
}
