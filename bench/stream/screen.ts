/** Nodes whose values are shown, and whose age is measured. */
export const WATCHED = 20;

/** What is shown, and when the values in it that are new were sent, in epoch milliseconds. */
export interface Picture {
  readonly text: string;
  readonly sentAt: readonly number[];
}

/**
 * One line of text, written at most once a frame: the same little work for every contender. How old a value is when it
 * is seen is measured in the first task after the frame that shows it.
 */
export class Screen {
  /** Whether anything is shown. What a client costs is measured without: painting is not its work. */
  isOn = false;
  readonly #line: Text;
  readonly #painted = new MessageChannel();
  #shown: (readonly number[])[] = [];
  #isPlanned = false;
  #ages: number[] = [];

  constructor(place: HTMLElement) {
    this.#line = place.appendChild(document.createTextNode(''));
    this.#painted.port1.onmessage = () => this.#measure();
  }

  /** Shows a picture in the next frame. */
  soon(look: () => Picture): void {
    if (!this.isOn || this.#isPlanned) return;
    this.#isPlanned = true;
    requestAnimationFrame(() => {
      this.#isPlanned = false;
      this.show(look());
    });
  }

  /** Shows a picture in the present frame. */
  show({ text, sentAt }: Picture): void {
    this.#line.data = text;
    this.#shown.push(sentAt);
    this.#painted.port2.postMessage(undefined);
  }

  /** Ages of what was shown since the last time, in milliseconds. */
  takeAges(): number[] {
    const ages = this.#ages;
    this.#ages = [];
    return ages;
  }

  #measure(): void {
    const now = Date.now();
    for (const sentAt of this.#shown.shift() ?? []) this.#ages.push(now - sentAt);
  }
}
