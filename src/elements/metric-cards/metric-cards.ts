import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { NO_DATA, type DataHealth } from '../../session/data-health.js';
import { warnOnce } from '../base/attributes.js';
import { AurigraphElement } from '../base/aurigraph-element.js';
import type { Formatter } from '../base/format.js';
import { sparklineStyles } from '../base/sparkline/sparkline.styles.js';
import { BoardController, type BoardCard } from './board-controller.js';
import { CARD_NAMES, chooseCards, type CardName } from './card-choice.js';
import { cardDetailsStyles } from './card-details.styles.js';
import { CalmSentences, sentenceOf } from './card-sentence.js';
import { renderCard } from './card-view.js';
import { DetailsController } from './details-controller.js';
import { metricCardsStyles } from './metric-cards.styles.js';

/** What stands in the place of the cards, if it is not the cards. */
type Phase = 'cards' | 'idle' | 'failed';

/**
 * The key figures of the network, each as a card: throughput with its trend, efficiency against the target of the
 * performance mode, total transactions, active nodes by type, leader and term, and average finality. A card shows its
 * value with unit, age and source, and a small line of the last minute where one is kept; its button tells the exact value and how
 * far it can be trusted. A figure that the network does not tell is unknown, not zero.
 *
 * The number of columns follows the width, from one at 200 px to one row on a wall. Values change as often as the settings
 * say; out of sight nothing is drawn.
 *
 * @element aurigraph-metric-cards
 * @slot heading - Replaces the heading.
 * @slot actions - Buttons in the header.
 * @slot empty - Replaces the sentence and the button before anyone asked for a connection.
 * @slot failure - Replaces the sentence and the button while there is no connection and no value.
 * @csspart panel - The frame.
 * @csspart header - The line with heading, actions and badge.
 * @csspart heading - The heading.
 * @csspart badge - The state of the data in a word, with its age.
 * @csspart stand-in-button - The offer of the demo network while the network is away, and the way back.
 * @csspart body - Everything under the header.
 * @csspart cards - The list of cards.
 * @csspart card - One card; also part `live`, `demo`, `stale`, `unknown` or `loading`, as it is.
 * @csspart label - What a card is about.
 * @csspart value - Value and unit.
 * @csspart note - Something short about the value: its trend, its band, a part of it.
 * @csspart meta - Age and source.
 * @csspart details-button - Opens the details of a card.
 * @csspart details - Exact value, source, confidence and time, over the page.
 * @csspart skeleton - Stands for a value that may still come.
 * @csspart empty - Stands for the cards before anyone asked for a connection.
 * @csspart failure - Stands for the cards while there is no connection and no value.
 * @cssstate live - Values arrive.
 * @cssstate stale - The last values are old, or the connection is lost.
 * @cssstate loading - The first value is awaited.
 * @cssstate failed - No values and no connection.
 * @cssstate demo - Values are simulated in this page.
 */
export class AurigraphMetricCards extends AurigraphElement {
  static override styles: CSSResultGroup = [
    AurigraphElement.styles,
    sparklineStyles,
    metricCardsStyles,
    cardDetailsStyles,
  ];

  /**
   * Which cards are shown, in their order, between spaces: `tps`, `efficiency`, `transactions`, `nodes`, `leader`,
   * `finality`; default: all. What is not one of them is told once in the console and left out.
   */
  @property() cards: string | undefined;

  readonly #board: BoardController = new BoardController(this, {
    session: this.session,
    names: () => this.#names,
    language: () => ({ format: this.format, words: this.words }),
  });
  readonly #details = new DetailsController(this);
  readonly #sentences = new CalmSentences();
  #names: readonly CardName[] = CARD_NAMES;
  #takenIn: Formatter | undefined;
  #health: DataHealth = NO_DATA;
  #standIn = 'none';

  /** Shows the newest values now, also before the settings say so. */
  refresh(): void {
    this.#board.take();
  }

  /** Out of sight, only what changes the state of the element is worth an update. */
  protected override shouldUpdate(changed: PropertyValues): boolean {
    if (!this.hasUpdated || changed.size > 0 || this.#board.onScreen) return true;
    const standIn = this.session.current?.state.standIn ?? 'none';
    return this.#board.judge().state !== this.#health.state || standIn !== this.#standIn;
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has('cards')) this.#choose();
    if (changed.has('cards') || this.format !== this.#takenIn) this.#board.take();
    this.#takenIn = this.format;
    this.#health = this.#board.judge();
    this.#standIn = this.session.current?.state.standIn ?? 'none';
    this.showState(this.#health.state);
  }

  protected override render(): TemplateResult {
    const phase = this.#phase();
    const cards = this.#board.cards;
    return this.renderPanel(
      this.words.metricCards.heading,
      this.renderBadge(this.#health),
      html`<div class="board" data-phase=${phase}>
        <ul class="cards" part="cards" role="list" data-count=${this.#names.length}>
          ${repeat(
            cards,
            ({ name }) => name,
            (card) => this.#renderCard(card),
          )}
        </ul>
        ${this.#renderInstead(phase)}
      </div>`,
    );
  }

  #renderCard(card: BoardCard): TemplateResult {
    const { words, format } = this;
    const condition = this.#board.conditionOf(card, this.#health);
    const make = (): string => sentenceOf(card, condition, words, format);
    return renderCard({
      card,
      condition,
      words,
      format,
      sentence: this.#sentences.at(this.session.current?.now() ?? 0, card.name, condition.state, make),
      open: this.#details.open === card.name,
      simulated: this.session.current?.state.mode === 'demo',
      onToggle: (event) => this.#details.toggle(card.name, event.newState === 'open'),
    });
  }

  #renderInstead(phase: Phase): TemplateResult | typeof nothing {
    if (phase === 'cards') return nothing;
    return phase === 'failed' ? this.renderFailure(this.#health.failure) : this.renderIdle();
  }

  #phase(): Phase {
    const { state, ageMs } = this.#health;
    if (state === 'failed') return 'failed';
    return state === 'idle' && ageMs === undefined ? 'idle' : 'cards';
  }

  #choose(): void {
    const { cards, unknown } = chooseCards(this.cards);
    this.#names = cards;
    if (unknown.length === 0) return;
    const names = unknown.map((word) => `“${word}”`).join(', ');
    warnOnce(this, 'cards', this.words.metricCards.unknownCards(names, CARD_NAMES.join(', ')));
  }
}
