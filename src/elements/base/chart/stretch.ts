/** A stretch of time in epoch milliseconds; `from` is before `to`. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A place in a picture: a time, and where it is to be seen, as a share of the width from the past (0) to its end (1). */
export interface Grip {
  readonly time: number;
  readonly share: number;
}

/** The shortest stretch that can be looked at, in milliseconds. */
export const SHORTEST_MS = 1_000;

/**
 * Brings what someone wants to see into what there is: as long as wanted where that is possible, moved where it would
 * stick out, and the right way round. Nothing where a wanted end is no time, or where there is too little to look at.
 */
export function within(wanted: Stretch, all: Stretch): Stretch | undefined {
  const [from, to] = [Math.min(wanted.from, wanted.to), Math.max(wanted.from, wanted.to)];
  if (!Number.isFinite(from) || !Number.isFinite(to) || !(all.to - all.from >= SHORTEST_MS)) return undefined;
  const length = between(to - from, SHORTEST_MS, all.to - all.from);
  // One that is too short grows on both sides.
  const start = between(from - (length - (to - from)) / 2, all.from, all.to - length);
  return { from: start, to: Math.min(all.to, start + length) };
}

/**
 * Shows more (factor above 1) or less (below 1) around a time, which stays where it is to be seen.
 *
 * @param time outside the stretch, the nearer end stays
 */
export function zoomed(shown: Stretch, time: number, factor: number, all: Stretch): Stretch | undefined {
  const { from: start, to: end } = factor < 1 ? filledPart(shown, all) : shown;
  const [was, fixed] = [end - start, between(time, start, end)];
  const length = between(was * factor, SHORTEST_MS, Math.max(SHORTEST_MS, all.to - all.from));
  const from = fixed - ((fixed - start) / was) * length;
  return within({ from, to: from + length }, all);
}

/**
 * The part of what is shown in which there is something. An hour with ten minutes in it is zoomed into as those ten
 * minutes: half of the hour would still be all of them, and nothing would ever happen.
 */
function filledPart(shown: Stretch, all: Stretch): Stretch {
  const [from, to] = [Math.max(shown.from, all.from), Math.min(shown.to, all.to)];
  return to > from ? { from, to } : shown;
}

/** Moves by so many milliseconds, into the past where they are below zero. */
export function panned(shown: Stretch, byMs: number, all: Stretch): Stretch | undefined {
  return within({ from: shown.from + byMs, to: shown.to + byMs }, all);
}

/** Moves so that a time comes to be seen where it is held. */
export function heldAt({ time, share }: Grip, shown: Stretch, all: Stretch): Stretch | undefined {
  return panned(shown, time - (shown.from + share * (shown.to - shown.from)), all);
}

/** What is seen where two times are held apart, as by two fingers; nothing where they meet or change places. */
export function stretchedBy(one: Grip, other: Grip, all: Stretch): Stretch | undefined {
  const length = (other.time - one.time) / (other.share - one.share);
  if (!(length > 0) || !Number.isFinite(length)) return undefined;
  const from = one.time - one.share * length;
  return within({ from, to: from + length }, all);
}

function between(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
