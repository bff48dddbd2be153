import { describe, expect, it } from 'vitest';
import { CARD_NAMES, chooseCards } from '../../../../src/elements/metric-cards/card-choice.js';

describe('the choice of cards', () => {
  it('is all of them unless somebody says otherwise', () => {
    for (const text of [undefined, null, '', '  \n '])
      expect(chooseCards(text)).toEqual({ cards: CARD_NAMES, unknown: [] });
  });

  it('is what is named, in its order, each once, in any case and between spaces or commas', () => {
    expect(chooseCards('leader, TPS tps;finality').cards).toEqual(['leader', 'tps', 'finality']);
  });

  it('keeps what it knows where the rest is hostile, and names what it does not know, shortened', () => {
    const { cards, unknown } = chooseCards(`tps <img/src=x> constructor __proto__ ${'x'.repeat(400)}`);
    expect(cards).toEqual(['tps']);
    expect(unknown).toEqual(['<img/src=x>', 'constructor', '__proto__']);
    expect(chooseCards('x'.repeat(400)).unknown[0]).toHaveLength(30);
  });

  it('is all of them where nothing is known, and looks at no endless text', () => {
    expect(chooseCards('nothing of this').cards).toEqual(CARD_NAMES);
    expect(chooseCards(`${' '.repeat(1_000)}tps`).cards).toEqual(CARD_NAMES);
  });
});
