import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { joinCursorGroup, type CursorSeat } from './cursor-groups.js';

/** The seat of an element in a group of charts that show the same moment: taken while it is on the page. */
export class CursorGroupSeat implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  #name: string | undefined;
  #seat: CursorSeat | undefined;
  #heard: number | undefined;

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
    host.addController(this);
  }

  /** The time that another chart reads, in epoch milliseconds. */
  get heard(): number | undefined {
    return this.#heard;
  }

  /** Sits in the group of this name; an empty name is none. */
  take(name: string | undefined): void {
    const wanted = name === '' ? undefined : name;
    if (wanted === this.#name) return;
    this.#leave();
    this.#name = wanted;
    if (this.#host.isConnected) this.#sit();
  }

  /** Tells the others which time is read here. */
  tell(time: number | undefined): void {
    this.#seat?.tell(time);
  }

  hostConnected(): void {
    this.#sit();
  }

  hostDisconnected(): void {
    this.#leave();
  }

  #sit(): void {
    if (this.#name === undefined || this.#seat !== undefined) return;
    this.#seat = joinCursorGroup(this.#host.ownerDocument, this.#name, (time) => this.#hear(time));
  }

  #hear(time: number | undefined): void {
    this.#heard = time;
    this.#host.requestUpdate();
  }

  #leave(): void {
    this.#seat?.leave();
    this.#seat = undefined;
    this.#heard = undefined;
  }
}
