import type { Confidence, NodeField, Origin, SystemField, UpdateSink } from '../../../../src/domain/live-update.js';
import type { NodeType } from '../../../../src/domain/node-config.js';

/** A node as a {@link RecordingSink} heard of it. */
export interface RecordedNode {
  readonly type: NodeType | undefined;
  readonly state: string | undefined;
  readonly at: number;
  readonly values: Partial<Record<NodeField, number>>;
}

/** Keeps the last value of everything, and where it came from. */
export class RecordingSink implements UpdateSink {
  readonly figures: Partial<Record<SystemField, number>> = {};
  readonly origins: Partial<Record<SystemField, Origin>> = {};
  readonly nodes = new Map<string, RecordedNode>();
  readonly nodeOrigins = new Map<string, Origin>();
  readonly leaderOrigins: Origin[] = [];
  leaders: string[] = [];
  calls = 0;
  readonly #rows: Partial<Record<NodeField, number>>[] = [];

  system(field: SystemField, value: number, origin: Origin): void {
    this.calls += 1;
    this.figures[field] = value;
    this.origins[field] = origin;
  }

  leader(nodeId: string, origin: Origin): void {
    this.calls += 1;
    this.leaderOrigins.push(origin);
    this.leaders.push(nodeId);
  }

  node(nodeId: string, type: NodeType | undefined, state: string | undefined, origin: Origin): number {
    this.calls += 1;
    const values = this.nodes.get(nodeId)?.values ?? {};
    this.nodes.set(nodeId, { type, state, at: origin.at, values });
    this.nodeOrigins.set(nodeId, origin);
    return this.#rows.push(values) - 1;
  }

  nodeValue(row: number, field: NodeField, value: number): void {
    const values = this.#rows[row];
    if (values === undefined) throw new RangeError(`No row ${row}.`);
    values[field] = value;
  }

  removeNode(nodeId: string): void {
    this.nodes.delete(nodeId);
  }

  /** Value and confidence of a figure. */
  reading(field: SystemField): readonly [number | undefined, Confidence | undefined] {
    return [this.figures[field], this.origins[field]?.confidence];
  }
}
