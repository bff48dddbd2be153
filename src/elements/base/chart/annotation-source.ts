import type { Words } from '../../../locales/en.js';
import type { Happening } from '../../../session/happenings.js';
import type { Session } from '../../../session/session.js';
import type { DatedIncident } from '../../../v11/index.js';
import type { Formatter } from '../format.js';
import { plainText, readAnnotations, type Annotation } from './annotations.js';

/** What annotations are made of. */
export interface AnnotationParts {
  /** The session whose values are shown; nothing where the values are a page's own. */
  readonly session: Session | undefined;
  /** What the host page gave. */
  readonly given: unknown;
  readonly words: Words;
  readonly format: Formatter;
}

/** All annotations of a chart, oldest first: what happened to the network, and what the page marks. */
export class AnnotationSource {
  #seen: readonly unknown[] = [];
  #list: readonly Annotation[] = [];
  #given: unknown;
  #read: ReturnType<typeof readAnnotations> = { read: [], leftOut: 0 };

  /** How many of the page's annotations cannot be read. */
  get leftOut(): number {
    return this.#read.leftOut;
  }

  /** The same list as long as nothing it is made of is another. */
  list({ session, given, words, format }: AnnotationParts): readonly Annotation[] {
    if (given !== this.#given) [this.#given, this.#read] = [given, readAnnotations(given)];
    const happenings = session?.live.happenings.entries ?? [];
    const incidents = session?.incidents ?? [];
    const seen = [happenings.length && happenings, incidents.length && incidents, this.#read, format];
    if (seen.every((part, index) => part === this.#seen[index])) return this.#list;
    this.#seen = seen;
    const found = [
      ...happenings.map((happening) => fromHappening(happening, words, format)),
      ...incidents.map((incident) => fromIncident(incident, words, format)),
      ...this.#read.read,
    ];
    this.#list = found.sort((a, b) => a.at - b.at);
    return this.#list;
  }
}

function fromHappening(happening: Happening, { chart }: Words, format: Formatter): Annotation {
  const { kind, at } = happening;
  const { leaderChange, reconnect } = chart.annotations;
  // A node's name comes from outside.
  if (kind === 'leader-change') return { kind, at, text: leaderChange(plainText(happening.nodeId)) };
  return { kind, at, text: reconnect(format.age(happening.awayMs)) };
}

function fromIncident(incident: DatedIncident, { chart }: Words, format: Formatter): Annotation {
  const { incident: sentence, incidents } = chart.annotations;
  const { startedAt, endsAt, kind, nodes } = incident;
  const text = sentence(incidents[kind], format.age(Math.max(0, endsAt - startedAt)), format.exact(nodes));
  return { kind: 'incident', at: startedAt, text };
}
