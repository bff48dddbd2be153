import { css } from 'lit';

/** Buttons, inputs and chips. Small on a desk, 44 px tall where a finger is the pointer. */
export const controlStyles = css`
  button,
  input,
  select,
  textarea {
    font: inherit;
    color: inherit;
  }
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-block-size: 30px;
    padding: 4px 10px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius-s);
    background: var(--_surface);
    color: var(--_text);
    font-size: var(--_text-s);
    font-weight: var(--_weight-medium);
    white-space: nowrap;
    cursor: pointer;
    transition: background var(--_fast) var(--_ease);
  }
  .button:hover:not(:disabled) {
    background: var(--_hover);
  }
  .button:disabled {
    color: var(--_text-3);
    cursor: default;
  }
  .button.primary {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: var(--_weight-strong);
  }
  .button.primary:hover:not(:disabled) {
    background: color-mix(in oklch, var(--_accent) 88%, var(--_text));
  }
  .button.primary:disabled {
    background: var(--_surface-2);
    color: var(--_text-3);
  }
  .button.danger {
    color: var(--_negative);
  }
  .button.quiet {
    border-color: transparent;
    background: none;
    color: var(--_text-2);
  }
  .button.quiet:hover:not(:disabled) {
    background: var(--_hover);
    color: var(--_text);
  }
  .button svg {
    inline-size: 14px;
    block-size: 14px;
  }
  .input {
    inline-size: 100%;
    min-block-size: 32px;
    padding: 5px 9px;
    border: 1px solid var(--_line-strong);
    border-radius: var(--_radius-s);
    background: var(--_ground);
    font-variant-numeric: tabular-nums;
  }
  .input::placeholder {
    color: var(--_text-3);
  }
  .input[aria-invalid='true'] {
    border-color: var(--_negative);
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    padding: 2px 9px;
    border: 1px solid var(--_line);
    border-radius: 999px;
    font-size: var(--_text-xs);
    color: var(--_text-2);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .chip b {
    color: var(--_text);
    font-weight: var(--_weight-strong);
  }
  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 1px;
  }
  @media (pointer: coarse) {
    .button,
    .input {
      min-block-size: 44px;
    }
  }
`;
