import { defineElement } from '../base/define-element.js';
import { AurigraphProvider } from './provider.js';

defineElement('aurigraph-provider', AurigraphProvider);

declare global {
  interface HTMLElementTagNameMap {
    'aurigraph-provider': AurigraphProvider;
  }
}
