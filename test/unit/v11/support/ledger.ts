import type { UpdateSink } from '../../../../src/domain/live-update.js';
import type { Behaviour } from './test-backend.js';

/** Nodes of a ledger. */
const NODES = 5;

/**
 * A backend whose figures are numbers that only rise, each told once, so that a client can see what came twice, too
 * late or not at all. Speaks the design documents' protocol (protocol 1.2).
 */
export class Ledger {
  #count = 0;
  readonly #send: (text: string) => void;
  readonly #startedAt: number;

  constructor(send: (text: string) => void, startedAt = 1_790_000_000_000) {
    this.#send = send;
    this.#startedAt = startedAt;
  }

  /** The number that was told last. */
  get count(): number {
    return this.#count;
  }

  /** Tells the next number, about the network and about one of the nodes. */
  tick(): void {
    this.#count += 1;
    const timestamp = this.#startedAt + this.#count;
    const nodeId = `node-${this.#count % NODES}`;
    this.#send(JSON.stringify({ type: 'system-metrics', data: { tps: this.#count }, timestamp }));
    this.#send(JSON.stringify({ type: 'node-update', data: { nodeId, throughput: this.#count }, timestamp }));
  }

  /** How it answers a client. */
  readonly behaviour: Behaviour = (client) => {
    client.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString()) as { type: string; data: unknown };
      if (message.type === 'ping') client.send(JSON.stringify({ type: 'pong', data: message.data }));
    });
  };
}

/** Reads a {@link Ledger}, and notes every number that came twice or after a higher one. */
export class LedgerSink implements UpdateSink {
  last = 0;
  applied = 0;
  /** Numbers that were never told, because nobody was connected: what a chart shows as a gap. */
  missed = 0;
  readonly faults: string[] = [];
  readonly nodes = new Map<string, number>();
  readonly #rows: string[] = [];

  system(field: string, value: number): void {
    if (field !== 'tps') return;
    if (value <= this.last) this.faults.push(`network ${value} after ${this.last}`);
    this.missed += Math.max(0, value - this.last - 1);
    this.last = value;
    this.applied += 1;
  }

  leader(): void {
    // The ledger has none.
  }

  node(nodeId: string): number {
    return this.#rows.push(nodeId) - 1;
  }

  nodeValue(row: number, field: string, value: number): void {
    const nodeId = this.#rows[row] ?? '';
    const before = this.nodes.get(nodeId) ?? 0;
    if (field === 'throughput' && value <= before) this.faults.push(`${nodeId} ${value} after ${before}`);
    this.nodes.set(nodeId, value);
  }

  removeNode(): void {
    // Nodes of the ledger stay.
  }

  /** Begins anew, for a server that counts anew. */
  reset(): void {
    this.last = 0;
    this.nodes.clear();
  }
}
