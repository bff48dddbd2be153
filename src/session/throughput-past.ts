import type { Stop } from '../domain/clock.js';
import type { LiveMetrics } from './live-metrics.js';

/** Samples that are kept of each node: a minute of one a second. */
export const PAST_SAMPLES = 60;

/** Time between two samples in milliseconds. */
const EVERY_MS = 1_000;

/** So long a value holds without news of its node, in milliseconds. After that nothing is known of it: a gap. */
const HELD_MS = 10_000;

/** Room is made for so many rows at a time. */
const ROOM_ROWS = 256;

const NO_ROOM = new Float32Array(0);

/**
 * The throughput of every node over the last minute, in transactions per second, one sample a second. Recorded while
 * somebody keeps it, also while the page is hidden: a browser lets the timers of a hidden page rest, so that frames of nodes
 * take samples as well. A sample that was missed holds the one before for ten seconds, as a node's value does; a longer pause,
 * as of a machine that slept, is a gap.
 *
 * Memory: 240 bytes a node for the samples and some 16 to know the nodes by, 24 MB and 1.6 MB for 100,000; nothing while nobody
 * keeps it.
 */
export class ThroughputPast {
  readonly #live: LiveMetrics;
  /** A value per row for each sample. Sample n is in slot n modulo 60; one that is too small is replaced in its turn. */
  readonly #slots: Float32Array[] = Array.from({ length: PAST_SAMPLES }, () => NO_ROOM);
  /** Whose past a row has, and the number of its first sample: what slots hold of earlier ones is another node's. */
  readonly #ids: (string | undefined)[] = [];
  readonly #since: number[] = [];
  /** Number of the newest sample. Missed ones are counted. */
  #newest = 0;
  /** When the newest sample was due, in elapsed milliseconds. */
  #takenAt = 0;
  #clearings = 0;
  /** What the table said of itself when its rows were last looked at. */
  #structure = NaN;
  #facts = -1;
  #leases = 0;
  #isPlanned = false;
  #stopTaking: Stop | undefined;

  /** Use {@link throughputPastOf}, so that everybody shares one. */
  constructor(live: LiveMetrics) {
    this.#live = live;
  }

  /** Grows with each sample, and when everything is forgotten: until then, what was read of a node is still true. */
  get samples(): number {
    return this.#newest + this.#live.clearings;
  }

  /** Records from now on, until everyone who asked for it has stopped. The first sample is taken at once. */
  keep(): Stop {
    this.#leases += 1;
    this.#stopTaking ??= this.#begin();
    let isKept = true;
    return () => {
      if (!isKept) return;
      isKept = false;
      this.#leases -= 1;
      // An element that is moved on its page leaves it and is back within the same task; its past is not lost.
      if (this.#leases === 0) queueMicrotask(() => this.#endUnkept());
    };
  }

  /**
   * Writes the past of the node in a row: oldest first, the newest sample last, NaN where nothing is known. Allocates nothing.
   *
   * @param into {@link PAST_SAMPLES} long for all of it; a shorter one gets the newest samples
   */
  read(row: number, into: Float32Array): void {
    const first = this.#newest - into.length + 1;
    const since = Math.max(this.#sinceOf(row), this.#newest - PAST_SAMPLES + 1);
    for (let index = 0; index < into.length; index += 1) {
      const sample = first + index;
      into[index] = sample < since ? NaN : (this.#slotOf(sample)[row] ?? NaN);
    }
  }

  /** The first sample of the node that is in a row now, be it a moment after the newest sample. */
  #sinceOf(row: number): number {
    const id = this.#live.nodes.idOf(row);
    const isKnown = id !== undefined && id === this.#ids[row] && this.#clearings === this.#live.clearings;
    return isKnown ? (this.#since[row] ?? Infinity) : Infinity;
  }

  #begin(): Stop {
    this.#forget();
    this.#newest += 1;
    this.#takenAt = this.#live.clock.elapsed();
    this.#sample();
    const stopFollowing = this.#live.followNodes(() => this.#takeSoonIfDue());
    let stopWaiting = (): void => undefined;
    const wait = (): void => {
      const dueInMs = this.#takenAt + EVERY_MS - this.#live.clock.elapsed();
      stopWaiting = this.#live.clock.after(Math.max(0, dueInMs), () => {
        this.#takeIfDue();
        wait();
      });
    };
    wait();
    return () => {
      stopFollowing();
      stopWaiting();
    };
  }

  /** A frame is being read: its stamps are there before its values are, and all of them once it was read. */
  #takeSoonIfDue(): void {
    if (this.#isPlanned || this.#stepsToTake < 1) return;
    this.#isPlanned = true;
    queueMicrotask(() => {
      this.#isPlanned = false;
      if (this.#stopTaking !== undefined) this.#takeIfDue();
    });
  }

  /** One is due on each second, however late the one before was taken, so that sixty are a minute. */
  get #stepsToTake(): number {
    return Math.floor((this.#live.clock.elapsed() - this.#takenAt) / EVERY_MS);
  }

  #takeIfDue(): void {
    const steps = this.#stepsToTake;
    if (steps < 1) return;
    this.#takenAt += steps * EVERY_MS;
    if (this.#clearings !== this.#live.clearings) this.#forget();
    this.#fillMissed(steps);
    this.#newest += steps;
    this.#sample();
  }

  /** Everything between the newest sample and the next one, which is so many steps away. */
  #fillMissed(steps: number): void {
    const last = this.#slotOf(this.#newest);
    const next = this.#newest + steps;
    const isHeld = steps * EVERY_MS <= HELD_MS;
    for (let sample = Math.max(this.#newest + 1, next - PAST_SAMPLES + 1); sample < next; sample += 1) {
      if (isHeld) this.#roomOf(sample).set(last);
      else this.#slotOf(sample).fill(NaN);
    }
  }

  /** The hot path: one pass over the column, and over the names only after nodes came or went. */
  #sample(): void {
    const { nodes } = this.#live;
    if (nodes.structure !== this.#structure) this.#recognise();
    const slot = this.#roomOf(this.#newest);
    const [throughput, { updatedAt, size }] = [nodes.column('throughput'), nodes];
    const now = this.#live.clock.now();
    for (let row = 0; row < size; row += 1) {
      // Stamps of before the clock was set back are not newer than now: they tell nothing any more.
      const isHeld = Math.abs(now - (updatedAt[row] ?? NaN)) <= HELD_MS;
      slot[row] = isHeld ? (throughput[row] ?? NaN) : NaN;
    }
  }

  /** Looks which rows have another node than before. */
  #recognise(): void {
    const { nodes } = this.#live;
    const { factsAt, size } = nodes;
    for (let row = 0; row < size; row += 1) {
      if ((factsAt[row] ?? 0) <= this.#facts) continue;
      const id = nodes.idOf(row);
      if (id === this.#ids[row]) continue;
      this.#ids[row] = id;
      this.#since[row] = this.#newest;
    }
    this.#structure = nodes.structure;
    this.#facts = nodes.facts;
  }

  #slotOf(sample: number): Float32Array {
    return this.#slots[sample % PAST_SAMPLES] ?? NO_ROOM;
  }

  /** The slot of a new sample, with room for every row. What it held is a minute old. */
  #roomOf(sample: number): Float32Array {
    const { size } = this.#live.nodes;
    const known = this.#slotOf(sample);
    if (known.length >= size) return known;
    const slot = new Float32Array(Math.ceil(size / ROOM_ROWS) * ROOM_ROWS);
    this.#slots[sample % PAST_SAMPLES] = slot;
    return slot;
  }

  #endUnkept(): void {
    if (this.#leases > 0) return;
    this.#stopTaking?.();
    this.#stopTaking = undefined;
    this.#forget();
  }

  /** What comes now is of other nodes. */
  #forget(): void {
    this.#clearings = this.#live.clearings;
    this.#structure = NaN;
    this.#facts = -1;
    this.#ids.length = 0;
    this.#since.length = 0;
    this.#slots.fill(NO_ROOM);
  }
}

/** The pasts by what they are the past of. */
const pasts = new WeakMap<LiveMetrics, ThroughputPast>();

/**
 * The past of live metrics, the same one for everybody who asks. Where a session shows others, as those of a demo network that
 * stands in for a backend, there is another one.
 */
export function throughputPastOf(live: LiveMetrics): ThroughputPast {
  const known = pasts.get(live);
  if (known !== undefined) return known;
  const past = new ThroughputPast(live);
  pasts.set(live, past);
  return past;
}
