import type { NodeField } from '../../domain/live-update.js';
import { CACHE_SOURCE, type LiveMetrics } from '../live-metrics.js';
import { BatchApplier } from '../off-thread/batch-applier.js';
import { missingIn } from './layout.js';
import type { BatchMessage } from './share-message.js';
import { isSameTerm, NO_TERM, type Term } from './term.js';

/** A follower's copy of the leader's live metrics, batch by batch: each once, in their order, of one leader at a time. */
export class StreamCopy {
  readonly #live: LiveMetrics;
  #applier: BatchApplier | undefined;
  #term: Term = NO_TERM;
  #sequence = 0;

  constructor(live: LiveMetrics) {
    this.#live = live;
  }

  /**
   * Takes a batch of the present leader. One that came before is not applied again.
   *
   * @param now epoch milliseconds
   */
  take({ term, sequence, whole, layout, batch }: BatchMessage, now: number): void {
    if (whole) {
      if (this.isComplete(term, sequence)) return;
      this.#begin(term, sequence);
      this.#applier?.apply(batch, now, true);
      this.#removeOthers(batch.added, missingIn(layout));
    } else if (this.#applier !== undefined && isSameTerm(term, this.#term) && sequence === this.#sequence + 1) {
      this.#sequence = sequence;
      this.#applier.apply(batch, now);
    }
  }

  /** Whether nothing is missing that a leader told until its batch of this number; otherwise it must be asked. */
  isComplete(term: Term, sequence: number): boolean {
    return this.#applier !== undefined && isSameTerm(term, this.#term) && sequence <= this.#sequence;
  }

  /** Takes nothing more before everything was told anew: this tab does not follow for a while. */
  end(): void {
    this.#applier = undefined;
  }

  #begin(term: Term, sequence: number): void {
    this.#applier = new BatchApplier(this.#live);
    this.#term = term;
    this.#sequence = sequence;
  }

  /**
   * What the leader does not know is gone: nodes, and figures that an older library has no column for. What the cache told
   * stays until somebody tells more.
   */
  #removeOthers(ids: readonly string[], fields: readonly NodeField[]): void {
    const { nodes } = this.#live;
    const told = new Set(ids);
    const columns = fields.map((field) => nodes.column(field));
    for (let row = 0; row < nodes.size; row += 1) {
      const id = nodes.idOf(row);
      if (id === undefined || nodes.originOf(row)?.source === CACHE_SOURCE) continue;
      if (!told.has(id)) this.#live.removeNode(id);
      else for (const column of columns) column[row] = NaN;
    }
  }
}
