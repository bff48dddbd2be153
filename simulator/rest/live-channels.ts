/** `GET /live/channels` (protocol 2.6): three channels whose ids the socket `/ws/channels` does not know. */
import { between, createRandom, integerBetween, rounded } from '../../src/v11/simulator/random.js';
import { isoInstant } from '../instants.js';
import type { Simulation } from '../profiles/profile.js';
import { failed, ok, type Route } from './route.js';

const CHANNELS = [
  { channelId: 'CH_MAIN_001', name: 'Main', type: 'public', consensusType: 'hyperraft', nodeCount: 25 },
  { channelId: 'CH_PRIVATE_001', name: 'Private', type: 'private', consensusType: 'pbft', nodeCount: 7 },
  { channelId: 'CH_CONSORTIUM_001', name: 'Consortium', type: 'consortium', consensusType: 'raft', nodeCount: 12 },
] as const;

/** Figures change every three seconds. */
export function liveChannelRoutes(simulation: Simulation): Route[] {
  const bodies = (): Record<string, unknown>[] => CHANNELS.map((_, index) => channelBody(simulation, index));
  return [
    {
      path: '/live/channels',
      answer: () =>
        ok({ channels: bodies(), totalChannels: CHANNELS.length, timestamp: isoInstant(simulation.clock.now()) }),
    },
    {
      path: '/live/channels/*',
      answer: ({ params: [id] }) => {
        const found = bodies().find((body) => body.channelId === id);
        return found === undefined ? failed(404, 'Channel not found') : ok(found);
      },
    },
  ];
}

function channelBody({ clock }: Simulation, index: number): Record<string, unknown> {
  const threeSeconds = Math.floor(clock.now() / 3_000);
  const random = createRandom(threeSeconds * 7 + index);
  const { nodeCount, ...channel } = CHANNELS[index] ?? CHANNELS[0];
  const currentTps = integerBetween(random, 700_000, 950_000);
  return {
    channelId: channel.channelId,
    name: channel.name,
    type: channel.type,
    status: 'active',
    consensusType: channel.consensusType,
    targetTps: 1_000_000,
    currentTps,
    totalTransactions: integerBetween(random, 150_000_000, 151_000_000),
    blockHeight: 12_500 + (threeSeconds % 1_000),
    latencyMs: rounded(between(random, 2, 15), 1),
    throughput: currentTps,
    nodeCount,
    activeContracts: 14,
    storageUsed: 734_003_200,
    createdAt: '2026-01-03T00:00:00Z',
    lastUpdated: isoInstant(clock.now()),
  };
}
