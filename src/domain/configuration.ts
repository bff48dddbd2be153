/** A named set of nodes that an operator keeps (schema design 2.1). */
import { textSchema, type TextField } from './field.js';
import { createNodeConfiguration, nodeConfigurationSchema, type NodeType } from './node-config.js';
import { performanceModeSchema, type PerformanceMode } from './performance-mode.js';
import { timestampSchema, toTimestamp } from './timestamp.js';
import { CURRENT_SCHEMA_VERSION, UNVERSIONED } from './versions.js';
import * as z from './zod.js';

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

/** Most nodes that are accepted at all, as a guard against hostile files (reliability 3.10). */
const NODE_LIMIT = 50_000;

/**
 * Schema of a configuration. A missing `version` is read as "1.0" (interchange 2); `null` as description is read as
 * absent; unknown fields are kept at every level. Two nodes with the same id are refused.
 */
export const configurationSchema = z.looseObject({
  id: z
    .string({ error: 'A configuration needs an id.' })
    .check(
      z.minLength(1, { error: 'A configuration needs an id.' }),
      z.maxLength(200, { error: 'An id must have at most 200 characters.' }),
    ),
  name: textSchema(configurationNameField),
  description: z.pipe(
    z.transform((value) => (value === null ? undefined : value)),
    z.optional(textSchema(descriptionField)),
  ),
  created: timestampSchema,
  modified: timestampSchema,
  isDefault: z.boolean({ error: 'isDefault must be true or false.' }),
  performanceMode: performanceModeSchema,
  nodes: z.array(nodeConfigurationSchema, { error: 'Nodes must be a list.' }).check(
    z.maxLength(NODE_LIMIT, { error: `A configuration must have at most ${NODE_LIMIT} nodes.`, abort: true }),
    z.refine((nodes) => new Set(nodes.map((node) => node.id)).size === nodes.length, {
      error: 'Two nodes have the same id.',
    }),
  ),
  version: z._default(z.string(), UNVERSIONED),
});

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
