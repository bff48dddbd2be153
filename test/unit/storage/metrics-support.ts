/** What the tests of the metrics cache share. */
import type { MetricsCache, NodeMetrics } from '../../../src/domain/metrics.js';
import { FailureError } from '../../../src/domain/failure.js';
import { MemoryRecords, type MetricsSnapshot, type RecordStore } from '../../../src/storage/index.js';
import { snapshotOf } from '../../../src/storage/metrics/metrics-snapshot.js';
import { seedMetrics } from './support.js';

export const MINUTE_MS = 60_000;
export const DAY_MS = 24 * 60 * MINUTE_MS;

/** The sample of the schema design with another throughput, to tell snapshots apart. */
export function numbered(tps: number, changes: Partial<MetricsCache> = {}): MetricsCache {
  const sample = seedMetrics();
  return { ...sample, systemMetrics: { ...sample.systemMetrics, tps }, ...changes };
}

/** The same as columns. */
export function numberedSnapshot(tps: number, network?: string): MetricsSnapshot {
  return { ...snapshotOf(numbered(tps)), network };
}

/** The throughput of whatever was kept last. */
export async function lastTps(cache: {
  getLatestMetrics(): Promise<MetricsCache | null>;
}): Promise<number | undefined> {
  return (await cache.getLatestMetrics())?.systemMetrics.tps;
}

/** A valid validator. */
export function validator(nodeId: string, changes: Partial<NodeMetrics> = {}): NodeMetrics {
  const figures = { blocksValidated: 1, votesReceived: 2, votesCast: 3, consensusRounds: 4, role: 'LEADER' as const };
  return {
    nodeId,
    nodeType: 'validator',
    state: 'LEADER',
    throughput: 1.5,
    totalMessages: 10,
    errorCount: 0,
    lastUpdate: '2026-09-21T14:15:23.456Z',
    validator: figures,
    ...changes,
  };
}

export function metricsWith(nodes: readonly NodeMetrics[]): MetricsCache {
  return { ...seedMetrics(), nodeMetrics: Object.fromEntries(nodes.map((node) => [node.nodeId, node])) };
}

/** A disk that holds so many snapshots and no more, and counts how often it was full. */
export class SmallDisk extends MemoryRecords {
  refused = 0;

  constructor(public capacity: number) {
    super();
  }

  /** Keys of the snapshots it holds. */
  async held(): Promise<string[]> {
    return [...(await this.readAll('snapshot/')).keys()];
  }

  override async transact<Result>(...[selection, change]: Parameters<RecordStore['transact']>): Promise<Result> {
    const held = await this.held();
    return super.transact(selection, (current) => {
      const decided = change(current);
      const after = new Set(held);
      for (const [key, value] of decided.writes) {
        if (value === undefined) after.delete(key);
        else if (key.startsWith('snapshot/')) after.add(key);
      }
      if (after.size > this.capacity && isPut(decided.writes)) {
        this.refused += 1;
        throw new FailureError({ code: 'quota-exceeded', store: 'disk', message: 'full' });
      }
      return decided;
    }) as Promise<Result>;
  }
}

function isPut(writes: ReadonlyMap<string, unknown>): boolean {
  return [...writes].some(([key, value]) => key.startsWith('snapshot/') && value !== undefined);
}
