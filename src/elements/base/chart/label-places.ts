/** Least distance between two labels, in CSS pixels. */
const LINE_HEIGHT = 14;

/**
 * Where labels stand that want to be at these places and may not cover each other, in the same order: the lowest where it
 * wants to be, and others above it. Where two want the same, the first stands above.
 *
 * @param wanted in CSS pixels from the top; NaN for a label that is not there
 */
export function spreadLabels(wanted: readonly number[]): readonly number[] {
  const places = [...wanted];
  let floor = Infinity;
  const there = [...wanted.keys()].filter((index) => !Number.isNaN(wanted[index]));
  for (const index of there.sort((a, b) => (wanted[b] ?? 0) - (wanted[a] ?? 0) || b - a)) {
    const place = Math.min(wanted[index] ?? 0, floor);
    places[index] = place;
    floor = place - LINE_HEIGHT;
  }
  return places;
}
