import type { NodeField } from '../../domain/live-update.js';
import type { NodeConfiguration } from '../../domain/node-config.js';

/** From this share of a limit on a figure is near it. */
const NEAR = 0.9;

/** How a figure stands to its limit. */
export type Verdict = 'inside' | 'near' | 'over';

/** What a configuration allows for a figure. */
export interface Limit {
  /** Name of the setting in the configuration. */
  readonly setting: string;
  readonly limit: number;
  /** The figure as a share of the limit, 0 and up. */
  readonly share: number;
  readonly verdict: Verdict;
}

/** The setting that bounds a figure (schema design 2.2), and its value; nothing where there is none. */
function boundOf(field: NodeField, node: NodeConfiguration): readonly [setting: string, limit: number] | undefined {
  switch (node.type) {
    case 'channel':
      if (field === 'activeConnections') return ['maxConnections', node.config.maxConnections];
      return field === 'queueDepth' ? ['bufferSize', node.config.bufferSize] : undefined;
    case 'business':
      if (field === 'throughput') return ['processingCapacity', node.config.processingCapacity];
      return field === 'queueSize' ? ['queueSize', node.config.queueSize] : undefined;
    case 'validator':
    case 'slim':
      // What these have limits for is told by no message: sizes of blocks, and calls a minute.
      return undefined;
  }
}

/** Whether a figure is inside what its node is configured for; nothing where it has no limit, or is not known. */
export function limitOf(field: NodeField, value: number, node: NodeConfiguration | undefined): Limit | undefined {
  const bound = node && boundOf(field, node);
  if (bound === undefined || Number.isNaN(value) || !(bound[1] > 0)) return undefined;
  const [setting, limit] = bound;
  const share = Math.max(0, value / limit);
  return { setting, limit, share, verdict: share > 1 ? 'over' : share >= NEAR ? 'near' : 'inside' };
}
