import { defineElement } from '../base/define-element.js';
import { AurigraphNodeDetail } from './node-detail.js';

defineElement('aurigraph-node-detail', AurigraphNodeDetail);

declare global {
  interface HTMLElementTagNameMap {
    'aurigraph-node-detail': AurigraphNodeDetail;
  }
}
