import { configurationNameField, descriptionField } from '../configuration.js';
import { UNVERSIONED } from '../versions.js';
import * as z from '../zod.js';
import { performanceModeSchema, textSchema, timestampSchema } from './fields.js';
import { nodeConfigurationSchema } from './node-config.js';

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
