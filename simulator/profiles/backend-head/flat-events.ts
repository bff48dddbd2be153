/** What the four silent sockets would say if something in the backend raised their events (protocol 1.3). */
import type { Random } from '../../../src/domain/clock.js';
import { between, integerBetween, rounded } from '../../../src/v11/simulator/random.js';
import { isoInstant } from '../../instants.js';
import { hex } from '../../texts.js';
import type { Simulation } from '../profile.js';

/** One event of a socket. */
export function eventBody(
  path: '/ws/consensus' | '/ws/validators' | '/ws/network' | '/ws/transactions/legacy',
  simulation: Simulation,
): Record<string, unknown> {
  const timestamp = isoInstant(simulation.clock.now());
  switch (path) {
    case '/ws/consensus':
      return { timestamp, ...consensusEvent(simulation) };
    case '/ws/validators':
      return { timestamp, ...validatorEvent(simulation) };
    case '/ws/network':
      return { timestamp, ...peerEvent(simulation.random) };
    case '/ws/transactions/legacy':
      return { timestamp, ...transactionEvent(simulation.random) };
  }
}

function consensusEvent({ network }: Simulation): Record<string, unknown> {
  const round = network.system('consensusRounds');
  return {
    leader: network.leaderId,
    epoch: Math.floor(round / 100),
    round,
    term: network.system('term'),
    state: 'COMMITTED',
    performanceScore: rounded(network.system('participationPercent') / 100, 3),
    activeValidators: network.count('validator').up,
  };
}

function validatorEvent({ network, random }: Simulation): Record<string, unknown> {
  return {
    validator: `0x${hex(random, 40)}`,
    status: 'ACTIVE',
    votingPower: integerBetween(random, 500_000, 1_000_000),
    uptime: rounded(between(random, 98, 100), 2),
    lastBlockProposed: network.system('blocksValidated'),
  };
}

function peerEvent(random: Random): Record<string, unknown> {
  return {
    peerId: `peer-${hex(random, 4)}`,
    ip: `10.20.0.${integerBetween(random, 1, 250)}`,
    connected: random() < 0.9,
    latency: integerBetween(random, 5, 80),
    version: '12.0.0',
  };
}

/** `value` is text, because it may be beyond what a JavaScript number holds. */
function transactionEvent(random: Random): Record<string, unknown> {
  return {
    txHash: `0x${hex(random, 64)}`,
    from: `0x${hex(random, 40)}`,
    to: `0x${hex(random, 40)}`,
    value: `${integerBetween(random, 1, 9_999)}000000000000000`,
    status: 'PENDING',
    gasUsed: 21_000,
  };
}
