import type { Clock } from '../domain/clock.js';
import type { NodeField, Origin, SystemField, UpdateSink } from '../domain/live-update.js';
import type { NodeType } from '../domain/node-config.js';
import { OTHER_SOCKETS } from './decode/sources.js';
import { DESIGN_SOCKET, EVENT_SOCKETS, FALLBACK_SOCKETS } from './endpoints.js';
import { NodeRanking } from './node-ranking.js';

/** What can come from several sources: a figure, who leads, or what is known of a node. */
type Ranked = SystemField | 'leader' | 'node';

/**
 * Where a figure may come from on a backend without `/ws`, best source first (protocol 6.2): what is measured before
 * what is reported, drawn at random or constant, and for what changes every second a socket before a route. A source
 * that is not listed for a figure comes after those that are: it speaks a dialect that nobody knows of it. `/ws` is in
 * no list and never held back, because it is alone wherever it is. `blocksValidated` needs the ranking most: its
 * counters are unrelated, and a chart of two would jump.
 */
export const RANKED_SOURCES: Readonly<Record<Ranked, readonly string[]>> = {
  tps: [
    '/ws/metrics',
    '/ws/dashboard',
    '/ws/v11',
    '/api/v11/live/stream',
    '/ws/channels',
    '/dashboard',
    '/analytics/dashboard',
    '/stats',
    '/live/channels',
    '/live/network',
    '/demo/channels/{id}/metrics',
  ],
  averageTps: ['/ws/dashboard', '/dashboard', '/analytics/dashboard', '/stats', '/api/v11/live/stream'],
  peakTps: ['/ws/dashboard', '/dashboard', '/stats', '/api/v11/live/stream'],
  totalTransactions: [
    '/ws/dashboard',
    '/ws/channels',
    '/dashboard',
    '/analytics/dashboard',
    '/stats',
    '/live/channels',
  ],
  activeNodes: ['/stats', '/nodes/summary', '/api/v11/live/stream', '/ws/dashboard', '/dashboard'],
  totalNodes: [
    '/stats',
    '/nodes/summary',
    '/api/v11/live/stream',
    '/ws/dashboard',
    '/dashboard',
    '/blockchain/network/topology',
  ],
  term: [
    '/live/consensus',
    '/consensus/status',
    '/consensus/nodes',
    '/stats',
    '/ws/consensus',
    '/ws/dashboard',
    '/dashboard',
  ],
  leader: [
    '/live/consensus',
    '/live/consensus/cluster',
    '/consensus/status',
    '/consensus/nodes',
    '/stats',
    '/ws/consensus',
    '/ws/dashboard',
    '/dashboard',
  ],
  blocksValidated: ['/ws/channels', '/ws/v11', '/stats', '/validators', '/live/validators'],
  consensusRounds: ['/live/consensus', '/ws/consensus'],
  participationPercent: ['/live/consensus', '/live/consensus/cluster'],
  finalityMs: ['/ws/dashboard', '/dashboard', '/stats'],
  finalityP50Ms: ['/ws/dashboard', '/dashboard'],
  finalityP95Ms: ['/ws/dashboard', '/dashboard'],
  finalityP99Ms: ['/ws/dashboard', '/dashboard'],
  errorRate: ['/ws/dashboard', '/ws/metrics'],
  cpuPercent: ['/ws/metrics', '/ws/dashboard', '/ws/v11', '/dashboard', '/stats', '/demo/channels/{id}/metrics'],
  memoryMb: ['/ws/metrics', '/ws/dashboard', '/dashboard', '/stats'],
  // No backend tells these (protocol 6.2, `apiFeeds`): they are counted from the nodes.
  feedRate: [],
  feedRateAlpaca: [],
  feedRateWeather: [],
  feedRateTwitter: [],
  feedRateOther: [],
  node: [
    '/ws/dashboard',
    '/dashboard',
    '/demo/channel-nodes/metrics',
    '/consensus/nodes',
    '/consensus/status',
    '/nodes',
    '/ws/validators',
    '/validators',
    '/live/validators',
    '/ws/network',
    '/live/network',
    '/blockchain/network/topology',
    '/demo/channels/{id}/nodes/metrics',
    '/demo/channels',
  ],
};

/** How long what a socket said keeps a worse source away, in milliseconds. */
const SOCKET_HOLD_MS = 10_000;

/** The same for a route, which is asked again only after minutes (protocol 2.4), in milliseconds. */
const ROUTE_HOLD_MS = 240_000;

const SOCKETS: ReadonlySet<string> = new Set([DESIGN_SOCKET, ...FALLBACK_SOCKETS, ...EVENT_SOCKETS, ...OTHER_SOCKETS]);

/** Ranks of a figure: of those that are listed, and one for all that are not. */
const MOST_SOURCES = Math.max(...Object.values(RANKED_SOURCES).map(({ length }) => length)) + 1;

/** The row of a node of which a better source has spoken: values for it are dropped. */
const HELD_ROW = -1;

/**
 * Passes figures on unless a better source of the same figure is still fresh. Of a node, all that is shown comes from
 * one source, so that its origin is true for every value of it; a worse source may only add the type.
 */
export class SourceRanking implements UpdateSink {
  readonly #sink: UpdateSink;
  readonly #clock: Clock;
  /** Elapsed milliseconds until which a source keeps worse ones away, by figure and rank. */
  readonly #heldUntil = new Map<string, number[]>();
  readonly #nodes = new NodeRanking();

  constructor(sink: UpdateSink, clock: Clock) {
    this.#sink = sink;
    this.#clock = clock;
  }

  /** A socket was opened: its figures are on their way, and worse ones wait a moment for them. */
  expect(source: string): void {
    for (const [figure, sources] of Object.entries(RANKED_SOURCES)) {
      if (figure !== 'node' && sources.includes(source)) this.#hold(figure, sources.indexOf(source), source);
    }
  }

  /** Forgets what was heard, for instance because another backend may answer now. */
  reset(): void {
    this.#heldUntil.clear();
    this.#nodes.clear();
  }

  system(field: SystemField, value: number, origin: Origin): void {
    if (this.#passes(field, origin.source)) this.#sink.system(field, value, origin);
  }

  leader(nodeId: string, origin: Origin): void {
    if (this.#passes('leader', origin.source)) this.#sink.leader(nodeId, origin);
  }

  node(nodeId: string, type: NodeType | undefined, state: string | undefined, origin: Origin): number {
    const better = this.#betterOf(nodeId, origin);
    if (better === undefined) return this.#sink.node(nodeId, type, state, origin);
    if (type !== undefined) this.#sink.node(nodeId, type, undefined, better);
    return HELD_ROW;
  }

  nodeValue(row: number, field: NodeField, value: number): void {
    if (row >= 0) this.#sink.nodeValue(row, field, value);
  }

  removeNode(nodeId: string): void {
    this.#nodes.forget(nodeId);
    this.#sink.removeNode(nodeId);
  }

  #betterOf(nodeId: string, origin: Origin): Origin | undefined {
    // The hot path: there is nothing to compare with.
    if (origin.source === DESIGN_SOCKET) return undefined;
    const now = this.#clock.elapsed();
    const rank = rankOf(RANKED_SOURCES.node, origin.source);
    return this.#nodes.better(nodeId, origin, rank, now, now + holdMsOf(origin.source));
  }

  #passes(figure: SystemField | 'leader', source: string): boolean {
    if (source === DESIGN_SOCKET) return true;
    const rank = rankOf(RANKED_SOURCES[figure], source);
    const now = this.#clock.elapsed();
    const better = this.#heldUntil.get(figure)?.slice(0, rank) ?? [];
    if (better.some((until) => until > now)) return false;
    this.#hold(figure, rank, source);
    return true;
  }

  #hold(figure: string, rank: number, source: string): void {
    const held = this.#heldUntil.get(figure) ?? Array.from({ length: MOST_SOURCES }, () => 0);
    held[rank] = this.#clock.elapsed() + holdMsOf(source);
    this.#heldUntil.set(figure, held);
  }
}

function rankOf(sources: readonly string[], source: string): number {
  const rank = sources.indexOf(source);
  return rank < 0 ? sources.length : rank;
}

function holdMsOf(source: string): number {
  return SOCKETS.has(source) ? SOCKET_HOLD_MS : ROUTE_HOLD_MS;
}
