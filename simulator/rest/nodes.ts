/** `GET /nodes`, `/nodes/{id}` and `/nodes/summary` (protocol 2.6), listing the model's nodes. */
import type { Network } from '../../src/v11/simulator/network.js';
import type { Simulation } from '../profiles/profile.js';
import { nodeBody, nodeStatus, restType } from './node-body.js';
import { ok, type Reply, type Request, type Route } from './route.js';

/** Page size without `size`. */
const DEFAULT_SIZE = 20;
const MAX_SIZE = 100;

/** The three routes. */
export function nodeRoutes({ network, clock }: Simulation): Route[] {
  return [
    { path: '/nodes', answer: ({ query }) => list(network, query, clock.now()) },
    { path: '/nodes/summary', answer: () => ok(summary(network, clock.now())) },
    { path: '/nodes/*', answer: (request) => one(network, request, clock.now()) },
  ];
}

/** Pages count from 0, a page has 1 to 100 nodes, anything else is refused. Filters compare without regard to case. */
function list(network: Network, query: URLSearchParams, now: number): Reply {
  const page = wholeNumber(query.get('page') ?? '0');
  const size = wholeNumber(query.get('size') ?? String(DEFAULT_SIZE));
  if (page === undefined || page < 0) return { status: 400, body: { error: 'Page must be 0 or more' } };
  if (size === undefined || size < 1 || size > MAX_SIZE)
    return { status: 400, body: { error: `Size must be between 1 and ${MAX_SIZE}` } };
  const rows = matchingRows(network, query.get('status'), query.get('type'));
  const totalPages = Math.ceil(rows.length / size);
  return ok({
    nodes: rows.slice(page * size, (page + 1) * size).map((row) => nodeBody(network, row, now)),
    totalNodes: rows.length,
    page,
    size,
    totalPages,
    hasNext: page + 1 < totalPages,
    hasPrevious: page > 0 && totalPages > 0,
    timestamp: now,
  });
}

function wholeNumber(text: string): number | undefined {
  return /^-?\d{1,9}$/.test(text) ? Number(text) : undefined;
}

function matchingRows(network: Network, status: string | null, type: string | null): number[] {
  const matches = (wanted: string | null, found: string): boolean => wanted === null || wanted.toUpperCase() === found;
  const rows: number[] = [];
  network.nodes.forEach((node, row) => {
    if (matches(status, nodeStatus(network.state(row))) && matches(type, restType(node.type))) rows.push(row);
  });
  return rows;
}

function one(network: Network, { params: [nodeId = ''] }: Request, now: number): Reply {
  const row = network.rowOf(nodeId);
  return row === undefined
    ? { status: 404, body: { error: 'Node not found', nodeId } }
    : ok(nodeBody(network, row, now));
}

function summary(network: Network, now: number): Record<string, unknown> {
  const count = (status: string): number => matchingRows(network, status, null).length;
  const ofType = (type: string): number => matchingRows(network, null, type).length;
  const [active, syncing, offline] = [count('ACTIVE'), count('SYNCING'), count('OFFLINE')];
  return {
    totalNodes: network.nodes.length,
    activeNodes: active,
    syncingNodes: syncing,
    offlineNodes: offline,
    byType: {
      validators: ofType('VALIDATOR'),
      apiNodes: ofType('API'),
      businessNodes: ofType('BUSINESS'),
      channelNodes: ofType('CHANNEL'),
    },
    byStatus: { active, syncing, offline },
    averageSyncProgress:
      network.nodes.length === 0 ? 0 : Math.round((1_000 * (active + syncing * 0.9)) / network.nodes.length) / 10,
    timestamp: now,
  };
}
