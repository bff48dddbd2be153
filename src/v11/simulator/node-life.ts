/** What happens to a node of the demo network, whatever its type: it begins, works second by second, moves to another roster. */
import type { NodeField } from '../../domain/live-update.js';
import type { NodeType } from '../../domain/node-config.js';
import { startBusiness, stepBusiness } from './business-node.js';
import { startChannel, stepChannel } from './channel-node.js';
import { copyRow } from './columns.js';
import { STATE_CODE } from './node-states.js';
import { silence, survives, warmUp } from './outages.js';
import { startSlim, stepSlim } from './slim-node.js';
import { startValidator, stepValidator } from './validator-node.js';
import type { World } from './world.js';

/** Figures that each type has, in the schema design's vocabulary (section 4), and a latency. */
export const FIELDS_OF_TYPE: Readonly<Record<NodeType, readonly NodeField[]>> = {
  channel: [
    'throughput',
    'totalMessages',
    'errorCount',
    'activeConnections',
    'routingEfficiency',
    'queueDepth',
    'latencyMs',
  ],
  validator: [
    'throughput',
    'totalMessages',
    'errorCount',
    'blocksValidated',
    'votesReceived',
    'votesCast',
    'consensusRounds',
    'latencyMs',
  ],
  business: [
    'throughput',
    'totalMessages',
    'errorCount',
    'transactionsProcessed',
    'queueSize',
    'successRate',
    'latencyMs',
  ],
  slim: ['throughput', 'totalMessages', 'errorCount', 'feedRate', 'apiCalls', 'apiErrors', 'successRate', 'latencyMs'],
};

/** Lets a node look as if it had worked for so many seconds; a node that is switched off stays at zero. */
export function beginNode(world: World, row: number, uptimeS: number): void {
  const node = world.nodes[row];
  if (node === undefined || !node.enabled) return;
  switch (node.type) {
    case 'channel':
      return startChannel(world, row, node.config, uptimeS);
    case 'validator':
      return startValidator(world, row, node.config, uptimeS);
    case 'business':
      return startBusiness(world, row, node.config, uptimeS);
    case 'slim':
      return startSlim(world, row, node.config, uptimeS);
  }
}

/** Lets a second of a node pass. */
export function stepNode(world: World, row: number): void {
  const node = world.nodes[row];
  if (node === undefined || !node.enabled || !survives(world, row)) return;
  switch (node.type) {
    case 'channel':
      return stepChannel(world, row, node.config);
    case 'validator':
      return stepValidator(world, row, node.config);
    case 'business':
      return stepBusiness(world, row, node.config);
    case 'slim':
      return stepSlim(world, row, node.config);
  }
}

/** Puts a node of a new roster where it was in the old one; a node that is new or newly switched on comes up cold. */
export function carryOver(before: World, oldRow: number | undefined, world: World, row: number): void {
  const node = world.nodes[row];
  if (node === undefined) return;
  const known = oldRow !== undefined && before.nodes[oldRow]?.type === node.type;
  if (known) copyRow(before.columns, oldRow, world.columns, row);
  else world.columns.hidden.wobble[row] = 1;
  if (!node.enabled) switchOff(world, row);
  else if (world.columns.state[row] === STATE_CODE.STOPPED) warmUp(world, row);
}

function switchOff(world: World, row: number): void {
  world.columns.state[row] = STATE_CODE.STOPPED;
  world.columns.hidden.downUntil[row] = 0;
  silence(world, row);
}
