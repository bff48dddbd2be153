/** The cards that exist, in the order in which they are shown unless somebody says otherwise. */
export const CARD_NAMES = ['tps', 'efficiency', 'transactions', 'nodes', 'leader', 'finality'] as const;
/** Name of a card. */
export type CardName = (typeof CARD_NAMES)[number];

/** What a text asks for. */
export interface CardChoice {
  /** The cards, in their order, each once; all where the text names none that exists. */
  readonly cards: readonly CardName[];
  /** Words that name no card, as they were written, at most three of at most thirty characters. */
  readonly unknown: readonly string[];
}

/** No honest choice is longer, in characters; what is beyond is not looked at. */
const LONGEST = 1_000;

/** Reads names of cards from a text of whoever wrote the page: between spaces or commas, in any case. */
export function chooseCards(text: string | null | undefined): CardChoice {
  const words = (text ?? '')
    .slice(0, LONGEST)
    .split(/[\s,;]+/)
    .filter((word) => word !== '');
  const found = words.map((word) => CARD_NAMES.find((name) => name === word.toLowerCase()));
  const cards = new Set(found.filter((name) => name !== undefined));
  const unknown = words.filter((_, index) => found[index] === undefined);
  return {
    cards: cards.size === 0 ? CARD_NAMES : [...cards],
    unknown: unknown.slice(0, 3).map((word) => word.slice(0, 30)),
  };
}
