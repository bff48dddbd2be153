/**
 * Why a tab runs a stream of its own although it was to share one.
 *
 * - `unsupported`: tabs cannot hear each other here.
 * - `private`: the connection says more than a public address, and what it delivers is not for every script here.
 * - `contested`: the leader changed more often than honest tabs change it.
 */
export type SharingRefusal = 'unsupported' | 'private' | 'contested';

/** How a stream is shared between tabs; for diagnosis. */
export interface FeedSharing {
  /**
   * - `leader`: this tab runs the stream for all.
   * - `follower`: it shows what the leader tells.
   * - `looking`: it does not know yet.
   * - `alone`: it runs a stream of its own, see `refusal`.
   */
  readonly role: 'leader' | 'follower' | 'looking' | 'alone';
  /** Number of the present term: how often a tab began to lead. */
  readonly term: number;
  /** Messages of other scripts that were ignored because of their shape, their term, or who sent them. */
  readonly dropped: number;
  readonly refusal?: SharingRefusal;
}
