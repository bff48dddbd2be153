import type { Palette } from '../palette.js';

/** What a picture of a chart is put together from. Sizes are in CSS pixels. */
export interface Drawing {
  readonly canvas: HTMLCanvasElement;
  readonly palette: Palette;
  readonly width: number;
  readonly height: number;
  readonly rightToLeft: boolean;
}

/** The texts around the picture. */
export interface DrawingTexts {
  readonly heading: string;
  /** At the other end of the first line: source and time, and that values are simulated. */
  readonly note: string;
  /** Under the picture: what the legend says. */
  readonly legend: string;
}

const MARGIN = 16;
const LINE = 28;

/**
 * The chart as a PNG with its heading, legend and where it comes from, in the colours and the pixels of the screen;
 * nothing where the browser gives no canvas, or none so large.
 */
export function toPng(drawing: Drawing, texts: DrawingTexts): Promise<Blob | undefined> {
  const canvas = document.createElement('canvas');
  const scale = drawing.canvas.width / drawing.width;
  canvas.width = Math.round((drawing.width + 2 * MARGIN) * scale);
  canvas.height = Math.round((drawing.height + 2 * LINE + MARGIN) * scale);
  const pen = canvas.getContext('2d');
  if (pen === null) return Promise.resolve(undefined);
  pen.scale(scale, scale);
  paint(pen, drawing, texts);
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined), 'image/png'));
}

function paint(pen: CanvasRenderingContext2D, drawing: Drawing, { heading, note, legend }: DrawingTexts): void {
  const { palette, width, height, rightToLeft } = drawing;
  const [start, end] = rightToLeft ? [width + MARGIN, MARGIN] : [MARGIN, width + MARGIN];
  pen.fillStyle = palette.surface;
  pen.fillRect(0, 0, width + 2 * MARGIN, height + 2 * LINE + MARGIN);
  pen.direction = rightToLeft ? 'rtl' : 'ltr';
  pen.textBaseline = 'middle';
  pen.font = `600 ${palette.font}`;
  write(pen, heading, start, MARGIN / 2 + LINE / 2, palette.strong, 'start');
  pen.font = palette.font;
  write(pen, note, end, MARGIN / 2 + LINE / 2, palette.text, 'end');
  pen.drawImage(drawing.canvas, MARGIN, LINE + MARGIN / 2, width, height);
  write(pen, legend, start, height + LINE + MARGIN / 2 + LINE / 2, palette.text, 'start');
}

function write(
  pen: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  colour: string,
  align: CanvasTextAlign,
): void {
  pen.fillStyle = colour;
  pen.textAlign = align;
  pen.fillText(text, x, y);
}
