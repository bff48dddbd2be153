import type { CursorController } from './cursor-controller.js';
import type { Picture } from './picture.js';
import type { PlotController } from './plot-controller.js';
import type { Grip, Stretch } from './stretch.js';
import type { Zoom } from './zoom.js';

/** A hand that moved less than this has not dragged, in CSS pixels. */
const DRAG_FROM = 5;

/** How much a wheel zooms: this share of the picture for each pixel that a page would have scrolled. */
const WHEEL_ZOOM = 0.002;

/** What a notch of a wheel is in pixels where it counts lines or pages, and the most that one event may move. */
const LINE_PIXELS = 16;
const PAGE_PIXELS = 400;
const MOST_PIXELS = 300;

/** What a {@link Gestures} moves. */
export interface GestureParts {
  readonly plot: PlotController;
  readonly cursor: CursorController;
  readonly zoom: Zoom;
  readonly picture: () => Picture | undefined;
  /** Something is to be rendered again. */
  readonly changed: () => void;
}

/** A pointer that is down: where it began, and what it does since it moved. */
interface Hold {
  readonly startX: number;
  readonly grip: Grip;
  x: number;
  does: 'nothing' | 'select' | 'pan' | 'read';
}

/**
 * What pointers and wheels do to a plot. A drag chooses a stretch of time; with Shift it moves the picture. One finger
 * reads, and moves the picture while it is zoomed; two zoom. A page goes on scrolling over a chart: up and down with a
 * finger, and with the wheel unless Ctrl or the command key is held, which is also what browsers send for a pinch on a
 * touchpad. Sideways a wheel moves the picture while it is zoomed.
 */
export class Gestures {
  readonly #parts: GestureParts;
  readonly #holds = new Map<number, Hold>();
  #selection: Stretch | undefined;

  constructor(parts: GestureParts) {
    this.#parts = parts;
  }

  /** The stretch that is being chosen. */
  get selection(): Stretch | undefined {
    return this.#selection;
  }

  /** Ends what the hands do without doing it; answers whether a stretch was being chosen. */
  cancel(): boolean {
    const wasChoosing = this.#selection !== undefined;
    this.#selection = undefined;
    this.#holds.clear();
    if (wasChoosing) this.#parts.changed();
    return wasChoosing;
  }

  readonly onDown = (event: PointerEvent): void => {
    const isTouch = event.pointerType === 'touch';
    this.#parts.cursor.follow(event);
    const grip = this.#gripAt(event.clientX);
    if (grip === undefined || (event.button !== 0 && !isTouch)) return;
    this.#holds.set(event.pointerId, { startX: event.clientX, x: event.clientX, grip, does: 'nothing' });
    capture(event);
    // Two fingers begin anew where they are, whatever the first one did.
    if (this.#holds.size === 2) for (const hold of this.#holds.values()) this.#grasp(hold);
  };

  readonly onMove = (event: PointerEvent): void => {
    const hold = this.#holds.get(event.pointerId);
    if (hold === undefined) return this.#parts.cursor.follow(event);
    hold.x = event.clientX;
    if (this.#holds.size === 2) return this.#pinch();
    if (hold.does === 'nothing' && Math.abs(hold.x - hold.startX) >= DRAG_FROM) hold.does = this.#doing(event);
    if (hold.does !== 'pan') this.#parts.cursor.follow(event);
    if (hold.does === 'pan') this.#pan(hold);
    if (hold.does === 'select') this.#choose(hold);
  };

  readonly onUp = (event: PointerEvent): void => {
    const hold = this.#holds.get(event.pointerId);
    this.#holds.delete(event.pointerId);
    // A finger that stays goes on from where it is.
    for (const other of this.#holds.values()) this.#grasp(other);
    const chosen = this.#selection;
    if (hold?.does !== 'select' || chosen === undefined) return;
    this.cancel();
    this.#parts.zoom.show(chosen);
  };

  /** The browser took the pointer away, for instance to scroll. */
  readonly onCancel = (event: PointerEvent): void => {
    if (this.#holds.has(event.pointerId)) this.cancel();
  };

  readonly onWheel = (event: WheelEvent): void => {
    const [across, down] = [pixelsOf(event.deltaX, event), pixelsOf(event.deltaY, event)];
    if (event.ctrlKey || event.metaKey) {
      // Otherwise the browser would zoom the page.
      event.preventDefault();
      const time = this.#gripAt(event.clientX)?.time;
      this.#parts.zoom.by(Math.exp(down * WHEEL_ZOOM), time);
      this.#parts.cursor.follow(event);
      return;
    }
    const sideways = event.shiftKey && across === 0 ? down : across;
    if (!this.#parts.zoom.isZoomed || Math.abs(sideways) <= (event.shiftKey ? 0 : Math.abs(down))) return;
    // Otherwise the browser would go back a page.
    event.preventDefault();
    const [here, there] = [this.#gripAt(event.clientX), this.#gripAt(event.clientX + sideways)];
    if (here !== undefined && there !== undefined) this.#parts.zoom.hold({ time: there.time, share: here.share });
  };

  readonly onDoubleClick = (): void => {
    this.cancel();
    this.#parts.zoom.reset();
  };

  #doing({ pointerType, shiftKey }: PointerEvent): Hold['does'] {
    if (pointerType === 'touch') return this.#parts.zoom.isZoomed ? 'pan' : 'read';
    return shiftKey ? 'pan' : 'select';
  }

  #pan({ x, grip }: Hold): void {
    const here = this.#gripAt(x);
    if (here !== undefined) this.#parts.zoom.hold({ time: grip.time, share: here.share });
  }

  #choose({ x, grip }: Hold): void {
    const here = this.#gripAt(x);
    const picture = this.#parts.picture();
    if (here === undefined || picture === undefined) return;
    const inside = (time: number): number => Math.min(Math.max(time, picture.from), picture.to);
    const [one, other] = [inside(grip.time), inside(here.time)];
    this.#selection = { from: Math.min(one, other), to: Math.max(one, other) };
    this.#parts.changed();
  }

  #pinch(): void {
    const [one, other] = [...this.#holds.values()].map(({ x, grip }) => {
      const here = this.#gripAt(x);
      return here && { time: grip.time, share: here.share };
    });
    if (one !== undefined && other !== undefined) this.#parts.zoom.stretch(one, other);
  }

  #grasp(hold: Hold): void {
    const grip = this.#gripAt(hold.x);
    if (grip !== undefined) Object.assign(hold, { grip, startX: hold.x, does: 'nothing' });
    this.#selection = undefined;
  }

  #gripAt(clientX: number): Grip | undefined {
    const picture = this.#parts.picture();
    return picture && this.#parts.plot.gripAt(clientX, picture);
  }
}

/** Goes on hearing of a pointer outside the plot. One that is gone already cannot be had any more. */
function capture({ currentTarget, pointerId }: PointerEvent): void {
  try {
    if (currentTarget instanceof Element) currentTarget.setPointerCapture(pointerId);
  } catch {
    // Then it ends at the edge of the plot.
  }
}

function pixelsOf(delta: number, { deltaMode }: WheelEvent): number {
  const unit = deltaMode === 1 ? LINE_PIXELS : deltaMode === 2 ? PAGE_PIXELS : 1;
  return Math.min(Math.max(delta * unit, -MOST_PIXELS), MOST_PIXELS);
}
