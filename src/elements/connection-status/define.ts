import { defineElement } from '../base/define-element.js';
import { AurigraphConnectionStatus } from './connection-status.js';

defineElement('aurigraph-connection-status', AurigraphConnectionStatus);

declare global {
  interface HTMLElementTagNameMap {
    'aurigraph-connection-status': AurigraphConnectionStatus;
  }
}
