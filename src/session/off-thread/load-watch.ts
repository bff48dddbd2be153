import type { Clock, Stop } from '../../domain/clock.js';

/** Frames a second from which on decoding is worth a Worker: some 10 ms of work in each second. */
export const BUSY_FRAMES_PER_SECOND = 300;

/** Nodes from which on it is, however they come. */
export const BUSY_NODES = 2_000;

/** Time over which frames are counted, in milliseconds. */
const WATCH_MS = 2_000;

/** What is watched. */
export interface Load {
  /** Frames since the beginning. */
  readonly frames: () => number;
  /** Nodes at this moment. */
  readonly nodes: () => number;
}

/** Watches how much a feed has to do, and calls once when it is much. */
export function watchLoad(load: Load, clock: Clock, onBusy: () => void): Stop {
  let [frames, since] = [load.frames(), clock.elapsed()];
  const look = (): void => {
    const perSecond = ((load.frames() - frames) * 1_000) / (clock.elapsed() - since);
    if (perSecond > BUSY_FRAMES_PER_SECOND || load.nodes() > BUSY_NODES) return onBusy();
    [frames, since] = [load.frames(), clock.elapsed()];
    stop = clock.after(WATCH_MS, look);
  };
  let stop = clock.after(WATCH_MS, look);
  return () => stop();
}
