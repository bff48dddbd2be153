/** How a validator of the demo network behaves between elections: it votes, and carries its part of the blocks. */
import type { ValidatorConfig } from '../../domain/node-config.js';
import { add, at } from './columns.js';
import { STATE_CODE } from './node-states.js';
import { countOf, noise, rounded, wander } from './random.js';
import type { World } from './world.js';

/** Share of rounds in which a validator's vote comes too late. */
const MISSED_VOTES = 0.012;

/** One second of a validator that is up. */
export function stepValidator(world: World, row: number, config: ValidatorConfig): void {
  vote(world, row);
  carry(world, row, config);
}

function vote({ random, tiers, consensus, columns: { figures, hidden, state } }: World, row: number): void {
  const rounds = consensus.rounds - at(hidden.mark, row);
  hidden.mark[row] = consensus.rounds;
  if (rounds <= 0) return;
  const missed = Math.min(rounds, countOf(random, rounds * MISSED_VOTES));
  add(figures.consensusRounds, row, rounds);
  add(figures.votesCast, row, rounds - missed);
  add(figures.blocksValidated, row, Math.max(0, rounds - missed - countOf(random, rounds * 0.004)));
  add(figures.errorCount, row, countOf(random, missed * 0.1));
  if (state[row] === STATE_CODE.LEADER)
    add(figures.votesReceived, row, countOf(random, rounds * tiers.up('validator') * (1 - MISSED_VOTES)));
}

function carry(
  { random, tiers, load, consensus, columns: { figures, hidden } }: World,
  row: number,
  config: ValidatorConfig,
): void {
  const wobble = wander(random, at(hidden.wobble, row), 1, 0.1, 0.014);
  hidden.wobble[row] = wobble;
  const routed = Math.min(1, tiers.strength('channel') * 1.4);
  const throughput = load.carriedTps * consensus.flow * routed * tiers.share(row) * wobble;
  figures.throughput[row] = rounded(throughput, throughput < 100 ? 2 : 0);
  add(figures.totalMessages, row, countOf(random, throughput));
  figures.latencyMs[row] = rounded(5 + 7 * load.ratio ** 3 * wobble + config.consensusTimeout * 0.01 + random(), 1);
}

/** A validator that has voted for a while. */
export function startValidator(world: World, row: number, config: ValidatorConfig, uptimeS: number): void {
  const { random, consensus, columns } = world;
  const { figures, hidden, state } = columns;
  const { rounds } = consensus;
  hidden.wobble[row] = 1 + 0.03 * noise(random);
  hidden.mark[row] = rounds;
  state[row] = STATE_CODE.FOLLOWER;
  figures.consensusRounds[row] = rounds;
  figures.votesCast[row] = Math.floor(rounds * (1 - MISSED_VOTES));
  figures.blocksValidated[row] = Math.floor(rounds * (1 - MISSED_VOTES - 0.004));
  figures.votesReceived[row] = Math.floor((rounds * random()) / 2);
  figures.totalMessages[row] = Math.floor(world.load.demandTps * world.tiers.share(row) * uptimeS);
  figures.errorCount[row] = countOf(random, rounds * MISSED_VOTES * 0.1);
  carry(world, row, config);
}
