import {
  businessFields,
  channelFields,
  NODE_TYPES,
  nodeNameField,
  slimFields,
  validatorFields,
  type NodeType,
} from '../node-config.js';
import { urlProblem } from '../url.js';
import * as z from '../zod.js';
import { choiceSchema, listSchema, numberSchema, textSchema } from './fields.js';

/** Schema of a channel's settings (schema design 2.2). Unknown fields are kept. */
export const channelConfigSchema = z.looseObject({
  maxConnections: numberSchema(channelFields.maxConnections),
  routingAlgorithm: choiceSchema(channelFields.routingAlgorithm),
  bufferSize: numberSchema(channelFields.bufferSize),
  timeout: numberSchema(channelFields.timeout),
});

/** Schema of a validator's settings (schema design 2.2). Unknown fields are kept. */
export const validatorConfigSchema = z.looseObject({
  stakeAmount: numberSchema(validatorFields.stakeAmount),
  votingPower: numberSchema(validatorFields.votingPower),
  consensusTimeout: numberSchema(validatorFields.consensusTimeout),
  maxBlockSize: numberSchema(validatorFields.maxBlockSize),
});

/** Schema of a business node's settings (schema design 2.2). Unknown fields are kept. */
export const businessConfigSchema = z.looseObject({
  processingCapacity: numberSchema(businessFields.processingCapacity),
  queueSize: numberSchema(businessFields.queueSize),
  batchSize: numberSchema(businessFields.batchSize),
  parallelThreads: numberSchema(businessFields.parallelThreads),
});

const endpointSchema = textSchema(slimFields.endpoint).check(
  z.refine((text) => urlProblem(text, ['http:', 'https:'], slimFields.endpoint.label) === undefined, {
    error: (issue) =>
      urlProblem(String(issue.input), ['http:', 'https:'], slimFields.endpoint.label) ?? 'Endpoint cannot be used.',
  }),
);

/** Schema of a slim node's settings: lists of other providers are kept on their own (interchange 2). */
export const slimConfigSchema = z.looseObject({
  feedType: choiceSchema(slimFields.feedType),
  updateFrequency: numberSchema(slimFields.updateFrequency),
  apiKeyRef: textSchema(slimFields.apiKeyRef),
  endpoint: endpointSchema,
  rateLimit: numberSchema(slimFields.rateLimit),
  alpaca: z.optional(z.looseObject({ symbols: listSchema(slimFields.symbols) })),
  weather: z.optional(z.looseObject({ locations: listSchema(slimFields.locations) })),
  twitter: z.optional(z.looseObject({ topics: listSchema(slimFields.topics) })),
});

/** The order of the fields is the one of the design's samples, so that written JSON reads the same. */
const nodeFields = <Type extends NodeType, Config extends z.Schema>(type: Type, config: Config) => ({
  id: z
    .string({ error: 'A node needs an id.' })
    .check(
      z.minLength(1, { error: 'A node needs an id.' }),
      z.maxLength(200, { error: 'A node id must have at most 200 characters.' }),
    ),
  type: z.literal(type),
  name: textSchema(nodeNameField),
  enabled: z.boolean({ error: 'Enabled must be yes or no.' }),
  config,
});

/** Schema of a channel node (schema design 2.1). */
export const channelNodeSchema = z.looseObject(nodeFields('channel', channelConfigSchema));
/** Schema of a validator node (schema design 2.1). */
export const validatorNodeSchema = z.looseObject(nodeFields('validator', validatorConfigSchema));
/** Schema of a business node (schema design 2.1). */
export const businessNodeSchema = z.looseObject(nodeFields('business', businessConfigSchema));
/** Schema of a slim node (schema design 2.1). */
export const slimNodeSchema = z.looseObject(nodeFields('slim', slimConfigSchema));

/** One node of a configuration; `config` is told apart by `type` (interchange 2). Unknown fields are kept. */
export const nodeConfigurationSchema = z.discriminatedUnion(
  'type',
  [channelNodeSchema, validatorNodeSchema, businessNodeSchema, slimNodeSchema],
  { error: `Node type must be one of ${NODE_TYPES.join(', ')}.` },
);
