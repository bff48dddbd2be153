/** What the parts of the demo network see of each other. */
import type { Random } from '../../domain/clock.js';
import type { NodeConfiguration } from '../../domain/node-config.js';
import type { NodeColumns } from './columns.js';
import type { Consensus } from './consensus.js';
import type { Load } from './load.js';
import type { Strain } from './strain.js';
import type { Tiers } from './tiers.js';

/** The whole network at one instant of model time. */
export interface World {
  readonly random: Random;
  readonly nodes: readonly NodeConfiguration[];
  readonly columns: NodeColumns;
  readonly tiers: Tiers;
  readonly load: Load;
  readonly consensus: Consensus;
  /** What incidents do to it as a whole. */
  readonly strain: Readonly<Strain>;
  /** Milliseconds since the model began. */
  readonly nowMs: number;
}

/** Length of a step of the model. */
export const STEP_MS = 100;

/** Each node is looked at in every tenth step, in turn: once a second, and never all at once. */
export const STEPS_PER_NODE = 10;
