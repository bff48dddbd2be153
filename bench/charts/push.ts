/** Ways to push values for a while. */
import { warmUp, watchFrames, type Frames } from '../stage/frames.js';

/** What happened meanwhile. */
export interface Pushed extends Frames {
  readonly pushes: number;
}

/** How often the timer of many pushes fires, in milliseconds: as often as a page may ask for. */
const TIMER_MS = 4;

/** Pushes once in each animation frame. */
export async function pushEachFrame(push: () => void, durationMs: number): Promise<Pushed> {
  await warmUp();
  const seen = await watchFrames((ms) => ms >= durationMs, push);
  return { ...seen, pushes: seen.frames };
}

/** Pushes so many times a second from tasks of their own, as messages come, whatever the frames do. */
export async function pushSoOften(push: () => void, durationMs: number, perSecond: number): Promise<Pushed> {
  await warmUp();
  const begin = performance.now();
  let pushes = 0;
  const timer = setInterval(() => {
    const due = ((performance.now() - begin) / 1_000) * perSecond;
    for (; pushes < due; pushes += 1) push();
  }, TIMER_MS);
  const seen = await watchFrames((ms) => ms >= durationMs);
  clearInterval(timer);
  return { ...seen, pushes };
}
