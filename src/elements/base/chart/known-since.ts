import { html, nothing, type TemplateResult } from 'lit';
import type { ChartFacts } from './chart-legend.js';
import type { Picture } from './picture.js';

/** Less than this share of the picture needs no word: that is the time to the next point. */
const WORTH_A_WORD = 0.05;

/** The first time of which anything is known, where the picture begins well before it. */
export function knownSince(picture: Picture | undefined): number | undefined {
  const first = picture?.columns.times[0];
  if (picture === undefined || first === undefined) return undefined;
  return first - picture.from > WORTH_A_WORD * (picture.to - picture.from) ? first : undefined;
}

/** Says in the picture that its beginning is unknown, and not that nothing went on. */
export function renderKnownSince({ picture, format, words }: ChartFacts): TemplateResult | typeof nothing {
  const since = knownSince(picture);
  if (since === undefined) return nothing;
  return html`<div class="unknown" part="unknown" aria-hidden="true">
    <span>${words.chart.knownSince(format.time(since))}</span>
  </div>`;
}
