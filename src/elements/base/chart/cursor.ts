import { firstAfter, firstAtOrAfter, nearestIndex } from './columns.js';
import type { Picture } from './picture.js';

/** Points that Page Up and Page Down pass at once. */
const PAGE = 10;

/**
 * The point that a key leads to, as an index; nothing for a key that moves nothing. Without a point to start from,
 * a step goes to the newest one.
 *
 * @param at Index of the present point.
 * @param rightToLeft Whether the right arrow leads into the past.
 */
export function stepTo(
  key: string,
  at: number | undefined,
  picture: Picture,
  rightToLeft: boolean,
): number | undefined {
  const { times } = picture.columns;
  const last = firstAfter(times, picture.to) - 1;
  const first = firstAtOrAfter(times, picture.from);
  const step = stepOf(key, rightToLeft);
  // A stretch between two points has none.
  if (first > last) return undefined;
  if (key === 'Home') return first;
  if (key === 'End') return last;
  if (step === undefined) return undefined;
  return at === undefined ? last : Math.min(last, Math.max(first, at + step));
}

/** The point inside the window that is nearest to a time, as an index; nothing where there is none. */
export function pointAt(time: number, { columns, from, to }: Picture): number | undefined {
  const first = firstAtOrAfter(columns.times, from);
  const nearest = nearestIndex(columns.times.subarray(first, firstAfter(columns.times, to)), time);
  return nearest === -1 ? undefined : first + nearest;
}

function stepOf(key: string, rightToLeft: boolean): number | undefined {
  const forward = rightToLeft ? -1 : 1;
  switch (key) {
    case 'ArrowRight':
      return forward;
    case 'ArrowLeft':
      return -forward;
    case 'ArrowUp':
      return 1;
    case 'ArrowDown':
      return -1;
    case 'PageUp':
      return PAGE;
    case 'PageDown':
      return -PAGE;
    default:
      return undefined;
  }
}
