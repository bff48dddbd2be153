import type { LitElement, ReactiveController } from 'lit';
import { failureOf } from '../../../domain/failure.js';
import { Lazy } from '../../../domain/lazy.js';
import type { SessionController } from '../../base/controllers/session-controller.js';
import type { ViewFormat } from '../../base/grid/export-view.js';
import type { GridController } from './grid-controller.js';
import type { OrderController } from './order-controller.js';

const takeAwayPart = new Lazy('The export', () => import('./take-away.js'));

/** How long a browser has to take a file over, in milliseconds. */
const RELEASE_AFTER_MS = 60_000;

/** From so many rows on it is said that the work has begun. */
const MANY_ROWS = 5_000;

/** Takes rows away as a file, or a view as a text on the clipboard, and says how it went. */
export class TakeAwayController implements ReactiveController {
  readonly #session: SessionController;
  readonly #grid: GridController;
  readonly #order: OrderController;
  readonly #say: (text: string) => void;
  #work: AbortController | undefined;

  constructor(
    host: LitElement,
    session: SessionController,
    grid: GridController,
    order: OrderController,
    say: (text: string) => void,
  ) {
    this.#session = session;
    this.#grid = grid;
    this.#order = order;
    this.#say = say;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#work?.abort();
  }

  /** Writes the rows that are shown, with the columns that are chosen, as a file. Another one that is written is given up. */
  async save(format: ViewFormat, heading: string): Promise<void> {
    const { words, rows, filter } = this.#grid;
    const { choice, layout } = this.#grid.columns;
    this.#work?.abort();
    const { signal } = (this.#work = new AbortController());
    if (rows.matching > MANY_ROWS) this.#say(words.exporting);
    const columns = choice.isOwn || layout.cards ? choice.chosen.map(({ column }) => column) : layout.columns;
    const now = this.#session.current?.now() ?? 0;
    try {
      const { takeAway } = await takeAwayPart.load();
      const what = { rows, columns, heading, now, filter: filter.inForce, sort: this.#order.sort, signal };
      const saved = await takeAway(what, format);
      if (saved === undefined) return;
      this.#say(words.exported(saved.name));
      if (this.#session.current?.after(RELEASE_AFTER_MS, saved.release) === undefined) saved.release();
    } catch (error) {
      this.#say(failureOf(error).message);
    }
  }

  /** Puts a view on the clipboard. */
  async copy(view: string): Promise<void> {
    const { words } = this.#grid;
    try {
      await navigator.clipboard.writeText(view);
      this.#say(words.viewCopied);
    } catch {
      this.#say(words.viewNotCopied(view));
    }
  }
}
