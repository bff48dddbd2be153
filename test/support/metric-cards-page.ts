/** What tests and stories of the metric cards share: a network that tells what it is told to, and eyes for the cards. */
import type { Confidence, SystemField } from '../../src/domain/live-update.js';
import type { CardName } from '../../src/elements/metric-cards/card-choice.js';
import type { AurigraphMetricCards } from '../../src/elements/metric-cards/metric-cards.js';
import { ChartBackend, SOURCE, wave } from './tps-chart-page.js';

/** Figures of a busy network of ten thousand nodes; invented. */
export const BUSY: Readonly<Partial<Record<SystemField, number>>> = {
  totalTransactions: 151_204_117,
  averageTps: 1_881_000,
  peakTps: 2_070_400,
  errorRate: 0.0002,
  activeNodes: 9_982,
  totalNodes: 10_000,
  term: 1_284,
  participationPercent: 97.4,
  consensusRounds: 48_211,
};

/** A live session on which figures are put by hand. */
export class CardsBackend extends ChartBackend {
  /** Puts one figure on the session, as a decoder does. */
  figure(
    field: SystemField,
    value: number,
    at = this.clock.now(),
    source = SOURCE,
    confidence: Confidence = 'reported',
  ): void {
    this.session.live.system(field, value, { source, at, confidence });
  }

  /** Figures at the present time. */
  figures(values: Readonly<Partial<Record<SystemField, number>>>, source = SOURCE): void {
    for (const [field, value] of Object.entries(values)) this.figure(field as SystemField, value, undefined, source);
  }

  /** Tells who leads. */
  leads(nodeId: string, at = this.clock.now(), source = SOURCE): void {
    this.session.live.leader(nodeId, { source, at, confidence: 'reported' });
  }

  /** A minute of a busy network, with everything that a card can show. */
  busy(source = SOURCE): void {
    const now = this.clock.now();
    const finality = wave(58, 6);
    this.past(wave(1_970_000, 80_000), source);
    finality.forEach((ms, second) =>
      this.figure('finalityMs', ms, now - (finality.length - 1 - second) * 1_000, source),
    );
    this.figures(BUSY, source);
    this.leads('validator-7', now, source);
  }

  /** A few nodes of every type. */
  nodes(): void {
    const { live } = this.session;
    const origin = { source: SOURCE, at: this.clock.now(), confidence: 'reported' } as const;
    for (let number = 1; number <= 3; number += 1) live.node(`channel-${number}`, 'channel', 'ROUTING', origin);
    for (let number = 1; number <= 8; number += 1) live.node(`validator-${number}`, 'validator', 'FOLLOWER', origin);
    for (let number = 1; number <= 12; number += 1) live.node(`business-${number}`, 'business', 'PROCESSING', origin);
    live.node('slim-1', 'slim', 'STREAMING', origin);
    live.node('slim-2', 'slim', 'ERROR', origin);
  }
}

/** One card. */
export function cardIn(element: AurigraphMetricCards, name: CardName): HTMLElement {
  const found = element.shadowRoot?.querySelector<HTMLElement>(`.card[data-name=${name}]`);
  if (found === null || found === undefined) throw new Error(`There is no card ${name}.`);
  return found;
}

/** Names of the cards that are there, in their order. */
export function cardNames(element: AurigraphMetricCards): (string | undefined)[] {
  return [...(element.shadowRoot?.querySelectorAll<HTMLElement>('.card') ?? [])].map((card) => card.dataset['name']);
}

/** What is seen of a card, without its details. */
export function seenOf(element: AurigraphMetricCards, name: CardName): string {
  const parts = ['.label', '.value', '.notes', '.meta'].map((part) => cardIn(element, name).querySelector(part));
  return parts
    .map((part) => part?.textContent ?? '')
    .join(' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** What a card says to someone who does not see it. */
export function spokenOf(element: AurigraphMetricCards, name: CardName): string {
  return (cardIn(element, name).querySelector('.visually-hidden')?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
}

/** What is in the open details of a card. */
export function detailsOf(element: AurigraphMetricCards, name: CardName): string {
  const details = cardIn(element, name).querySelector('.details:popover-open');
  return (details?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
}
