import { defineElement } from '../base/define-element.js';
import '../config-editor/define.js';
import '../connection-status/define.js';
import '../metric-cards/define.js';
import '../consensus-chart/define.js';
import '../feed-chart/define.js';
import '../finality-chart/define.js';
import '../node-detail/define.js';
import '../node-grid/define.js';
import '../tps-chart/define.js';
import { AurigraphDashboard } from './dashboard.js';

defineElement('aurigraph-dashboard', AurigraphDashboard);

declare global {
  interface HTMLElementTagNameMap {
    'aurigraph-dashboard': AurigraphDashboard;
  }
}
