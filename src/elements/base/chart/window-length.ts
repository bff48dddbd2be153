import { numberInRange } from '../attributes.js';
import type { PictureController } from './picture-controller.js';

/** Length of the window in seconds: default, least and most. */
const WINDOW_SECONDS = { usual: 60, min: 10, max: 3_600 };

/** On a full screen there is room for so many seconds at least. */
const FULL_SCREEN_SECONDS = 300;

/** How much of the past a chart shows: as much as it was told to, and more on a full screen. */
export class WindowLength {
  readonly #pictures: PictureController;
  readonly #isFullScreen: () => boolean;
  #wanted = WINDOW_SECONDS.usual;
  #shown = 0;

  constructor(pictures: PictureController, isFullScreen: () => boolean) {
    this.#pictures = pictures;
    this.#isFullScreen = isFullScreen;
  }

  /** The length that was asked for, in seconds. */
  get wanted(): number {
    return this.#wanted;
  }

  /** Takes the length that someone asks for, 10 to 3600 seconds, 60 unless told, and shows it, also where a stretch was looked at. */
  want(host: Element, seconds: number | undefined): void {
    const { min, max, usual } = WINDOW_SECONDS;
    this.#wanted = numberInRange(host, 'window-seconds', seconds, min, max) ?? usual;
    this.#show(this.#fitting);
  }

  /** Shows more or less as the full screen comes and goes. A stretch that is looked at stays until it is left. */
  fit(): void {
    const seconds = this.#fitting;
    if (seconds !== this.#shown && this.#pictures.stretch === undefined) this.#show(seconds);
  }

  get #fitting(): number {
    return Math.max(this.#wanted, this.#isFullScreen() ? FULL_SCREEN_SECONDS : 0);
  }

  #show(seconds: number): void {
    this.#shown = seconds;
    this.#pictures.showSeconds(seconds);
  }
}
