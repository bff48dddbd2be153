import { css } from 'lit';
import { formStyles } from './form.styles.js';

const layout = css`
  :host {
    container-type: inline-size;
    --_list-size: var(--aurigraph-config-editor-list-size, 208px);
    --_form-size: var(--aurigraph-config-editor-form-size, 408px);
  }
  .header {
    padding-block-end: 0;
  }
  .editor {
    flex: 1;
    display: flex;
    flex-direction: column;
  }
  .toolbar {
    display: flex;
    align-items: center;
    gap: var(--_space-1);
    min-block-size: 48px;
    padding: var(--_space-1) var(--_space-4) var(--_space-2);
    border-block-end: var(--_border);
  }
  .gap {
    flex: 1;
  }
  .switcher {
    flex: 0 1 260px;
    margin-inline-end: var(--_space-1);
  }
  .question {
    flex-wrap: wrap;
    gap: var(--_space-2) var(--_space-3);
    background: var(--_surface-2);
  }
  .text {
    flex: 1 1 220px;
    overflow-wrap: anywhere;
  }
  .answers {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-2);
    margin-inline-start: auto;
  }
  .placeholder {
    min-block-size: calc(var(--_form-size) + 100px);
  }
  .placeholder .answers {
    margin-inline: auto;
    justify-content: center;
  }
  .button.icon {
    inline-size: 30px;
    padding-inline: 0;
  }
  .button[aria-disabled='true'] {
    color: var(--_text-3);
    cursor: default;
  }
  .button.primary {
    /* Text and ground change together, so that one is readable on the other at every moment. */
    transition: none;
  }
  .button.primary[aria-disabled='true'] {
    background: var(--_surface-2);
    color: var(--_text-3);
  }
  .button.quiet[aria-disabled='true'],
  .button.quiet[aria-disabled='true']:hover {
    background: none;
    color: var(--_text-3);
    opacity: 0.6;
  }

  .work {
    flex: 1;
    display: grid;
    grid-template-columns: var(--_list-size) minmax(0, 1fr);
    min-block-size: var(--_form-size);
  }
  .side {
    display: flex;
    flex-direction: column;
    border-inline-end: var(--_border);
    min-block-size: 0;
  }
  .list {
    flex: 1 1 0;
    min-block-size: 220px;
    overflow-y: auto;
    padding: var(--_space-2);
    scrollbar-width: thin;
  }
  .list-title {
    display: flex;
    justify-content: space-between;
    padding: var(--_space-3) var(--_space-2) var(--_space-1);
    font-size: var(--_text-xs);
    color: var(--_text-2);
  }
  .list-title .number {
    color: var(--_text-3);
  }
  .option {
    display: flex;
    align-items: center;
    gap: var(--_space-2);
    min-block-size: 30px;
    padding: 3px var(--_space-2);
    border-radius: var(--_radius-s);
    color: var(--_text-2);
    cursor: default;
    transition: background var(--_fast) var(--_ease);
  }
  .option:focus-visible {
    outline-offset: -2px;
  }
  .option[role='option']:hover {
    background: var(--_hover);
  }
  .option[aria-selected='true'] {
    background: var(--_selected);
    color: var(--_text);
    font-weight: var(--_weight-medium);
  }
  .option .name {
    flex: 1;
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .option.off .name {
    color: var(--_text-3);
  }
  .option small {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    font-size: var(--_text-xs);
    font-weight: 400;
    color: var(--_text-3);
    white-space: nowrap;
  }
  .option[aria-selected='true'] small {
    color: var(--_text-2);
  }
  .option small.error {
    color: var(--_negative);
  }
  .option svg,
  .note svg,
  .problems svg,
  .fact svg,
  .form h3 svg {
    inline-size: 12px;
    block-size: 12px;
    flex: none;
  }
  .option .kind {
    color: var(--_text-3);
  }
  .option[aria-selected='true'] .kind {
    color: var(--_accent);
  }
  .adding {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 2px;
    padding: var(--_space-2);
    border-block-start: var(--_border);
  }
  .adding-title,
  .adding .note {
    grid-column: 1 / -1;
    padding-inline: var(--_space-2);
    font-size: var(--_text-xs);
    color: var(--_text-2);
  }
  .adding .button {
    justify-content: start;
    padding-inline: var(--_space-2);
    color: var(--_accent);
  }
  .adding .button svg {
    inline-size: 12px;
    block-size: 12px;
  }

  .bottom {
    position: sticky;
    inset-block-end: 0;
    z-index: 1;
    background: var(--_surface);
  }
  .action-bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-2) var(--_space-3);
    min-block-size: 52px;
    padding: var(--_space-2) var(--_space-4);
    border-block-start: var(--_border);
  }
  .action-bar.question > svg {
    inline-size: 14px;
    block-size: 14px;
    flex: none;
    color: var(--_warning);
  }
  .facts {
    display: inline-flex;
    align-items: center;
    gap: var(--_space-3);
    color: var(--_text-2);
  }
  .fact {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    white-space: nowrap;
  }
  .fine svg {
    color: var(--_positive);
  }
  .button.problems {
    margin-inline-start: calc(var(--_space-2) * -1);
    padding-inline: var(--_space-2);
    color: var(--_negative);
    font-weight: var(--_weight-strong);
  }
  .said {
    flex: 1;
    min-inline-size: 0;
    color: var(--_text-3);
    overflow: hidden;
    text-overflow: ellipsis;
    display: block;
  }
  .failure {
    border-block-end: 0;
  }

  @container (max-width: 599px) {
    .work {
      grid-template-columns: minmax(0, 1fr);
    }
    .side {
      border-inline-end: 0;
      border-block-end: var(--_border);
    }
    .list {
      flex: none;
      min-block-size: 0;
      max-block-size: 232px;
    }
    .adding {
      grid-template-columns: repeat(4, auto);
      justify-content: space-between;
    }
    .adding .button {
      padding-inline: var(--_space-1);
    }
    .adding-title {
      display: none;
    }
    .switcher {
      flex: 1 1 100%;
      margin-inline-end: 0;
    }
    .toolbar {
      flex-wrap: wrap;
    }
    .said {
      flex: 1 1 100%;
      order: 1;
    }
    .said:empty {
      display: none;
    }
  }
  @container (max-width: 519px) {
    .node-actions .word {
      display: none;
    }
    .action-bar .answers {
      flex: 1;
    }
    .action-bar .answers .button {
      flex: 1;
    }
    .facts {
      flex: 1 1 100%;
    }
  }
  @media (pointer: coarse) {
    .option,
    .button.icon,
    .switch {
      min-block-size: 44px;
      min-inline-size: 44px;
    }
  }
  @media (forced-colors: active) {
    .option[aria-selected='true'] {
      forced-color-adjust: none;
      background: SelectedItem;
      color: SelectedItemText;
    }
    .option[aria-selected='true'] small,
    .option[aria-selected='true'] .kind {
      color: SelectedItemText;
    }
  }
`;

/** Everything of the editor. */
export const configEditorStyles = [layout, formStyles];
