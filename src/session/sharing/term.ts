/**
 * A time of office: a number that only grows, and who holds it. The holder is part of it, so that no two tabs can ever
 * have the same one, whatever is delayed or lost on the way.
 */
export interface Term {
  readonly number: number;
  /** Id of the tab that leads in it; empty where only the number counts: nobody leads, as far as is known. */
  readonly leader: string;
}

/** Before anybody led. */
export const NO_TERM: Term = Object.freeze({ number: 0, leader: '' });

/** Highest number of a term. Honest tabs never get near it: some thirty years of a new leader each second. */
export const MOST_TERMS = 1_000_000_000;

/** Whether a term takes over from another: the higher number does; of two with the same number, the lowest id that is one. */
export function isAfter(term: Term, other: Term): boolean {
  if (term.number !== other.number) return term.number > other.number;
  if (term.leader === '' || other.leader === '') return term.leader !== '' && other.leader === '';
  return term.leader < other.leader;
}

/** Whether two are the same. */
export function isSameTerm(term: Term, other: Term): boolean {
  return term.number === other.number && term.leader === other.leader;
}
