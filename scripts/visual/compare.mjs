/** Whether two pictures look the same: pixel by pixel, with a small tolerance. */
import pixelmatch from 'pixelmatch';

/** How far the colour of a pixel may be from the baseline's, 0 to 1: 0.015 is some four of 255 steps of lightness. */
const THRESHOLD = 0.015;

/**
 * The largest share of pixels that may be further away: 53 of a chart 800 px wide, where three icons are 300. Chromium 153
 * of the npm package and Debian's 156 draw every picture the same to the bit; the rest is for other processors.
 */
export const MOST_DIFFERENT = 0.0002;

/**
 * Compares two pictures of `{ width, height, data }`, four bytes for each pixel.
 *
 * @returns `{ same, sentence, difference }`: `sentence` says what is wrong, and `difference` is a picture in which the
 * other pixels are red; neither is there where the two look the same, and no difference is where the sizes differ.
 */
export function compare(baseline, actual) {
  const { width, height } = baseline;
  if (width !== actual.width || height !== actual.height) {
    return { same: false, sentence: `is ${sizeOf(actual)} pixels, and its baseline ${sizeOf(baseline)}` };
  }
  // Edges count as well: a line that is a little wider differs nowhere else.
  const options = { threshold: THRESHOLD, includeAA: true };
  const difference = { width, height, data: Buffer.alloc(width * height * 4) };
  const count = pixelmatch(baseline.data, actual.data, difference.data, width, height, options);
  const share = count / (width * height);
  if (share <= MOST_DIFFERENT) return { same: true, share };
  return { same: false, share, difference, sentence: `differs in ${count} pixels, ${(share * 100).toFixed(2)} %` };
}

function sizeOf({ width, height }) {
  return `${width} × ${height}`;
}
