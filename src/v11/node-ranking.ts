import type { Origin } from '../domain/live-update.js';

/** The best source of a node that was heard lately. */
interface Hold {
  rank: number;
  /** Elapsed milliseconds until which it keeps worse ones away. */
  until: number;
  origin: Origin;
}

/** As many nodes as are kept; a hostile backend must not fill the memory with more. */
const MAX_HOLDS = 100_000;

/** Remembers for each node which source spoke of it, so that a worse one does not take its place while it is fresh. */
export class NodeRanking {
  readonly #holds = new Map<string, Hold>();

  /**
   * The origin of the better source that keeps this one away; nothing if this one counts, which is noted then.
   *
   * @param rank place of the source, best is 0
   * @param now elapsed milliseconds
   * @param until elapsed milliseconds until which this source keeps worse ones away
   */
  better(nodeId: string, origin: Origin, rank: number, now: number, until: number): Origin | undefined {
    const hold = this.#holds.get(nodeId);
    if (hold === undefined) {
      if (this.#holds.size < MAX_HOLDS) this.#holds.set(nodeId, { rank, until, origin });
      return undefined;
    }
    if (hold.rank < rank && hold.until > now) return hold.origin;
    hold.rank = rank;
    hold.until = until;
    hold.origin = origin;
    return undefined;
  }

  /** A node is gone. */
  forget(nodeId: string): void {
    this.#holds.delete(nodeId);
  }

  /** Forgets every node. */
  clear(): void {
    this.#holds.clear();
  }
}
