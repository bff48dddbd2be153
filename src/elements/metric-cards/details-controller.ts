import type { LitElement, ReactiveController } from 'lit';
import { PopoverController } from '../base/controllers/popover-controller.js';
import type { CardName } from './card-choice.js';

/** Knows whose details are open, and keeps them beside their button while the page scrolls. */
export class DetailsController implements ReactiveController {
  readonly #host: LitElement;
  readonly #popover: PopoverController;
  #open: CardName | undefined;

  constructor(host: LitElement) {
    this.#host = host;
    this.#popover = new PopoverController(host);
    host.addController(this);
  }

  /** The card whose details are open, if any. */
  get open(): CardName | undefined {
    return this.#open;
  }

  /** To be called before the details of a card open or close. */
  toggle(name: CardName, isOpening: boolean): void {
    // Those of another card may have opened before these close.
    if (isOpening || this.#open === name) {
      this.#open = isOpening ? name : undefined;
      this.#popover.toggle(isOpening);
    }
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#open = undefined;
  }
}
