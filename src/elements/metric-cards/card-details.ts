import { html, nothing, type TemplateResult } from 'lit';
import { sourceName } from './card-sentence.js';
import type { CardFacts } from './card-view.js';
import type { CardFigure } from './card.js';

/**
 * Everything about a card's value: exactly, from where, how sure, since when. A popover of the platform: the button opens
 * it by key, touch and mouse, Escape and a press elsewhere close it, and nothing on the page moves.
 */
export function renderDetails(facts: CardFacts): TemplateResult {
  const { card, open, words, onToggle } = facts;
  return html`<div
    class="details"
    part="details"
    popover
    id="details-${card.name}"
    role="group"
    aria-label=${words.metricCards.details(card.label)}
    @beforetoggle=${onToggle}
  >
    ${open ? renderContent(facts) : nothing}
  </div>`;
}

function renderContent(facts: CardFacts): TemplateResult {
  const { card, words } = facts;
  const { figure } = card;
  return html`<p class="details-heading">${card.label}</p>
    ${figure === undefined ? html`<p>${words.metricCards.unknownHint}</p>` : renderFacts(facts, figure)}`;
}

function renderFacts({ card, condition, words, format }: CardFacts, figure: CardFigure): TemplateResult {
  const { metricCards } = words;
  const { source, at, confidence } = figure.origin;
  const received = metricCards.receivedAt(format.time(at), format.age(condition.ageMs ?? 0));
  return html`<dl>
    ${renderFact(metricCards.exact, html`<bdi>${figure.exact}</bdi>`)}
    ${
      card.notes.length === 0
        ? nothing
        : renderFact(
            metricCards.about,
            card.notes.map(({ text }) => html`<bdi>${text}</bdi>`),
          )
    }
    ${renderFact(metricCards.source, html`<bdi>${sourceName(source, words)}</bdi>`)}
    ${renderFact(metricCards.confidence, metricCards.confidences[confidence])}
    ${renderFact(metricCards.received, received)}
  </dl>`;
}

function renderFact(name: string, value: unknown): TemplateResult {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;
}
