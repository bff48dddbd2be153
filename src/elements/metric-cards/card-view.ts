import { html, nothing, type TemplateResult } from 'lit';
import type { Words } from '../../locales/en.js';
import type { Formatter } from '../base/format.js';
import { badgeIcons } from '../base/icons.js';
import { renderSparkline } from '../base/sparkline/sparkline.js';
import type { BoardCard } from './board-controller.js';
import { renderDetails } from './card-details.js';
import { detailsIcon, noteIcons } from './card-icons.js';
import { sourceName } from './card-sentence.js';
import type { CardCondition } from './card-state.js';
import type { CardNote } from './card.js';

/** What a card is rendered from. */
export interface CardFacts {
  readonly card: BoardCard;
  readonly condition: CardCondition;
  /** The card in one sentence. */
  readonly sentence: string;
  /** Whether its details are open. */
  readonly open: boolean;
  readonly simulated: boolean;
  readonly format: Formatter;
  readonly words: Words;
  readonly onToggle: (event: ToggleEvent) => void;
}

/** Longer values may lose their middle, but never so many characters at their end. */
const LONGEST_WHOLE = 12;
const SHOWN_END = 5;

/** Lines of notes where there is no picture. */
const LINES = 3;

/**
 * One card: label, value with unit, what is said about it, its past, its age and where it comes from. Assistive
 * technology gets the sentence in place of all that, and the button.
 */
export function renderCard(facts: CardFacts): TemplateResult {
  const { card, condition, sentence } = facts;
  return html`<li class="card" part="card ${condition.state}" data-name=${card.name} data-state=${condition.state}>
    <p class="visually-hidden">${sentence}</p>
    <div class="top">
      <span class="label" part="label" aria-hidden="true">${card.label}</span>
      ${renderDetailsButton(facts)}
    </div>
    <div class="value" part="value" aria-hidden="true">${renderValue(facts)}</div>
    <div class="story" aria-hidden="true">
      <div class="notes" data-room=${roomOf(card)}>${renderNotes(facts)}</div>
      ${card.past === undefined ? nothing : renderPast(facts)}
    </div>
    <div class="meta" part="meta" aria-hidden="true">${renderMeta(facts)}</div>
    ${renderDetails(facts)}
  </li>`;
}

function renderDetailsButton({ card, condition, words }: CardFacts): TemplateResult {
  const label = words.metricCards.details(card.label);
  return html`<button
    class="info"
    part="details-button"
    popovertarget="details-${card.name}"
    title=${label}
    aria-label=${label}
    ?data-hidden=${condition.state === 'loading'}
  >
    <svg viewBox="0 0 14 14" aria-hidden="true">${detailsIcon}</svg>
  </button>`;
}

function renderValue({ card, condition, words }: CardFacts): TemplateResult {
  const { figure } = card;
  if (condition.state === 'loading') return html`<span class="skeleton" part="skeleton"></span>`;
  if (figure === undefined)
    return html`<span class="unknown" title=${words.metricCards.unknownHint}>${words.metricCards.unknown}</span>`;
  const [head, tail] = parted(figure.text);
  return html`<bdi class="figure" title=${figure.exact}><span class="head">${head}</span>${tail}</bdi>
    ${figure.unit === '' ? nothing : html`<bdi class="unit">${figure.unit}</bdi>`}`;
}

/** Ids are alike at their beginning: where one is too long, its end is shown and its middle left out. */
function parted(text: string): readonly [string, string] {
  const characters = [...text];
  if (characters.length <= LONGEST_WHOLE) return [text, ''];
  return [characters.slice(0, -SHOWN_END).join(''), characters.slice(-SHOWN_END).join('')];
}

/** One line over a picture; without one, three lines of their own, or as many notes as flow into them. */
function roomOf({ past, notes }: BoardCard): 'line' | 'lines' | 'flow' {
  if (past !== undefined) return 'line';
  return notes.length <= LINES ? 'lines' : 'flow';
}

function renderNotes({ card, condition }: CardFacts): unknown {
  return condition.state === 'loading' ? nothing : card.notes.map(renderNote);
}

function renderNote({ text, icon, hint }: CardNote): TemplateResult {
  return html`<span class="note" part="note" title=${hint ?? text} data-icon=${icon ?? nothing}
    >${icon === undefined ? nothing : html`<svg viewBox="0 0 10 10">${noteIcons[icon]}</svg>`}<bdi>${text}</bdi></span
  >`;
}

function renderPast({ card, condition, simulated }: CardFacts): TemplateResult {
  if (condition.state === 'loading') return html`<span class="sparkline skeleton"></span>`;
  const look = { name: card.name, colour: card.past?.colour ?? '', old: condition.state === 'stale', simulated };
  return renderSparkline(card.shape, look);
}

function renderMeta({ card, condition, format, words }: CardFacts): TemplateResult | typeof nothing {
  const { figure } = card;
  const { state, ageMs } = condition;
  if (figure === undefined || ageMs === undefined || state === 'loading') return nothing;
  const { old, simulated } = words.metricCards;
  const age = format.age(ageMs);
  const source = sourceName(figure.origin.source, words);
  const icon = state === 'stale' || state === 'demo' ? state : undefined;
  return html`${icon === undefined ? nothing : html`<svg viewBox="0 0 8 8">${badgeIcons[icon]}</svg>`}
    <bdi class="age">${state === 'stale' ? old(age) : age}</bdi>
    <bdi class="source" title=${source}>${state === 'demo' ? simulated : source}</bdi>`;
}
