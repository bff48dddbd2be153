import { defineElement } from '../base/define-element.js';
import { AurigraphNodeGrid, type GridViewDetail, type NodeSelectDetail } from './node-grid.js';

defineElement('aurigraph-node-grid', AurigraphNodeGrid);

declare global {
  interface HTMLElementTagNameMap {
    'aurigraph-node-grid': AurigraphNodeGrid;
  }
  interface GlobalEventHandlersEventMap {
    'aurigraph-node-select': CustomEvent<NodeSelectDetail>;
    'aurigraph-view-change': CustomEvent<GridViewDetail>;
  }
}
