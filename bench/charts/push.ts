/** Ways to push values for a while. */

/** What happened meanwhile. */
export interface Pushed {
  readonly pushes: number;
  readonly frames: number;
  /** Frames of a screen of 60 Hz that did not come. */
  readonly dropped: number;
  readonly ms: number;
}

const FRAME_MS = 1_000 / 60;

/** Frames before it begins: a page that rested is late with its first ones. */
const LEAD_FRAMES = 6;

/** How often the timer of many pushes fires, in milliseconds: as often as a page may ask for. */
const TIMER_MS = 4;

/** Pushes once in each animation frame. */
export async function pushEachFrame(push: () => void, durationMs: number): Promise<Pushed> {
  await rest();
  const seen = await watchFrames(durationMs, push);
  return { ...seen, pushes: seen.frames };
}

/** Pushes so many times a second from tasks of their own, as messages come, whatever the frames do. */
export async function pushSoOften(push: () => void, durationMs: number, perSecond: number): Promise<Pushed> {
  await rest();
  const begin = performance.now();
  let pushes = 0;
  const timer = setInterval(() => {
    const due = ((performance.now() - begin) / 1_000) * perSecond;
    for (; pushes < due; pushes += 1) push();
  }, TIMER_MS);
  const seen = await watchFrames(durationMs, () => undefined);
  clearInterval(timer);
  return { ...seen, pushes };
}

async function rest(): Promise<void> {
  for (let frame = 0; frame < LEAD_FRAMES; frame += 1) await new Promise(requestAnimationFrame);
}

function watchFrames(durationMs: number, onFrame: () => void): Promise<Omit<Pushed, 'pushes'>> {
  return new Promise((resolve) => {
    let [begin, last, frames, dropped] = [NaN, NaN, 0, 0];
    const frame = (now: number): void => {
      if (frames === 0) begin = now;
      else dropped += Math.max(0, Math.round((now - last) / FRAME_MS) - 1);
      last = now;
      if (now - begin >= durationMs) return resolve({ frames, dropped, ms: now - begin });
      frames += 1;
      onFrame();
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
}
