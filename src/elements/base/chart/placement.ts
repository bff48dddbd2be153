import { knownSince } from './known-since.js';
import type { Point } from './point.js';
import type { Picture } from './picture.js';
import type { PlotController } from './plot-controller.js';
import type { Stretch } from './stretch.js';

/** What lies over a plot, and where. */
export interface Overlay {
  readonly picture: Picture | undefined;
  readonly point: Point | undefined;
  readonly selection: Stretch | undefined;
}

/**
 * Puts what lies over a plot where its times and values are, once the plot is drawn. Custom properties, as a strict
 * content security policy drops style attributes.
 */
export function placeOverlay(root: ParentNode, plot: PlotController, overlay: Overlay): void {
  const { picture, point, selection } = overlay;
  if (point !== undefined) placeCursor(root, plot, point);
  if (selection !== undefined) placeSpan(root, plot, '.selection', selection);
  const since = knownSince(picture);
  if (picture !== undefined && since !== undefined)
    placeSpan(root, plot, '.unknown', { from: picture.from, to: since });
  for (const mark of root.querySelectorAll<HTMLElement>('.event')) {
    const x = plot.placeOf(Number(mark.dataset['at']), 0)?.x;
    set(mark, '--_x', x);
    // Its text goes to the side where there is room.
    mark.toggleAttribute('data-late', x !== undefined && x > plot.plottedWidth / 2);
  }
}

function placeCursor(root: ParentNode, plot: PlotController, point: Point): void {
  const cursor = root.querySelector<HTMLElement>('.cursor');
  if (cursor === null) return;
  const x = plot.placeOf(point.time, 0)?.x;
  set(cursor, '--_x', x);
  cursor.toggleAttribute('data-late', x !== undefined && x > plot.plottedWidth / 2);
  for (const mark of cursor.querySelectorAll<HTMLElement>('.mark')) {
    const line = point.lines[Number(mark.dataset['line'])];
    const place = line && plot.placeOf(line.time, line.value);
    set(mark, '--_x', place?.x);
    set(mark, '--_y', place?.y);
  }
}

/** From left to right, whichever way time runs. */
function placeSpan(root: ParentNode, plot: PlotController, selector: string, span: Stretch): void {
  const element = root.querySelector<HTMLElement>(selector);
  if (element === null) return;
  const [from, to] = [plot.placeOf(span.from, 0)?.x ?? 0, plot.placeOf(span.to, 0)?.x ?? 0];
  set(element, '--_x', Math.min(from, to));
  set(element, '--_width', Math.abs(to - from));
}

function set(element: HTMLElement, property: string, pixels: number | undefined): void {
  element.style.setProperty(property, `${pixels ?? 0}px`);
}
