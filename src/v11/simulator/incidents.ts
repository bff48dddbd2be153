/** Scripted incidents of the demo network: what went wrong, since when, and until when. */
import { EFFECTS, type Hold } from './incident-effects.js';
import { createRandom } from './random.js';
import { calm, envelope, type Strain } from './strain.js';
import type { World } from './world.js';

/**
 * What can be made to happen.
 *
 * - `leader-crash`: the leader is in ERROR; an election, a later term, and a dip of TPS follow. Where nobody leads,
 *   another validator crashes.
 * - `network-partition`: two fifths of the nodes, the leader among them, cannot be reached; the rest elects another.
 * - `overload`: far more is asked than the network can carry; channels overload, TPS falls, finality and errors rise.
 * - `feed-outage`: one provider of the slim nodes is away; every call to it fails.
 */
export const INCIDENT_KINDS = ['leader-crash', 'network-partition', 'overload', 'feed-outage'] as const;

/** Name of an incident. */
export type IncidentKind = (typeof INCIDENT_KINDS)[number];

/** One line of a script. */
export interface PlannedIncident {
  /** Milliseconds after the script began. */
  readonly atMs: number;
  readonly incident: IncidentKind;
  /** 1,000 to 3,600,000; default as {@link USUAL_DURATION_MS} has it. */
  readonly durationMs?: number | undefined;
}

/** An incident that has begun. A new frozen object when it is over. */
export interface Incident {
  /** Counts from 1. */
  readonly id: number;
  readonly kind: IncidentKind;
  /** Model time (`Network.elapsedMs`) at which it began. */
  readonly startedAtMs: number;
  /** Model time at which it is over: from then on every node that it held works again. */
  readonly endsAtMs: number;
  readonly over: boolean;
  /** Nodes that it hit. */
  readonly nodes: number;
}

/** How long each takes unless told otherwise, in milliseconds. */
export const USUAL_DURATION_MS: Readonly<Record<IncidentKind, number>> = {
  'leader-crash': 15_000,
  'network-partition': 30_000,
  overload: 25_000,
  'feed-outage': 20_000,
};

/** Incidents that are remembered; a chart shows an hour at most. */
const MAX_REMEMBERED = 100;

/** Most lines of a script. */
const MAX_PLANNED = 1_000;

interface Present {
  readonly incident: Incident;
  readonly hold: Hold;
}

/** Begins and ends incidents. Draws from a generator of its own, so that a story depends on its seed and order alone. */
export class Incidents {
  readonly strain: Strain = calm();
  readonly #seed: number;
  #list: readonly Incident[] = [];
  #present: Present[] = [];
  #planned: readonly Required<PlannedIncident>[] = [];
  #begun = 0;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** Past and present ones, oldest first; the last hundred. */
  get list(): readonly Incident[] {
    return this.#list;
  }

  /** Replaces what is planned. Lines with an unknown name or a time that is no number are left out. */
  plan(script: readonly PlannedIncident[], fromMs: number): void {
    this.#planned = script
      .filter(({ atMs, incident }) => Number.isFinite(atMs) && INCIDENT_KINDS.includes(incident))
      .slice(0, MAX_PLANNED)
      .map(({ atMs, incident, durationMs }) => ({
        atMs: fromMs + atMs,
        incident,
        durationMs: durationOf(incident, durationMs),
      }))
      .sort((one, other) => one.atMs - other.atMs);
  }

  /** Begins one at once. Nothing happens while one of its kind is present, or where it would hit no node. */
  begin(world: World, kind: IncidentKind, durationMs?: number): Incident | undefined {
    if (!INCIDENT_KINDS.includes(kind) || this.#present.some(({ incident }) => incident.kind === kind))
      return undefined;
    const endsAtMs = world.nowMs + durationOf(kind, durationMs);
    const random = createRandom(this.#seed ^ Math.imul(this.#begun + 1, 0x9e37_79b1));
    const hold = EFFECTS[kind].begin(world, endsAtMs, random);
    if (hold === undefined) return undefined;
    this.#begun += 1;
    const { nowMs } = world;
    const incident = { id: this.#begun, kind, startedAtMs: nowMs, endsAtMs, over: false, nodes: hold.rows.length };
    this.#present.push({ incident: Object.freeze(incident), hold });
    this.#list = [...this.#list, incident].slice(-MAX_REMEMBERED);
    this.#measureStrain(nowMs);
    return incident;
  }

  /** Ends what is over and begins what is due. */
  step(world: World): void {
    const { nowMs } = world;
    if (this.#present.some(({ incident }) => nowMs >= incident.endsAtMs)) this.#end(world);
    while (nowMs >= (this.#planned[0]?.atMs ?? Infinity)) {
      const [due, ...rest] = this.#planned;
      this.#planned = rest;
      if (due !== undefined) this.begin(world, due.incident, due.durationMs);
    }
    if (this.#present.length > 0) this.#measureStrain(nowMs);
  }

  /** Follows another roster. `newRow` tells where a node is now. */
  moved(newRow: (oldRow: number) => number | undefined): void {
    for (const { hold } of this.#present) {
      const rows = Array.from(hold.rows, newRow).filter((row) => row !== undefined);
      hold.rows = Int32Array.from(rows);
    }
  }

  #end(world: World): void {
    const over = this.#present.filter(({ incident }) => world.nowMs >= incident.endsAtMs);
    this.#present = this.#present.filter((present) => !over.includes(present));
    for (const { incident, hold } of over) {
      EFFECTS[incident.kind].end(world, hold);
      this.#list = this.#list.map((entry) =>
        entry.id === incident.id ? Object.freeze({ ...incident, over: true }) : entry,
      );
    }
    this.#measureStrain(world.nowMs);
  }

  /** Adds up what the present incidents do to the network as a whole. */
  #measureStrain(nowMs: number): void {
    Object.assign(this.strain, calm());
    for (const { incident, hold } of this.#present) {
      const { surge, lost, feed } = hold;
      if (surge) this.strain.surge = envelope(nowMs - incident.startedAtMs, incident.endsAtMs - incident.startedAtMs);
      if (lost !== undefined) this.strain.lost = lost;
      if (feed !== undefined) this.strain.feedOut = feed;
    }
  }
}

function durationOf(kind: IncidentKind, durationMs: number | undefined): number {
  const wanted = durationMs ?? USUAL_DURATION_MS[kind];
  return Number.isFinite(wanted) ? Math.min(3_600_000, Math.max(1_000, wanted)) : USUAL_DURATION_MS[kind];
}
