import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { pointAt, stepTo } from './cursor.js';
import type { Picture } from './picture.js';
import type { PlotController } from './plot-controller.js';

/** The point that is read. */
export interface Point {
  readonly time: number;
  /** Of the main line, or of the first that has one at this time. */
  readonly value: number;
  /** Of each line; NaN where it has none at this time. */
  readonly values: readonly number[];
}

/**
 * The point of the picture that someone reads: under the pointer, where it follows what slides past, or chosen with
 * the keyboard, where it stays at its time.
 */
export class CursorController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #plot: PlotController;
  readonly #picture: () => Picture | undefined;
  #pointerX: number | undefined;
  #chosenTime: number | undefined;

  constructor(host: ReactiveControllerHost, plot: PlotController, picture: () => Picture | undefined) {
    this.#host = host;
    this.#plot = plot;
    this.#picture = picture;
    host.addController(this);
  }

  /** The point as it is in the present picture. */
  get point(): Point | undefined {
    const picture = this.#picture();
    const index = this.#index();
    const time = picture?.columns.times[index ?? -1];
    const values = picture?.columns.values.map((column) => column[index ?? -1] ?? NaN) ?? [];
    const value = values.find(Number.isFinite) ?? values[0];
    return time === undefined || value === undefined ? undefined : { time, value, values };
  }

  /** Reads the point under a pointer. */
  follow(event: PointerEvent): void {
    this.#chosenTime = undefined;
    this.#pointerX = event.clientX;
    this.#host.requestUpdate();
  }

  /** Moves to another point; answers whether the key was one that does. */
  press(key: string, rightToLeft: boolean): boolean {
    const picture = this.#picture();
    if (picture === undefined) return false;
    const index = stepTo(key, this.#index(), picture, rightToLeft);
    if (index === undefined) return false;
    this.#pointerX = undefined;
    this.#chosenTime = picture.columns.times[index];
    this.#host.requestUpdate();
    return true;
  }

  /** Reads nothing any more; answers whether something was read. */
  leave(): boolean {
    const wasReading = this.#pointerX !== undefined || this.#chosenTime !== undefined;
    this.#pointerX = undefined;
    this.#chosenTime = undefined;
    if (wasReading) this.#host.requestUpdate();
    return wasReading;
  }

  hostDisconnected(): void {
    this.leave();
  }

  #index(): number | undefined {
    const picture = this.#picture();
    if (picture === undefined) return undefined;
    const time = this.#pointerX === undefined ? this.#chosenTime : this.#plot.timeAt(this.#pointerX, picture);
    return time === undefined ? undefined : pointAt(time, picture);
  }
}
