import { html, nothing, type TemplateResult } from 'lit';
import type { ChartFacts } from './chart-legend.js';
import { chartIcons } from './chart-icons.js';

/**
 * Says that a stretch is held, and leads back to the present. The text is said aloud when it changes: that is the answer
 * to what a person just did, and nothing else changes it.
 */
export function renderZoomBar(
  { picture, format, words }: ChartFacts,
  isZoomed: boolean,
  onLive: () => void,
): TemplateResult {
  const text =
    isZoomed && picture !== undefined ? words.chart.between(format.time(picture.from), format.time(picture.to)) : '';
  return html`<div class="zoom-bar" ?data-on=${isZoomed}>
    <span class="note" part="note" role="status">${text}</span>
    ${
      isZoomed
        ? html`<button class="button quiet live" part="live-button" title=${words.chart.liveHint} @click=${onLive}>
            <svg viewBox="0 0 14 14" aria-hidden="true">${chartIcons.live}</svg>${words.chart.live}
          </button>`
        : nothing
    }
  </div>`;
}
