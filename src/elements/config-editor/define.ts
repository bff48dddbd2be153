import { defineElement } from '../base/define-element.js';
import { AurigraphConfigEditor, type ConfigDirtyChangeDetail, type ConfigSaveDetail } from './config-editor.js';

defineElement('aurigraph-config-editor', AurigraphConfigEditor);

declare global {
  interface HTMLElementTagNameMap {
    'aurigraph-config-editor': AurigraphConfigEditor;
  }
  interface HTMLElementEventMap {
    'aurigraph-config-save': CustomEvent<ConfigSaveDetail>;
    'aurigraph-config-saved': CustomEvent<ConfigSaveDetail>;
    'aurigraph-config-dirty-change': CustomEvent<ConfigDirtyChangeDetail>;
  }
}
