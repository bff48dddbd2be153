import type { NodeField, Origin, SystemField, UpdateSink } from '../../../../src/domain/live-update.js';
import type { NodeType } from '../../../../src/domain/node-config.js';

interface RecordedNode {
  readonly type: NodeType | undefined;
  readonly state: string | undefined;
  readonly values: Partial<Record<NodeField, number>>;
}

/** A sink that remembers what it was told. */
export class RecordingSink implements UpdateSink {
  readonly figures = new Map<SystemField, number>();
  readonly points: { readonly field: SystemField; readonly value: number; readonly at: number }[] = [];
  readonly origins = new Set<string>();
  readonly nodes = new Map<string, RecordedNode>();
  readonly removed: string[] = [];
  leaderId: string | undefined;
  #rows: RecordedNode[] = [];

  system(field: SystemField, value: number, origin: Origin): void {
    this.figures.set(field, value);
    this.points.push({ field, value, at: origin.at });
    this.#note(origin);
  }

  leader(nodeId: string, origin: Origin): void {
    this.leaderId = nodeId;
    this.#note(origin);
  }

  node(nodeId: string, type: NodeType | undefined, state: string | undefined, origin: Origin): number {
    const node: RecordedNode = { type, state, values: {} };
    this.nodes.set(nodeId, node);
    this.#note(origin);
    return this.#rows.push(node) - 1;
  }

  nodeValue(row: number, field: NodeField, value: number): void {
    const node = this.#rows[row];
    if (node !== undefined) node.values[field] = value;
  }

  removeNode(nodeId: string): void {
    this.nodes.delete(nodeId);
    this.removed.push(nodeId);
  }

  #note({ source, confidence }: Origin): void {
    this.origins.add(`${source} ${confidence}`);
  }
}
