import type { Term } from './term.js';

/**
 * What tabs say about leadership; `term` is the latest that the sender knows.
 *
 * - `hello`: it came, or has not heard of a leader for long; whoever knows answers.
 * - `know`: only tells the term.
 * - `claim`: the sender leads, or is about to, in this term.
 * - `beat`, `batch`: the leader is there.
 * - `bye`: the sender goes.
 * - `want`: a visible tab offers a hidden leader to take over.
 * - `hand`: the leader lets the tab `to` take over.
 */
export type Word = 'hello' | 'know' | 'claim' | 'beat' | 'batch' | 'bye' | 'want' | 'hand';

/** What one tab says about leadership, as another hears it. */
export interface Heard {
  readonly word: Word;
  readonly from: string;
  readonly term: Term;
  readonly visible: boolean;
  /** How new the sender's library is, see `rank.ts`: whoever leads decides what the others can show. */
  readonly rank: number;
  readonly to?: string | undefined;
}
