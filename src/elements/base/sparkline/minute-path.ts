/** Room at the edges for half of a line that is up to two pixels wide, in CSS pixels. */
const INSET = 1;

/** The height of a sample that is not known. */
const NOWHERE = -1;

/** A sample that stands alone: with a round cap it is a dot. */
const DOT = 'h0.1';

/**
 * The throughput of a minute as SVG path data, for a line of a few pixels in a cell of a table. It goes from the oldest sample
 * at the left edge to the newest at the right one, without times and without thinning; what is not finite is a gap.
 *
 * Zero is the lower edge and the highest sample of the minute the upper one, so that lines of nodes of any size are read
 * against each other: half the height is half the work, a node that stops falls to the ground, and one that idles lies there.
 * From the lowest to the highest sample, as `sparklineShape` draws a line that is looked at alone, noise would be as tall as a
 * failure, and a column of steady nodes would never be calm. An unchanging line is where its value is, at the upper edge:
 * anywhere else, it would leap as soon as its value changes by one.
 *
 * Places are rounded to 0.1 pixels; of samples at one height only the first and the last are told.
 *
 * @param values one per second, oldest first
 * @param width of the picture in CSS pixels
 * @param height of the picture in CSS pixels
 * @returns nothing to draw where no sample is known or there is no room
 */
export function linePath(values: Float32Array, width: number, height: number): string {
  if (!(width > 2 * INSET && height > 2 * INSET)) return '';
  const highest = highestOf(values);
  const step = (width - 2 * INSET) / Math.max(1, values.length - 1);
  const left = width - INSET - step * (values.length - 1);
  let path = '';
  let startX = NaN;
  let toldX = NaN;
  let lastX = NaN;
  let lastY = NOWHERE;
  // One more than there are, to end the last stretch.
  for (let index = 0; index <= values.length; index += 1) {
    const x = tenth(left + index * step);
    const y = placeOf(values[index] ?? NaN, highest, height);
    if (y !== lastY) {
      if (lastY !== NOWHERE && lastX > toldX) path += `H${lastX}`;
      if (y === NOWHERE) path += lastX === startX ? DOT : '';
      else path += `${lastY === NOWHERE ? 'M' : 'L'}${x} ${y}`;
      if (lastY === NOWHERE) startX = x;
      toldX = x;
    }
    lastX = x;
    lastY = y;
  }
  return path;
}

/** Where a sample is from the top. */
function placeOf(value: number, highest: number, height: number): number {
  if (!Number.isFinite(value)) return NOWHERE;
  const share = highest > 0 ? Math.max(0, value / highest) : 0;
  return tenth(INSET + (height - 2 * INSET) * (1 - share));
}

function highestOf(values: Float32Array): number {
  let highest = 0;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? NaN;
    if (value > highest && value < Infinity) highest = value;
  }
  return highest;
}

/** A tenth of a pixel is as fine as anyone sees. */
function tenth(place: number): number {
  return Math.round(place * 10) / 10;
}
