/** A named set of nodes that an operator keeps (schema design 2.1). */
import type { TextField } from './field.js';
import { createNodeConfiguration, type NodeType } from './node-config.js';
import type { PerformanceMode } from './performance-mode.js';
import type { configurationSchema } from './schemas/configuration.js';
import { toTimestamp } from './timestamp.js';
import { CURRENT_SCHEMA_VERSION } from './versions.js';
import type * as z from './zod.js';

/** Name of a configuration, as people see it. */
export const configurationNameField: TextField = {
  kind: 'text',
  label: 'Name',
  minLength: 1,
  maxLength: 200,
  default: '',
  help: 'How you find this configuration again.',
};

/** Optional description of a configuration. */
export const descriptionField: TextField = {
  kind: 'text',
  label: 'Description',
  minLength: 0,
  maxLength: 2_000,
  default: '',
  help: 'What it is for.',
};

/** Most nodes an editor adds (requirements in protocol 3.1: 1 to 50). Stored configurations with other counts stay readable. */
export const NODES_PER_CONFIGURATION = { min: 1, max: 50 } as const;

/** A named set of nodes (schema design 2.1). */
export type Configuration = z.infer<typeof configurationSchema>;

/** What a new configuration needs from outside, so that this stays a pure function. */
export interface NewConfiguration {
  /** UUID v4 (schema design 2.1). */
  readonly id: string;
  readonly name: string;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly performanceMode?: PerformanceMode;
}

/** An empty configuration with every default. */
export function createConfiguration({
  id,
  name,
  now,
  performanceMode = 'development',
}: NewConfiguration): Configuration {
  const created = toTimestamp(now);
  return {
    id,
    name,
    created,
    modified: created,
    isDefault: false,
    performanceMode,
    nodes: [],
    version: CURRENT_SCHEMA_VERSION,
  };
}

/** A small network with nodes of every type, for first visits and demos. */
export function createStarterConfiguration({
  newId,
  ...details
}: Omit<NewConfiguration, 'id'> & { readonly newId: () => string }): Configuration {
  const node = (type: NodeType, name: string) => createNodeConfiguration(type, newId(), name);
  const nodes = [
    node('channel', 'Channel 1'),
    node('validator', 'Validator 1'),
    node('validator', 'Validator 2'),
    node('validator', 'Validator 3'),
    node('business', 'Business 1'),
    node('slim', 'Market feed'),
  ];
  return { ...createConfiguration({ ...details, id: newId() }), nodes };
}

/**
 * Throughput the enabled nodes could reach together, in TPS: the sum of what business nodes process, which is the
 * only capacity the design states (schema design 2.2, `processingCapacity`).
 */
export function processingCapacityTps(configuration: Configuration): number {
  let capacity = 0;
  for (const node of configuration.nodes) {
    if (node.enabled && node.type === 'business') capacity += node.config.processingCapacity;
  }
  return capacity;
}
