import type { LitElement, nothing, ReactiveController, TemplateResult } from 'lit';
import { warnOnce } from '../attributes.js';
import { happenedAt, marksOf, nextMark, renderMarks, type Mark } from './annotation-marks.js';
import { AnnotationSource, type AnnotationParts } from './annotation-source.js';
import type { Annotation } from './annotations.js';
import type { ChartFacts } from './chart-legend.js';
import type { Picture } from './picture.js';

/** What an {@link AnnotationController} does to its chart. */
export interface AnnotationActions {
  /** Reads the values at a time. */
  readonly read: (time: number) => void;
  /** Gives the focus back to the plot. */
  readonly leave: () => void;
  readonly rightToLeft: () => boolean;
}

/** The annotations of a chart: which there are, which stand in the picture, and the keys that lead from one to another. */
export class AnnotationController implements ReactiveController {
  readonly #host: LitElement;
  readonly #actions: AnnotationActions;
  readonly #source = new AnnotationSource();
  #list: readonly Annotation[] = [];
  #marks: readonly Mark[] = [];
  #current: number | undefined;
  #hadFocus = false;

  constructor(host: LitElement, actions: AnnotationActions) {
    this.#host = host;
    this.#actions = actions;
    host.addController(this);
  }

  /** All of them, oldest first. */
  get list(): readonly Annotation[] {
    return this.#list;
  }

  /** Looks again at what they are made of, before the host is rendered. `width` is that of the plotted area in pixels. */
  look(parts: AnnotationParts, picture: Picture | undefined, width: number): void {
    this.#list = this.#source.list(parts);
    this.#marks = picture === undefined ? [] : marksOf(this.#list, picture, width);
    const { leftOut } = this.#source;
    if (leftOut === 0) return;
    warnOnce(this.#host, 'annotations', parts.words.chart.annotations.leftOut(parts.format.exact(leftOut)));
  }

  hostUpdate(): void {
    this.#hadFocus = this.#hasFocus;
  }

  /** A mark that slid out of the picture must not take the focus along. */
  hostUpdated(): void {
    if (this.#hadFocus && !this.#hasFocus) this.#actions.leave();
    this.#hadFocus = false;
  }

  get #hasFocus(): boolean {
    const { renderRoot } = this.#host;
    return renderRoot instanceof ShadowRoot && (renderRoot.activeElement?.matches('.event') ?? false);
  }

  /** What happened at a moment that is read, in words; empty where nothing did. */
  textAt(time: number | undefined, picture: Picture | undefined): string {
    if (time === undefined || picture === undefined) return '';
    const texts = happenedAt(this.#list, picture, time).map(({ text }) => text);
    return texts.join('. ');
  }

  /** The marks that stand in the picture. */
  render(facts: ChartFacts, hidden: boolean): TemplateResult | typeof nothing {
    const [marks, current] = [this.#marks, this.#current];
    return renderMarks({ ...facts, marks, hidden, current, onKey: this.#onKey, onChoose: this.#onChoose });
  }

  readonly #onChoose = ({ currentTarget }: Event): void => {
    if (currentTarget instanceof HTMLElement) this.#actions.read(Number(currentTarget.dataset['at']));
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const { key, target } = event;
    if (key === 'Escape') return this.#actions.leave();
    if (!(target instanceof HTMLElement)) return;
    const next = nextMark(this.#marks, Number(target.dataset['at']), key, this.#actions.rightToLeft());
    if (next === undefined) return;
    event.preventDefault();
    this.#current = next.at;
    this.#host.requestUpdate();
    this.#host.renderRoot.querySelector<HTMLElement>(`.event[data-at='${next.at}']`)?.focus();
  };
}
