import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { CursorGroupSeat } from './cursor-group-seat.js';
import { pointAt, stepTo } from './cursor.js';
import type { Picture } from './picture.js';
import type { PlotController } from './plot-controller.js';
import { readPoint, type Point } from './point.js';

/** A place on the screen, of a pointer or a wheel. */
type Place = Pick<MouseEvent, 'clientX'>;

/**
 * The moment of the picture that someone reads: under the pointer, where it follows what slides past, or chosen with
 * the keyboard, where it stays at its time. In a group of charts it is also the moment that another one reads.
 */
export class CursorController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #plot: PlotController;
  readonly #picture: () => Picture | undefined;
  readonly #seat: CursorGroupSeat;
  #pointerX: number | undefined;
  #chosenTime: number | undefined;

  constructor(host: ReactiveControllerHost & Element, plot: PlotController, picture: () => Picture | undefined) {
    this.#host = host;
    this.#plot = plot;
    this.#picture = picture;
    this.#seat = new CursorGroupSeat(host);
    host.addController(this);
  }

  /** The moment that is read here, as it is in the present picture. */
  get ownPoint(): Point | undefined {
    const picture = this.#picture();
    const time = picture?.columns.times[this.#index() ?? -1];
    return picture === undefined || time === undefined ? undefined : readPoint(picture, time);
  }

  /** The moment that is shown: the own one, or else what another chart of the group reads. */
  get point(): Point | undefined {
    return this.ownPoint ?? this.#sharedPoint;
  }

  /** Shows the same moment as the other charts of the document with this name; nothing: as none. */
  joinGroup(name: string | undefined): void {
    this.#seat.take(name);
  }

  /** Reads the moment under a pointer. */
  follow({ clientX }: Place): void {
    this.#chosenTime = undefined;
    this.#pointerX = clientX;
    this.#host.requestUpdate();
  }

  /** Reads the moment that is nearest to a time. */
  choose(time: number): void {
    const picture = this.#picture();
    const index = picture && pointAt(time, picture);
    if (index === undefined) return;
    this.#pointerX = undefined;
    this.#chosenTime = picture?.columns.times[index];
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

  hostUpdated(): void {
    this.#seat.tell(this.ownPoint?.time);
  }

  hostDisconnected(): void {
    this.leave();
  }

  get #sharedPoint(): Point | undefined {
    const [picture, time] = [this.#picture(), this.#seat.heard];
    if (picture === undefined || time === undefined || time < picture.from || time > picture.to) return undefined;
    return readPoint(picture, time);
  }

  #index(): number | undefined {
    const picture = this.#picture();
    if (picture === undefined) return undefined;
    const time = this.#pointerX === undefined ? this.#chosenTime : this.#plot.gripAt(this.#pointerX, picture)?.time;
    return time === undefined ? undefined : pointAt(time, picture);
  }
}
