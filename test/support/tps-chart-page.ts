/** What tests and stories of the TPS chart share: a session that is fed by hand, and eyes for the canvas. */
import type { Session, SessionOptions } from '../../src/session/session.js';
import { ManualClock } from './manual-clock.js';
import { ScriptedBackend } from './scripted-backend.js';
import { sessionOn } from './session-host.js';

/** Where values seem to come from. */
export const SOURCE = '/ws';

/** A live session whose clock and backend do what they are told. */
export class ChartBackend {
  readonly clock = new ManualClock();
  readonly backend = new ScriptedBackend();
  readonly session: Session;

  constructor(options: SessionOptions = {}) {
    this.backend.accepting = true;
    this.session = sessionOn(this.backend, { clock: this.clock, ...options });
  }

  /** Puts one value on the session, as a decoder does, at the present time unless told. */
  value(tps: number, at = this.clock.now(), source = SOURCE): void {
    this.session.live.system('tps', tps, { source, at, confidence: 'reported' });
  }

  /** One value a second until now, the last one now. Missing values are left out. */
  past(values: readonly (number | undefined)[], source = SOURCE): void {
    const now = this.clock.now();
    values.forEach((tps, index) => {
      if (tps !== undefined) this.value(tps, now - (values.length - 1 - index) * 1_000, source);
    });
  }

  /** Waits until the backend was asked for its frames. */
  async connected(): Promise<void> {
    while ((this.backend.sockets.at(-1)?.received.length ?? 0) === 0) {
      await new Promise((done) => requestAnimationFrame(done));
    }
  }

  /** Lets a second pass, and then puts a value. */
  next(tps: number): void {
    this.clock.advance(1_000);
    this.greet();
    this.value(tps);
  }

  /** Sends a frame without any throughput, so that the stream knows that the backend is there. */
  greet(): void {
    this.backend.socket.say({ type: 'system-metrics', data: { activeNodes: 12 } });
  }
}

/** Values of a minute: a calm wave around a middle. */
export function wave(middle: number, height: number, length = 61): number[] {
  return Array.from({ length }, (_, index) => Math.round(middle + height * Math.sin(index / 6)));
}

/** Text of the chart as it is read, without line breaks. */
export function textOf(chart: HTMLElement, selector?: string): string {
  const root = chart.shadowRoot;
  const found = selector === undefined ? root : root?.querySelector(selector);
  return (found?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
}

/** An element inside the chart. */
export function part(chart: HTMLElement, selector: string): HTMLElement {
  const found = chart.shadowRoot?.querySelector<HTMLElement>(selector);
  if (found === null || found === undefined) throw new Error(`The chart has no ${selector}.`);
  return found;
}

/** The canvas, if there is one. */
export function canvasOf(chart: HTMLElement): HTMLCanvasElement | null {
  return chart.shadowRoot?.querySelector('canvas') ?? null;
}

/** One pixel as red, green, blue and alpha, 0 to 255. */
export type Pixel = readonly [red: number, green: number, blue: number, alpha: number];

/** Colours of a column of the canvas at a share of its width, from top to bottom. */
export function column(canvas: HTMLCanvasElement, share: number): Pixel[] {
  const x = Math.min(canvas.width - 1, Math.round(canvas.width * share));
  return pixels(canvas, x, 1);
}

/** Hundredths of the width in which the line is drawn. */
export function drawnShares(canvas: HTMLCanvasElement): number[] {
  const shares = new Set<number>();
  pixels(canvas, 0, canvas.width).forEach((pixel, index) => {
    if (isBlue(pixel)) shares.add(Math.floor(((index % canvas.width) / canvas.width) * 100));
  });
  return [...shares].sort((a, b) => a - b);
}

/** Whether a pixel is strongly blue, as the line of the chart is and nothing else on it. */
function isBlue([red, , blue, alpha]: Pixel): boolean {
  return alpha > 150 && blue - red > 60;
}

function pixels(canvas: HTMLCanvasElement, x: number, width: number): Pixel[] {
  const data = canvas.getContext('2d')?.getImageData(x, 0, width, canvas.height).data ?? new Uint8ClampedArray();
  return Array.from({ length: data.length / 4 }, (_, index): Pixel => {
    const at = index * 4;
    return [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0, data[at + 3] ?? 0];
  });
}

/** Counts the drawings on any canvas while something happens. */
export async function drawings(happens: () => Promise<void>): Promise<number> {
  const { clearRect } = CanvasRenderingContext2D.prototype;
  let count = 0;
  CanvasRenderingContext2D.prototype.clearRect = function (...area) {
    count += 1;
    clearRect.apply(this, area);
  };
  try {
    await happens();
  } finally {
    CanvasRenderingContext2D.prototype.clearRect = clearRect;
  }
  return count;
}
