import type { PictureController } from './picture-controller.js';
import type { Picture } from './picture.js';
import { heldAt, panned, stretchedBy, within, zoomed, type Grip, type Stretch } from './stretch.js';
import type { ZoomCommand } from './zoom-keys.js';

/**
 * Which stretch of time is looked at. Every wish is brought into what is kept; where that is all there is, and no more
 * than the window would show, the picture goes on with the present.
 */
export class Zoom {
  readonly #pictures: PictureController;
  readonly #resume: () => void;

  /** @param resume ends a pause */
  constructor(pictures: PictureController, resume: () => void) {
    this.#pictures = pictures;
    this.#resume = resume;
  }

  /** Whether a stretch is held, while data goes on behind it. */
  get isZoomed(): boolean {
    return this.#pictures.stretch !== undefined;
  }

  /** Shows everything between two times; answers whether that could be done. */
  show(wanted: Stretch): boolean {
    return this.#take((_, all) => within(wanted, all));
  }

  /** Shows more or less around a time: the end of the picture unless told. */
  by(factor: number, time?: number): boolean {
    return this.#take((shown, all) => zoomed(shown, time ?? shown.to, factor, all));
  }

  /** Keeps a time where a hand holds it. */
  hold(grip: Grip): boolean {
    return this.#take((shown, all) => heldAt(grip, shown, all));
  }

  /** Keeps two times where two fingers hold them. */
  stretch(one: Grip, other: Grip): boolean {
    return this.#take((_, all) => stretchedBy(one, other, all));
  }

  /** Moves by a share of what is shown. */
  pan(share: number): boolean {
    return this.#take((shown, all) => panned(shown, share * (shown.to - shown.from), all));
  }

  /** Shows the window again that ends now, or where it was paused; answers whether something else was shown. */
  reset(): boolean {
    const wasZoomed = this.isZoomed;
    if (wasZoomed) this.#pictures.showStretch(undefined);
    return wasZoomed;
  }

  /** Shows the present, also where it was paused. */
  live(): void {
    this.reset();
    this.#resume();
  }

  /**
   * Does what a key says.
   *
   * @param time the time that is read, around which the picture is zoomed
   */
  run(command: ZoomCommand, time: number | undefined): void {
    switch (command.do) {
      case 'zoom':
        return void this.by(command.factor, time);
      case 'pan':
        return void this.pan(command.share);
      case 'earliest':
        return void this.#take((shown, all) => panned(shown, all.from - shown.from, all));
      case 'reset':
        return void this.reset();
      case 'live':
        return this.live();
    }
  }

  #take(choose: (shown: Picture, all: Stretch) => Stretch | undefined): boolean {
    const { picture, reach, windowMs } = this.#pictures;
    if (picture === undefined || reach === undefined) return false;
    const wanted = choose(picture, reach);
    if (wanted === undefined) return false;
    const isAll = wanted.from <= reach.from && wanted.to >= reach.to;
    if (isAll && reach.to - reach.from <= windowMs) this.reset();
    else this.#pictures.showStretch(wanted);
    return true;
  }
}
