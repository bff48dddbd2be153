import { usualInterval } from './gaps.js';
import { LineThinner } from './line-thinner.js';
import { outlineOfAll, OutlinePen, type Outline } from './outline.js';
import { ownPoints } from './own-gaps.js';
import type { Picture } from './picture.js';

/** Up to so many points for each pixel every point is drawn. */
const POINTS_PER_PIXEL = 2;

/** Widths are rounded up to a multiple of this, so that a label that grows does not make everything anew. */
const WIDTH_STEP = 64;

/** Turns pictures into outlines, and remembers what is needed to do so again when the window has slid. */
export class Outliner {
  readonly #thinners: LineThinner[] = [];
  readonly #pens: OutlinePen[] = [];

  /**
   * The outlines of a picture, valid until the next call.
   *
   * @param pixels Width in pixels of the screen.
   */
  outlines(picture: Picture, pixels: number): Outline[] {
    const { columns, from, to } = picture;
    const width = Math.max(WIDTH_STEP, Math.ceil(pixels / WIDTH_STEP) * WIDTH_STEP);
    if (columns.times.length <= POINTS_PER_PIXEL * width)
      return columns.values.map((_, line) => outlineOfAll(columns, line, picture.gaps[line] ?? [], this.#pen(line)));
    const usual = usualInterval(columns.times);
    return columns.values.map((_, line) => {
      // Where lines have unlike times, what is missing is another line's.
      if (columns.joined) return this.#thinner(line).read(ownPoints(columns, line), 0, (to - from) / width);
      return this.#thinner(line).read(columns, line, (to - from) / width, usual);
    });
  }

  #pen(line: number): OutlinePen {
    return (this.#pens[line] ??= new OutlinePen(0));
  }

  #thinner(line: number): LineThinner {
    return (this.#thinners[line] ??= new LineThinner());
  }
}
