/** `GET /live/validators` and `GET /validators` (protocol 2.6): two lists of different, invented validators. */
import type { Random } from '../../src/domain/clock.js';
import { between, createRandom, integerBetween, rounded } from '../../src/v11/simulator/random.js';
import { isoInstant } from '../instants.js';
import type { Simulation } from '../profiles/profile.js';
import { hex } from '../texts.js';
import { failed, ok, type Reply, type Route } from './route.js';

const LIVE_TOTAL = 20;
const LIVE_ACTIVE = 15;
const LIVE_INACTIVE = 3;
const TOTAL = 127;
const ACTIVE = 121;
const REGISTERED = '2026-01-03T00:00:00Z';

/** The live list changes every five seconds; it has 15 active, 3 inactive and 2 jailed ones, whatever the model does. */
export function validatorRoutes(simulation: Simulation): Route[] {
  return [
    { path: '/live/validators', answer: () => ok(liveBody(simulation)) },
    { path: '/live/validators/*', answer: ({ params: [id = ''] }) => oneLive(simulation, id) },
    { path: '/validators', answer: () => ok(listBody(simulation)) },
    { path: '/validators/*', answer: ({ params: [id = ''] }) => oneListed(simulation, id) },
  ];
}

function liveBody(simulation: Simulation): Record<string, unknown> {
  const validators = Array.from({ length: LIVE_TOTAL }, (_, index) => liveValidator(simulation, index));
  return {
    validators,
    totalValidators: LIVE_TOTAL,
    activeValidators: LIVE_ACTIVE,
    inactiveValidators: LIVE_INACTIVE,
    jailedValidators: LIVE_TOTAL - LIVE_ACTIVE - LIVE_INACTIVE,
    networkBlockHeight: simulation.network.system('blocksValidated'),
    totalNetworkStake: 20_400_000,
    timestamp: isoInstant(simulation.clock.now()),
  };
}

function liveValidator({ clock }: Simulation, index: number): Record<string, unknown> {
  const fiveSeconds = Math.floor(clock.now() / 5_000);
  const random = createRandom(fiveSeconds * LIVE_TOTAL + index);
  return {
    validatorId: `validator_${String(index).padStart(3, '0')}`,
    publicKey: `0x${hex(createRandom(index), 40)}`,
    name: `Validator ${index}`,
    status: index < LIVE_ACTIVE ? 'ACTIVE' : index < LIVE_ACTIVE + LIVE_INACTIVE ? 'INACTIVE' : 'JAILED',
    uptime: rounded(between(random, 95, 100), 2),
    blocksProduced: 8_000 + (fiveSeconds % 1_000) + index,
    missedBlocks: integerBetween(random, 0, 9),
    stake: 1_000_000 + index * 20_000,
    votingPower: rounded(between(random, 3, 7), 2),
    lastBlockTime: isoInstant(clock.now() - integerBetween(random, 0, 5_000)),
    performance: rounded(between(random, 95, 100), 2),
    registeredAt: REGISTERED,
  };
}

function oneLive(simulation: Simulation, id: string): Reply {
  const index = /^validator_0(\d\d)$/.exec(id)?.[1];
  if (index !== undefined && Number(index) < LIVE_TOTAL) return ok(liveValidator(simulation, Number(index)));
  return {
    status: 404,
    body: { errorCode: 'VALIDATOR_NOT_FOUND', message: 'Validator not found', requestedResource: id },
  };
}

function listBody({ network, random, clock }: Simulation): Record<string, unknown> {
  return {
    totalValidators: TOTAL,
    activeValidators: ACTIVE,
    networkBlockHeight: network.system('blocksValidated'),
    timestamp: clock.now(),
    validators: Array.from({ length: TOTAL }, (_, index) => listedValidator(random, index, clock.now())),
  };
}

function listedValidator(random: Random, index: number, now: number): Record<string, unknown> {
  const stake = 1_000_000 + integerBetween(random, 0, 500_000);
  const delegatedStake = integerBetween(random, 100_000, 500_000);
  const isOnline = index < ACTIVE;
  return {
    id: `validator_${index}`,
    address: `0x${hex(createRandom(index), 40)}`,
    name: `Validator ${index}`,
    status: isOnline ? 'ACTIVE' : 'INACTIVE',
    stake,
    delegatedStake,
    commission: 5,
    uptime: rounded(between(random, 95, 100), 2),
    blocksProduced: integerBetween(random, 1_000, 10_000),
    votingPower: stake + delegatedStake,
    lastActive: isoInstant(now - integerBetween(random, 0, 10_000)),
    apr: rounded(between(random, 6, 12), 2),
    delegators: integerBetween(random, 50, 500),
    rewards: rounded(between(random, 1_000, 50_000), 2),
    slashingEvents: 0,
    registeredAt: REGISTERED,
    isOnline,
    secondsSinceLastBlock: integerBetween(random, 0, 10),
  };
}

function oneListed({ random, clock }: Simulation, id: string): Reply {
  const index = /^validator_(\d{1,3})$/.exec(id)?.[1];
  return index !== undefined && Number(index) < TOTAL
    ? ok(listedValidator(random, Number(index), clock.now()))
    : failed(404, 'Validator not found');
}
