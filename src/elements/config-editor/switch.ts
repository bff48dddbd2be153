import { html, nothing, type TemplateResult } from 'lit';

/** Something that is on or off. */
interface SwitchControl {
  readonly id: string;
  readonly label: string;
  readonly on: boolean;
  /** Whether it can only be looked at. */
  readonly locked: boolean;
  /** Id of the text that explains it. */
  readonly describedBy?: string;
}

/** Draws a switch with its label behind it; the label is part of the target. */
export function renderSwitch(
  { id, label, on, locked, describedBy }: SwitchControl,
  onChange: (on: boolean) => void,
): TemplateResult {
  return html`<button
    class="switch"
    part="switch"
    type="button"
    role="switch"
    id=${id}
    aria-checked=${on}
    aria-disabled=${locked ? 'true' : nothing}
    aria-describedby=${describedBy ?? nothing}
    @click=${() => locked || onChange(!on)}
  >
    <span class="track" aria-hidden="true"></span>${label}
  </button>`;
}
