import type { Words } from '../../locales/en.js';
import type { Formatter } from '../base/format.js';
import type { CardCondition } from './card-state.js';
import type { Card } from './card.js';

/** What a card says to someone who does not see it, in one sentence. */
export function sentenceOf(card: Card, { state, ageMs }: CardCondition, words: Words, format: Formatter): string {
  const { metricCards } = words;
  const { label, figure, notes } = card;
  if (state === 'loading') return metricCards.sentence([metricCards.saysLoading(label)]);
  if (figure === undefined) return metricCards.sentence([metricCards.saysUnknown(label)]);
  const parts = [metricCards.saysValue(label, figure.spoken), ...notes.map(({ text }) => text)];
  if (state === 'demo') parts.push(metricCards.simulated);
  if (state === 'stale' && ageMs !== undefined) parts.push(metricCards.old(format.age(ageMs)));
  return metricCards.sentence([...parts, metricCards.saysFrom(sourceName(figure.origin.source, words))]);
}

/** What people call a source. */
export function sourceName(source: string, { metricCards }: Words): string {
  const { demo, cache } = metricCards.sources;
  return { demo, cache }[source] ?? source;
}

/** Time between two changes of a sentence in milliseconds: who listens must be able to hear it out. */
const EVERY_MS = 10_000;

/** Keeps sentences from changing too often, unless something else is the case. */
export class CalmSentences {
  readonly #kept = new Map<string, { readonly text: string; readonly state: string; readonly at: number }>();

  /** The sentence to show now: the last one of that name if it is recent and the state is the same. */
  at(now: number, name: string, state: string, make: () => string): string {
    const last = this.#kept.get(name);
    const since = now - (last?.at ?? -Infinity);
    if (last?.state === state && since >= 0 && since < EVERY_MS) return last.text;
    const text = make();
    this.#kept.set(name, { text, state, at: now });
    return text;
  }
}
