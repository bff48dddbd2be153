import type { LitElement, ReactiveController } from 'lit';
import { placeBeside, whenMoved } from '../base/popover.js';
import type { CardName } from './card-choice.js';

/** Knows whose details are open, and keeps them beside their button while the page scrolls. */
export class DetailsController implements ReactiveController {
  readonly #host: LitElement;
  #open: CardName | undefined;
  #end: AbortController | undefined;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  /** The card whose details are open, if any. */
  get open(): CardName | undefined {
    return this.#open;
  }

  /** To be called before the details of a card open or close. */
  toggle(name: CardName, isOpening: boolean): void {
    if (isOpening) this.#begin(name);
    else if (this.#open === name) this.#stop();
    this.#host.requestUpdate();
  }

  hostUpdated(): void {
    this.#place();
  }

  hostDisconnected(): void {
    this.#stop();
  }

  #begin(name: CardName): void {
    this.#stop();
    this.#open = name;
    this.#end = new AbortController();
    whenMoved(() => this.#place(), this.#end.signal);
  }

  #stop(): void {
    this.#open = undefined;
    this.#end?.abort();
    this.#end = undefined;
  }

  /** Under the button, or over it where there is more room; inside the window in any case. */
  #place(): void {
    const details = this.#host.renderRoot.querySelector<HTMLElement>('.details:popover-open');
    const button = this.#host.renderRoot.querySelector<HTMLElement>(`[popovertarget="${details?.id ?? ''}"]`);
    if (details !== null && button !== null) placeBeside(button, details);
  }
}
