/** What to do with an element that someone else may have changed: a comparison of three versions (reliability 3.1). */

/** Fingerprints and times of the three versions of one element. */
export interface Versions {
  /** As it stands in the mirror now. */
  readonly theirs: string;
  /** As this library wrote it into the text that theirs was made from; nothing if it was not in there. */
  readonly base: string | undefined;
  /** As the journal has it; nothing if it is new or deleted. */
  readonly ours: string | undefined;
  /** Epoch milliseconds at which each was modified; equal where that is not known. */
  readonly theirsModified: number;
  readonly oursModified: number;
}

/**
 * - `keep`: nothing was changed there, or the same as here.
 * - `take`: it is new, or only they changed it.
 * - `refuse`: an older copy was written back over a newer one.
 * - `take-newer`, `keep-newer`: both changed it; the later one wins and the other is set aside.
 */
export type Decision = 'keep' | 'take' | 'refuse' | 'take-newer' | 'keep-newer';

/** Decides about one element. Nothing is ever deleted: an element that is missing there is not asked about. */
export function decide({ theirs, base, ours, theirsModified, oursModified }: Versions): Decision {
  if (theirs === base || theirs === ours) return 'keep';
  if (ours === undefined) return 'take';
  if (ours === base) return theirsModified < oursModified ? 'refuse' : 'take';
  return theirsModified > oursModified ? 'take-newer' : 'keep-newer';
}
