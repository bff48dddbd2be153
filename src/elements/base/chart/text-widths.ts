/** Texts that are remembered at most; then all are forgotten. */
const MOST_KNOWN = 256;

/**
 * Widths of texts on a canvas in CSS pixels. Digits count as zeros, which are as wide as any: a text keeps its width while
 * the number in it changes, and is measured once.
 */
export class TextWidths {
  readonly #pen: CanvasRenderingContext2D;
  readonly #known = new Map<string, number>();
  #font = '';

  constructor(pen: CanvasRenderingContext2D) {
    this.#pen = pen;
  }

  /** The width of a text in a CSS font. */
  of(text: string, font: string): number {
    if (font !== this.#font || this.#known.size > MOST_KNOWN) this.forget();
    const shape = text.replaceAll(/\d/g, '0');
    const known = this.#known.get(shape);
    if (known !== undefined) return known;
    if (font !== this.#font) this.#pen.font = this.#font = font;
    const { width } = this.#pen.measureText(shape);
    this.#known.set(shape, width);
    return width;
  }

  /** Forgets all widths, as when a font is there that was not before. */
  forget(): void {
    this.#known.clear();
  }
}
