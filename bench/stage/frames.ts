/** What happens to the frames of a page. */

/** What was seen of them. */
export interface Frames {
  readonly frames: number;
  /** Frames of a screen of 60 Hz that did not come. */
  readonly dropped: number;
  readonly ms: number;
}

const FRAME_MS = 1_000 / 60;

/** Frames before it begins: a page that rested is late with its first ones. */
const LEAD_FRAMES = 6;

/** Lets a page that rested come to its frames again. */
export async function warmUp(): Promise<void> {
  for (let frame = 0; frame < LEAD_FRAMES; frame += 1) await new Promise(requestAnimationFrame);
}

/** Resolves in the first task after the next frame. */
export function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve();
      port2.postMessage(undefined);
    });
  });
}

/**
 * Watches frames until it is over, which is asked in each of them with the milliseconds since the first; then something
 * may be done in it.
 */
export function watchFrames(isOver: (ms: number) => boolean, onFrame = (): void => undefined): Promise<Frames> {
  return new Promise((resolve) => {
    let [begin, last, frames, dropped] = [NaN, NaN, 0, 0];
    const frame = (now: number): void => {
      if (frames === 0) begin = now;
      else dropped += Math.max(0, Math.round((now - last) / FRAME_MS) - 1);
      last = now;
      if (isOver(now - begin)) return resolve({ frames, dropped, ms: now - begin });
      frames += 1;
      onFrame();
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
}
