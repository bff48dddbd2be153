/**
 * Two strokes of one pixel leave nothing between them up to this distance, in pixels. The middle of a line that has one
 * has to be as strong as its colour.
 */
const DENSE = 0.75;
const DENSE_INSIDE = 0.5;

/** Where two strokes share the pixels of an edge they cover less than one would, so that they have to go farther out. */
const SOFT = 0.15;

/**
 * A line as strokes beside each other that are one pixel wide each: where they go, in pixels from its middle. A canvas
 * without a graphics card draws such a stroke some ten times faster than a wider one.
 *
 * @param width of the line in pixels of the screen
 */
export function asidesOf(width: number): readonly number[] {
  const room = Math.max(0, width - 1 + SOFT);
  const pieces = Math.ceil((room - SOFT) / (width > 2 ? DENSE_INSIDE : DENSE));
  return Array.from({ length: pieces + 1 }, (_, piece) => (pieces === 0 ? 0 : (piece / pieces - 0.5) * room));
}
