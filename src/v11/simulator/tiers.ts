/** The four types as groups that share the load: who is up, and what part each node carries. */
import { NODE_TYPES, type NodeConfiguration, type NodeType } from '../../domain/node-config.js';
import { at, type NodeColumns } from './columns.js';

/** A type's nodes in numbers. */
interface Tier {
  /** Nodes that are switched on. */
  enabled: number;
  /** Of these, the ones that have not crashed. */
  up: number;
  /** Sum of the weights of the enabled ones. */
  weight: number;
  /** Sum of the weights of those that are up. */
  upWeight: number;
}

/** How the load spreads. Told of every crash and return, recounted when the roster changes. */
export class Tiers {
  readonly #nodes: readonly NodeConfiguration[];
  readonly #weights: Float64Array;
  readonly #tiers: Record<NodeType, Tier>;
  readonly #rows: Readonly<Record<NodeType, Int32Array>>;

  constructor(nodes: readonly NodeConfiguration[]) {
    this.#nodes = nodes;
    this.#weights = new Float64Array(nodes.length);
    nodes.forEach((node, row) => (this.#weights[row] = weightOf(node)));
    this.#rows = {
      channel: rowsOf('channel', nodes),
      validator: rowsOf('validator', nodes),
      business: rowsOf('business', nodes),
      slim: rowsOf('slim', nodes),
    };
    this.#tiers = { channel: emptyTier(), validator: emptyTier(), business: emptyTier(), slim: emptyTier() };
  }

  /** Counts again. */
  recount(columns: NodeColumns): void {
    for (const type of NODE_TYPES) Object.assign(this.#tiers[type], emptyTier());
    this.#nodes.forEach((node, row) => {
      if (!node.enabled) return;
      const tier = this.#tiers[node.type];
      const weight = at(this.#weights, row);
      tier.enabled += 1;
      tier.weight += weight;
      if (at(columns.hidden.downUntil, row) > 0) return;
      tier.up += 1;
      tier.upWeight += weight;
    });
  }

  /** Notes that one enabled node crashed or came back. */
  changed(row: number, isUp: boolean): void {
    const tier = this.#tiers[this.#nodes[row]?.type ?? 'slim'];
    const sign = isUp ? 1 : -1;
    tier.up += sign;
    tier.upWeight += sign * at(this.#weights, row);
  }

  /** Rows of a type's nodes, switched on or not. */
  rows(type: NodeType): Int32Array {
    return this.#rows[type];
  }

  /** Enabled nodes of a type. */
  enabled(type: NodeType): number {
    return this.#tiers[type].enabled;
  }

  /** Enabled nodes of a type that have not crashed. */
  up(type: NodeType): number {
    return this.#tiers[type].up;
  }

  /** All nodes that are enabled and have not crashed. */
  get active(): number {
    return NODE_TYPES.reduce((sum, type) => sum + this.#tiers[type].up, 0);
  }

  /** Part of its type's work that a node carries while it is up, 0 to 1. */
  share(row: number): number {
    const type = this.#nodes[row]?.type ?? 'slim';
    const { upWeight } = this.#tiers[type];
    return upWeight > 0 ? at(this.#weights, row) / upWeight : 0;
  }

  /** Part of a type's strength that is left, 0 to 1; 1 where there are none of that type. */
  strength(type: NodeType): number {
    const { weight, upWeight } = this.#tiers[type];
    return weight > 0 ? upWeight / weight : 1;
  }

  /** Validators that have to agree: a majority of the enabled ones. */
  get quorum(): number {
    return Math.floor(this.enabled('validator') / 2) + 1;
  }

  /** The type whose throughput is the network's: what is validated counts; without validators, what is routed or processed. */
  get measured(): NodeType {
    if (this.enabled('validator') > 0) return 'validator';
    return this.enabled('channel') > 0 ? 'channel' : 'business';
  }
}

function emptyTier(): Tier {
  return { enabled: 0, up: 0, weight: 0, upWeight: 0 };
}

function rowsOf(type: NodeType, nodes: readonly NodeConfiguration[]): Int32Array {
  const rows: number[] = [];
  nodes.forEach((node, row) => {
    if (node.type === type) rows.push(row);
  });
  return Int32Array.from(rows);
}

function weightOf(node: NodeConfiguration): number {
  switch (node.type) {
    case 'channel':
      return node.config.maxConnections;
    case 'validator':
      return Math.max(0.01, node.config.votingPower);
    case 'business':
      return node.config.processingCapacity;
    case 'slim':
      return 1;
  }
}
