import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Annotation } from './annotations.js';
import { annotationIcons } from './annotation-icons.js';
import type { ChartFacts } from './chart-legend.js';
import { firstAtOrAfter } from './columns.js';
import type { Picture } from './picture.js';
import type { Stretch } from './stretch.js';

/** Marks that would be nearer to each other than this are one, in CSS pixels. */
const APART = 20;

/** Annotations that share one place. */
export interface Mark {
  /** Where it stands: the time of the first. */
  readonly at: number;
  readonly annotations: readonly Annotation[];
}

/** The annotations inside a stretch of time, oldest first; those that would cover each other on `width` pixels are one. */
export function marksOf(annotations: readonly Annotation[], { from, to }: Stretch, width: number): readonly Mark[] {
  const marks: { at: number; annotations: Annotation[] }[] = [];
  const apartMs = width > 0 ? (APART / width) * (to - from) : Infinity;
  for (const annotation of annotations) {
    if (annotation.at < from || annotation.at > to) continue;
    const last = marks.at(-1);
    if (last !== undefined && annotation.at - last.at < apartMs) last.annotations.push(annotation);
    else marks.push({ at: annotation.at, annotations: [annotation] });
  }
  return marks;
}

/** What marks need beside their annotations. */
export interface MarksFacts extends ChartFacts {
  readonly marks: readonly Mark[];
  /** Whether the picture is shown. */
  readonly hidden: boolean;
  /** Time of the mark that the Tab key comes to; the first one where there is none. */
  readonly current: number | undefined;
  readonly onKey: (event: KeyboardEvent) => void;
  readonly onChoose: (event: Event) => void;
}

/**
 * Thin vertical marks with an icon, over the plot and beside its slider, since a slider holds nothing else that can be
 * reached. The Tab key comes to one of them, arrow keys to the others.
 */
export function renderMarks(facts: MarksFacts): TemplateResult | typeof nothing {
  const { marks, hidden, words, onKey } = facts;
  if (marks.length === 0 || hidden) return nothing;
  const current = marks.find(({ at }) => at === facts.current) ?? marks[0];
  return html`<div
    class="marks"
    part="annotations"
    role="group"
    aria-label=${words.chart.annotations.label}
    @keydown=${onKey}
  >
    ${repeat(
      marks,
      ({ at }) => at,
      (mark) => renderMark(facts, mark, mark === current),
    )}
  </div>`;
}

function renderMark({ format, words, onChoose }: MarksFacts, mark: Mark, isCurrent: boolean): TemplateResult {
  const lines = mark.annotations.map(({ at, text }) => words.chart.annotations.at(format.time(at), text));
  const [first] = mark.annotations;
  return html`<button
    class="event"
    part="annotation"
    data-at=${mark.at}
    data-kind=${first?.kind ?? 'note'}
    tabindex=${isCurrent ? '0' : '-1'}
    aria-label=${lines.join('\n')}
    @click=${onChoose}
  >
    <svg viewBox="0 0 12 12" aria-hidden="true">${annotationIcons[first?.kind ?? 'note']}</svg>
    ${lines.length > 1 ? html`<b aria-hidden="true">${format.exact(lines.length)}</b>` : nothing}
    <span class="tip" aria-hidden="true"
      >${mark.annotations.map((one) => html`<span>${format.time(one.at)} ${one.text}</span>`)}</span
    >
  </button>`;
}

/** The mark that an arrow key, Home or End leads to from another; nothing for other keys. */
export function nextMark(marks: readonly Mark[], at: number, key: string, rightToLeft: boolean): Mark | undefined {
  const index = marks.findIndex((mark) => mark.at === at);
  if (key === 'Home') return marks[0];
  if (key === 'End') return marks.at(-1);
  const [back, forward] = rightToLeft ? ['ArrowRight', 'ArrowLeft'] : ['ArrowLeft', 'ArrowRight'];
  if (key === forward) return marks[Math.min(marks.length - 1, index + 1)];
  return key === back ? marks[Math.max(0, index - 1)] : undefined;
}

/** What happened since the point before the one at `time`. */
export function happenedAt(annotations: readonly Annotation[], { columns, from }: Picture, time: number): Annotation[] {
  const before = columns.times[firstAtOrAfter(columns.times, time) - 1] ?? from;
  return annotations.filter(({ at }) => at > before && at <= time);
}
