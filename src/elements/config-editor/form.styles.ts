import { css } from 'lit';

/** Forms: label above, unit inside, help or what is wrong underneath, in two columns where there is room. */
export const formStyles = css`
  .form {
    min-inline-size: 0;
    padding: var(--_space-2) var(--_space-4) var(--_space-4);
  }
  .form-head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-1) var(--_space-4);
    min-block-size: 36px;
    margin-block-end: var(--_space-2);
  }
  .form h3 {
    display: inline-flex;
    align-items: center;
    gap: var(--_space-2);
    margin: 0;
    font-size: var(--_text-s);
    font-weight: var(--_weight-strong);
  }
  .form h3 svg {
    color: var(--_text-3);
  }
  .node-actions {
    display: inline-flex;
    gap: var(--_space-1);
    margin-inline-start: auto;
    margin-inline-end: calc(var(--_space-2) * -1);
  }
  .fields {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: var(--_space-2) var(--_space-4);
    align-items: start;
  }
  .field {
    min-inline-size: 0;
  }
  .field.wide {
    grid-column: 1 / -1;
  }
  .field > label,
  .field > .label {
    display: block;
    margin-block-end: var(--_space-1);
    font-size: var(--_text-xs);
    color: var(--_text-2);
  }
  .entry {
    display: flex;
    align-items: center;
    min-block-size: 32px;
    border: 1px solid var(--_line-strong);
    border-radius: var(--_radius-s);
    background: var(--_ground);
    cursor: text;
  }
  .entry:focus-within {
    outline: 2px solid var(--_accent);
    outline-offset: 1px;
  }
  .entry[data-invalid] {
    border-color: var(--_negative);
  }
  .entry input,
  .entry textarea,
  .entry select {
    flex: 1;
    min-inline-size: 0;
    inline-size: 100%;
    margin: 0;
    padding: 5px 9px;
    border: 0;
    border-radius: inherit;
    outline: none;
    background: none;
    font-variant-numeric: tabular-nums;
  }
  .entry textarea {
    display: block;
    min-block-size: 50px;
    resize: vertical;
  }
  .entry:has([readonly]) {
    border-color: var(--_line);
    background: none;
  }
  .unit {
    flex: none;
    padding-inline-end: 9px;
    color: var(--_text-3);
  }
  .choice {
    position: relative;
    cursor: default;
  }
  .entry.choice select {
    appearance: none;
    padding-inline-end: 26px;
    text-overflow: ellipsis;
    cursor: pointer;
  }
  .entry.choice select:disabled {
    color: inherit;
    opacity: 1;
    cursor: default;
  }
  .entry.choice:has(:disabled) {
    border-color: var(--_line);
    background: none;
  }
  .choice option {
    background: var(--_surface);
    color: var(--_text);
  }
  .chevron {
    position: absolute;
    inset-inline-end: 9px;
    inline-size: 12px;
    block-size: 12px;
    color: var(--_text-3);
    pointer-events: none;
  }
  .note {
    display: flex;
    gap: 5px;
    min-block-size: 2.9em;
    margin: var(--_space-1) 0 0;
    font-size: var(--_text-xs);
    line-height: var(--_leading);
    color: var(--_text-3);
    overflow-wrap: anywhere;
  }
  .field.wide > .note,
  .general .note {
    min-block-size: 1.45em;
  }
  .general .fields {
    row-gap: var(--_space-3);
  }
  .note.error {
    color: var(--_negative);
  }
  .note.warning {
    color: var(--_text-2);
  }
  .note svg {
    margin-block-start: 3px;
  }
  .note.warning svg {
    color: var(--_warning);
  }
  .other-problems {
    margin: 0 0 var(--_space-3);
    padding: var(--_space-2) var(--_space-3);
    border-inline-start: 2px solid var(--_negative);
    list-style: none;
  }
  .other-problems .note {
    min-block-size: 0;
    margin: 0;
  }
  .switch {
    display: inline-flex;
    align-items: center;
    gap: var(--_space-2);
    min-block-size: 30px;
    padding: 0;
    border: 0;
    border-radius: var(--_radius-s);
    background: none;
    cursor: pointer;
  }
  .switch .track {
    display: flex;
    align-items: center;
    inline-size: 28px;
    block-size: 16px;
    padding: 2px;
    border: 1px solid var(--_line-strong);
    border-radius: 999px;
    background: var(--_ground);
    transition: background var(--_fast) var(--_ease);
  }
  .switch .track::before {
    content: '';
    inline-size: 10px;
    block-size: 10px;
    border-radius: 50%;
    background: var(--_text-3);
    transition: margin var(--_fast) var(--_ease);
  }
  .switch[aria-checked='true'] .track {
    border-color: var(--_accent);
    background: var(--_accent);
  }
  .switch[aria-checked='true'] .track::before {
    margin-inline-start: 12px;
    background: var(--_on-accent);
  }
  .switch[aria-disabled='true'] {
    cursor: default;
  }
  .switch[aria-disabled='true'] .track {
    opacity: 0.55;
  }
  .capacity-line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-1) var(--_space-3);
    min-block-size: 20px;
  }
  .bar {
    flex: none;
    inline-size: 96px;
    block-size: 4px;
  }
  .bar-ground {
    fill: var(--_line);
  }
  .bar-fill {
    fill: var(--_accent);
  }
  .skeleton.line {
    display: block;
    inline-size: 60%;
    block-size: 12px;
    margin-block: 4px;
  }
  .skeleton.control {
    display: block;
    inline-size: 100%;
    max-inline-size: 260px;
    block-size: 32px;
    margin-block-end: 38px;
  }
  .toolbar .skeleton.control {
    margin: 0;
  }
  .action-bar .skeleton.line {
    inline-size: 180px;
  }
  @container (min-width: 980px) {
    .fields {
      grid-template-columns: repeat(3, minmax(0, 1fr));
      max-inline-size: 1040px;
    }
    .general .fields {
      grid-template-columns: repeat(2, minmax(0, 1fr));
      max-inline-size: 720px;
    }
  }
  @container (max-width: 419px) {
    .fields {
      grid-template-columns: minmax(0, 1fr);
    }
    .note {
      min-block-size: 1.45em;
    }
  }
  @media (pointer: coarse) {
    .entry {
      min-block-size: 44px;
    }
  }
  @media (forced-colors: active) {
    .switch[aria-checked='true'] .track {
      forced-color-adjust: none;
      border-color: Highlight;
      background: Highlight;
    }
    .bar-fill {
      fill: Highlight;
    }
  }
`;
