import type { Stop } from '../domain/clock.js';
import { NODE_FIELDS, type NodeField } from '../domain/live-update.js';
import type { LiveMetrics } from './live-metrics.js';
import { MERGE_MS, pointsFor, Series } from './series.js';

/** A minute, and a moment more, so that a line enters from outside. */
const KEPT_SECONDS = 62;

/**
 * The past of one node, from when it is followed on, up to a minute: every figure that it tells, also while the page is
 * hidden. Whoever follows a node stops with `stop`.
 */
export class NodePast {
  /** The node that is followed. */
  readonly nodeId: string;
  readonly #live: LiveMetrics;
  readonly #series = new Map<NodeField, Series>();
  readonly #stop: Stop;
  #takenAt = NaN;
  #isPlanned = false;
  #isStopped = false;
  #clearings: number;

  constructor(live: LiveMetrics, nodeId: string) {
    this.#live = live;
    this.nodeId = nodeId;
    this.#clearings = live.clearings;
    this.#stop = live.followNodes(() => this.#takeSoon());
    this.take();
  }

  /** The past of a figure; nothing where the node never told it. */
  of(field: NodeField): Series | undefined {
    return this.#series.get(field);
  }

  /** Takes what is known now, if it is news. */
  take(): void {
    if (this.#clearings !== this.#live.clearings) this.#forget();
    const { nodes } = this.#live;
    const row = nodes.rowOf(this.nodeId);
    const at = row === undefined ? undefined : nodes.updatedAt[row];
    if (row === undefined || at === undefined || at === this.#takenAt) return;
    this.#takenAt = at;
    for (const field of NODE_FIELDS) {
      const value = nodes.value(row, field);
      if (!Number.isNaN(value)) this.#seriesOf(field).push(at, value, MERGE_MS);
    }
  }

  /** Follows no more. */
  stop(): void {
    this.#isStopped = true;
    this.#stop();
  }

  /** Values of a frame follow its stamps: once it was read, all of them are there. */
  #takeSoon(): void {
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    queueMicrotask(() => {
      this.#isPlanned = false;
      if (!this.#isStopped) this.take();
    });
  }

  #seriesOf(field: NodeField): Series {
    const known = this.#series.get(field);
    if (known !== undefined) return known;
    const series = new Series(pointsFor(KEPT_SECONDS));
    this.#series.set(field, series);
    return series;
  }

  /** What comes now is of another network. */
  #forget(): void {
    this.#clearings = this.#live.clearings;
    this.#takenAt = NaN;
    this.#series.clear();
  }
}
