import type { Clock } from '../domain/clock.js';
import type { NodeField, Origin, SystemField, UpdateSink } from '../domain/live-update.js';
import type { NodeType } from '../domain/node-config.js';
import { REST_ROUTES } from './endpoints.js';

/**
 * Where a figure may come from on a backend without `/ws`, best source first (protocol 6.2). Sources that are not
 * listed for a figure are never held back. `blocksValidated` needs the ranking most: the two counters are unrelated,
 * and a chart of both would jump.
 */
const RANKING: Readonly<Partial<Record<SystemField | 'leader', readonly string[]>>> = {
  tps: ['/ws/metrics', '/ws/dashboard', '/api/v11/live/stream', '/ws/channels', '/stats'],
  averageTps: ['/ws/dashboard', '/api/v11/live/stream', '/stats'],
  peakTps: ['/ws/dashboard', '/api/v11/live/stream', '/stats'],
  totalTransactions: ['/ws/dashboard', '/ws/channels', '/stats'],
  activeNodes: ['/stats', '/api/v11/live/stream', '/ws/dashboard'],
  totalNodes: ['/stats', '/api/v11/live/stream', '/ws/dashboard'],
  term: ['/live/consensus', '/stats', '/ws/dashboard'],
  leader: ['/live/consensus', '/stats', '/ws/dashboard'],
  blocksValidated: ['/ws/channels', '/stats'],
  finalityMs: ['/ws/dashboard', '/stats'],
  errorRate: ['/ws/dashboard', '/ws/metrics'],
  cpuPercent: ['/ws/metrics', '/ws/dashboard', '/stats'],
  memoryMb: ['/ws/metrics', '/ws/dashboard', '/stats'],
};

/** How long the figure of a socket keeps a worse one away, in milliseconds. */
const SOCKET_HOLD_MS = 10_000;

/** The same for a route, which is asked again only after minutes (protocol 2.4), in milliseconds. */
const ROUTE_HOLD_MS = 240_000;

const ROUTES: ReadonlySet<string> = new Set(REST_ROUTES);

/** Passes figures on unless a better source of the same figure is still fresh. Nodes pass as they are. */
export class SourceRanking implements UpdateSink {
  readonly #sink: UpdateSink;
  readonly #clock: Clock;
  /** Elapsed milliseconds until which a source keeps worse ones away, by figure and rank. */
  readonly #heldUntil = new Map<string, number[]>();

  constructor(sink: UpdateSink, clock: Clock) {
    this.#sink = sink;
    this.#clock = clock;
  }

  /** A socket was opened: its figures are on their way, and worse ones wait a moment for them. */
  expect(source: string): void {
    for (const [figure, sources] of Object.entries(RANKING)) this.#hold(figure, sources, sources.indexOf(source));
  }

  /** Forgets what was heard, for instance because another backend may answer now. */
  reset(): void {
    this.#heldUntil.clear();
  }

  system(field: SystemField, value: number, origin: Origin): void {
    if (this.#passes(field, origin.source)) this.#sink.system(field, value, origin);
  }

  leader(nodeId: string, origin: Origin): void {
    if (this.#passes('leader', origin.source)) this.#sink.leader(nodeId, origin);
  }

  node(nodeId: string, type: NodeType | undefined, state: string | undefined, origin: Origin): number {
    return this.#sink.node(nodeId, type, state, origin);
  }

  nodeValue(row: number, field: NodeField, value: number): void {
    this.#sink.nodeValue(row, field, value);
  }

  removeNode(nodeId: string): void {
    this.#sink.removeNode(nodeId);
  }

  #passes(figure: SystemField | 'leader', source: string): boolean {
    const sources = RANKING[figure];
    const rank = sources?.indexOf(source) ?? -1;
    if (sources === undefined || rank < 0) return true;
    const now = this.#clock.elapsed();
    const better = this.#heldUntil.get(figure)?.slice(0, rank) ?? [];
    if (better.some((until) => until > now)) return false;
    this.#hold(figure, sources, rank);
    return true;
  }

  #hold(figure: string, sources: readonly string[], rank: number): void {
    if (rank < 0) return;
    const held = this.#heldUntil.get(figure) ?? sources.map(() => 0);
    const isRoute = ROUTES.has(sources[rank] ?? '');
    held[rank] = this.#clock.elapsed() + (isRoute ? ROUTE_HOLD_MS : SOCKET_HOLD_MS);
    this.#heldUntil.set(figure, held);
  }
}
