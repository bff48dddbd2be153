import type { Stop } from '../../../domain/clock.js';
import { animationFrame, type FrameScheduler } from '../../../session/notifier.js';

/** Runs something with the next frame, once, however often it is asked to. While the page is hidden there are no frames. */
export class Frames {
  readonly #run: () => void;
  readonly #schedule: FrameScheduler;
  #cancel: Stop | undefined;

  constructor(run: () => void, schedule: FrameScheduler = animationFrame) {
    this.#run = run;
    this.#schedule = schedule;
  }

  /** Plans the next run, if none is planned. */
  ask(): void {
    this.#cancel ??= this.#schedule(() => {
      this.#cancel = undefined;
      this.#run();
    });
  }

  /** Cancels what is planned. */
  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }
}
