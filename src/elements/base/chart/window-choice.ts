import { html, type TemplateResult } from 'lit';
import type { Words } from '../../../locales/en.js';
import type { Formatter } from '../format.js';

/** Windows that a person can choose, in seconds: 1, 5, 15, 30 and 60 minutes. */
const CHOICES = [60, 300, 900, 1_800, 3_600] as const;

/** Chooses how much of the past is shown. A length that the host page gave is offered too. */
export function renderWindowChoice(
  seconds: number,
  format: Formatter,
  { chart }: Words,
  onChoose: (seconds: number) => void,
): TemplateResult {
  const choices = [...new Set([...CHOICES, seconds])].sort((a, b) => a - b);
  const choose = (event: Event): void => {
    if (event.target instanceof HTMLSelectElement) onChoose(Number(event.target.value));
  };
  return html`<select
    class="button quiet window"
    part="window-choice"
    aria-label=${chart.window}
    title=${chart.window}
    @change=${choose}
  >
    ${choices.map(
      (choice) =>
        html`<option value=${choice} .selected=${choice === seconds}>${textOf(choice, format, chart)}</option>`,
    )}
  </select>`;
}

function textOf(seconds: number, format: Formatter, { shortMinutes, shortSeconds }: Words['chart']): string {
  const whole = seconds % 60 === 0;
  return whole ? shortMinutes(format.exact(seconds / 60)) : shortSeconds(format.exact(seconds));
}
