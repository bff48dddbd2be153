/** `/demo/channels` and `/demo/health` (protocol 2.7): open to everybody, in memory only. */
import type { Simulation } from '../profiles/profile.js';
import { demoMetrics, demoNodeMetrics, demoNodes, demoState, type DemoChannel, type DemoRun } from './demo-channel.js';
import { numberIn, refusalOf, textIn } from './request-fields.js';
import { failed, type Reply, type Request, type Route } from './route.js';

/** Bounds that the backend does not have; a test server needs them. */
const MAX_CHANNELS = 200;
const MAX_NODES = 1_000;

interface Entry {
  readonly channel: DemoChannel;
  run: DemoRun;
}

const CREATE_FIELDS = {
  channelName: 'string',
  validatorNodeCount: 'number',
  businessNodeCount: 'number',
  slimNodeCount: 'number',
  timestamp: 'number',
} as const;

const START_FIELDS = {
  targetTPS: 'number',
  enableAIOptimization: 'boolean',
  enableQuantumSecurity: 'boolean',
  timestamp: 'number',
} as const;

/** All of them. Two channels made in one millisecond have the same id, and the later one stays. */
export function demoChannelRoutes(simulation: Simulation): Route[] {
  const { clock, random } = simulation;
  const entries = new Map<string, Entry>();
  const wrap = (data: unknown, message?: string, status = 200): Reply => ({
    status,
    body: { success: true, data, ...(message === undefined ? {} : { message }), timestamp: clock.now() },
  });
  const at = (
    path: string,
    answer: (entry: Entry, request: Request) => Reply,
    method: Route['method'] = 'GET',
  ): Route => ({
    method,
    path: `/demo/channels/*${path}`,
    answer: (request) => {
      const entry = entries.get(request.params[0] ?? '');
      return entry === undefined ? failed(404, 'Channel not found') : answer(entry, request);
    },
  });
  return [
    { method: 'POST', path: '/demo/channels/create', answer: (request) => create(entries, request, clock.now(), wrap) },
    { path: '/demo/channels', answer: () => wrap([...entries.values()].map((entry) => entry.channel)) },
    { path: '/demo/health', answer: () => wrap(healthOf(entries)) },
    at('', ({ channel }) => wrap(channel)),
    at('/start', (entry, request) => start(entry, request, wrap), 'POST'),
    at('/stop', (entry) => stop(entry, clock.now()), 'POST'),
    at('/state', ({ channel, run }) => wrap(demoState(channel, run))),
    at('/metrics', ({ run }) => wrap(demoMetrics(random, run, clock.now()))),
    at('/nodes/metrics', ({ channel }) => wrap(demoNodeMetrics(random, channel))),
    at('/report', ({ channel, run }) => wrap(reportOf(channel, run, clock.now()))),
  ];
}

type Wrap = (data: unknown, message?: string, status?: number) => Reply;

function create(entries: Map<string, Entry>, request: Request, now: number, wrap: Wrap): Reply {
  const refusal = refusalOf(request, CREATE_FIELDS);
  if (refusal !== undefined) return refusal;
  if (entries.size >= MAX_CHANNELS) return failed(503, 'Too many demo channels');
  const count = (name: string): number => Math.floor(numberIn(request, name, 0, MAX_NODES));
  const channel: DemoChannel = {
    channelId: `demo-channel-${now}`,
    name: textIn(request, 'channelName', 'Demo'),
    createdAt: now,
    validatorNodes: demoNodes('validator', count('validatorNodeCount')),
    businessNodes: demoNodes('business', count('businessNodeCount')),
    slimNodes: demoNodes('slim', count('slimNodeCount')),
    enabled: true,
  };
  const run = { isRunning: false, targetTPS: 0, aiOptimizationEnabled: false, quantumSecureEnabled: false };
  entries.set(channel.channelId, { channel, run });
  return wrap(channel, undefined, 201);
}

function start(entry: Entry, request: Request, wrap: Wrap): Reply {
  const refusal = refusalOf(request, START_FIELDS);
  if (refusal !== undefined) return refusal;
  entry.run = {
    isRunning: true,
    targetTPS: numberIn(request, 'targetTPS', 0, 1e9),
    aiOptimizationEnabled: request.body?.enableAIOptimization === true,
    quantumSecureEnabled: request.body?.enableQuantumSecurity === true,
  };
  return wrap(demoState(entry.channel, entry.run), 'Channel simulation started');
}

/** The target is kept, so that metrics go on. */
function stop(entry: Entry, now: number): Reply {
  entry.run = { ...entry.run, isRunning: false };
  return { status: 200, body: { success: true, message: 'Channel simulation stopped', timestamp: now } };
}

function reportOf({ createdAt }: DemoChannel, { targetTPS }: DemoRun, now: number): Record<string, unknown> {
  return { peakTPS: targetTPS, averageLatency: 0, successRate: 99.8, totalTransactions: 0, duration: now - createdAt };
}

function healthOf(entries: ReadonlyMap<string, Entry>): Record<string, unknown> {
  const list = [...entries.values()];
  return {
    status: 'healthy',
    activeChannels: list.filter(({ run }) => run.isRunning).length,
    totalNodes: list.reduce(
      (sum, { channel }) =>
        sum + channel.validatorNodes.length + channel.businessNodes.length + channel.slimNodes.length,
      0,
    ),
    systemLoad: 45.3,
  };
}
