/** Looks at pictures of a table for rows that say nothing. */

/** Part of a picture in which every row has some text, in pixels. */
export interface Strip {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly rowHeight: number;
}

/** A line in which pixels differ by more in their brightness, of 255, has some text. */
const INK = 70;

/** Lines without text in a row of heights: half of the row before, a blank one, and a little. */
const BLANK_FROM = 1.35;
/** As much is without text between two rows that both have some. */
const USUAL_GAP = 0.6;

/**
 * How many rows of a picture are blank.
 *
 * @param picture a JPEG as base64
 */
export async function inkless(picture: string, strip: Strip): Promise<number> {
  const { left, top, width, height, rowHeight } = strip;
  const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }));
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  pen?.drawImage(bitmap, 0, 0);
  bitmap.close();
  const { data } = pen?.getImageData(left, top, width, height) ?? { data: new Uint8ClampedArray() };
  let [blank, run] = [0, 0];
  for (let line = 0; line <= height; line += 1) {
    if (line < height && !hasInk(data, line, width)) {
      run += 1;
      continue;
    }
    if (run > rowHeight * BLANK_FROM) blank += Math.max(1, Math.round(run / rowHeight - USUAL_GAP));
    run = 0;
  }
  return blank;
}

function hasInk(data: Uint8ClampedArray, line: number, width: number): boolean {
  let [darkest, brightest] = [255, 0];
  for (let at = line * width * 4; at < (line + 1) * width * 4; at += 4) {
    const brightness = Math.max(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0);
    darkest = Math.min(darkest, brightness);
    brightest = Math.max(brightest, brightness);
  }
  return brightest - darkest > INK;
}
