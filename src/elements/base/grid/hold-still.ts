/**
 * Rows hold still while the pointer or the focus is inside them, so that nothing moves away under a hand or an eye.
 * `resume` lets them move again until both have left.
 */
export class HoldStill {
  readonly #onChange: () => void;
  #pointer = false;
  #focus = false;
  #resumed = false;
  #listening: AbortController | undefined;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** Whether rows hold still. */
  get held(): boolean {
    return (this.#pointer || this.#focus) && !this.#resumed;
  }

  readonly onPointerEnter = (): void => this.#change(() => (this.#pointer = true));

  readonly onPointerLeave = (): void => this.#change(() => (this.#pointer = false));

  readonly onFocusIn = (): void => this.#change(() => (this.#focus = true));

  readonly onFocusOut = ({ currentTarget, relatedTarget }: FocusEvent): void => {
    const stays =
      currentTarget instanceof Node && relatedTarget instanceof Node && currentTarget.contains(relatedTarget);
    this.#change(() => (this.#focus = stays));
  };

  /** Lets rows move again. */
  readonly resume = (): void => this.#change(() => (this.#resumed = true));

  /** Forgets everything and stops listening. */
  reset(): void {
    this.#pointer = false;
    this.#focus = false;
    this.#resumed = false;
    this.#listen();
  }

  #change(act: () => void): void {
    const before = this.held;
    act();
    if (!this.#pointer && !this.#focus) this.#resumed = false;
    if (this.held === before) return;
    this.#listen();
    this.#onChange();
  }

  /** Escape is heard wherever the focus is: with the pointer alone inside, it is somewhere else. */
  #listen(): void {
    this.#listening?.abort();
    this.#listening = undefined;
    if (!this.held) return;
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    document.addEventListener('keydown', (event) => event.key === 'Escape' && this.resume(), { signal });
  }
}
