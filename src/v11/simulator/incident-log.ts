/** When incidents of the demo network happened by the wall clock, for charts that mark them. */
import type { Incident, IncidentKind } from './incidents.js';
import type { Network } from './network.js';

/** An incident that has begun. Frozen. */
export interface DatedIncident {
  readonly id: number;
  readonly kind: IncidentKind;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** Epoch milliseconds: when it ended, or will if the network goes on running. */
  readonly endsAt: number;
  readonly over: boolean;
  /** Nodes that it hit. */
  readonly nodes: number;
}

/** Translates a network's incidents from model time, which stands still while a feed is stopped, to wall time. */
export class IncidentLog {
  readonly #network: Network;
  #seen: readonly Incident[] = [];
  #entries: readonly DatedIncident[] = [];

  constructor(network: Network) {
    this.#network = network;
  }

  /** Oldest first; another list whenever one begins or ends. */
  get entries(): readonly DatedIncident[] {
    return this.#entries;
  }

  /** Looks at the network, whose present is `now` in epoch milliseconds. */
  note(now: number): void {
    const { incidents, elapsedMs } = this.#network;
    if (incidents === this.#seen) return;
    this.#seen = incidents;
    const known = new Map(this.#entries.map((entry) => [entry.id, entry]));
    this.#entries = Object.freeze(
      incidents.map((incident) => dated(incident, known.get(incident.id), now - elapsedMs)),
    );
  }
}

/** `shift` leads from model time to epoch milliseconds at this moment. What was dated before keeps its beginning. */
function dated(incident: Incident, known: DatedIncident | undefined, shift: number): DatedIncident {
  if (known?.over === incident.over) return known;
  const { id, kind, over, nodes } = incident;
  const startedAt = known?.startedAt ?? incident.startedAtMs + shift;
  return Object.freeze({ id, kind, startedAt, endsAt: incident.endsAtMs + shift, over, nodes });
}
