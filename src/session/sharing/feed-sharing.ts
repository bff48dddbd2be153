/**
 * Why a tab, or a copy of the library on a page, runs a stream of its own although it was to share one.
 *
 * - `unsupported`: they cannot hear each other here.
 * - `private`: the connection says more than a public address, and what it delivers is not for every script here.
 * - `contested`: the leader changed more often than honest ones change it.
 * - `silent`: who leads on this page says nothing that this copy understands.
 */
export type SharingRefusal = 'unsupported' | 'private' | 'contested' | 'silent';

/** How a stream is shared between tabs, or between copies of the library on a page; for diagnosis. */
export interface FeedSharing {
  /**
   * - `leader`: this one runs the stream for all.
   * - `follower`: it shows what the leader tells.
   * - `looking`: it does not know yet.
   * - `alone`: it runs a stream of its own, see `refusal`.
   */
  readonly role: 'leader' | 'follower' | 'looking' | 'alone';
  /** Number of the present term: how often one began to lead. */
  readonly term: number;
  /** Messages of other scripts that were ignored because of their shape, their term, or who sent them. */
  readonly dropped: number;
  readonly refusal?: SharingRefusal;
}
