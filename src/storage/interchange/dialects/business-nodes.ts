import type { Dialect } from '../dialect.js';
import type { Draft } from '../draft.js';
import { isJsonObject } from '../json-object.js';

/**
 * Business nodes of the Flutter SDK: a list of `{ id, config: { name, ... }, state, metrics }` (protocol 5.3). What has
 * no place in the schema design, such as the strategy, is kept as it is.
 */
export const businessNodes: Dialect = {
  name: 'business-nodes',
  recognises: (_source, nodes) =>
    nodes.length > 0 &&
    nodes.every(({ type, config }) => type === undefined && isJsonObject(config) && 'processingCapacity' in config),
  defaults: new Map([['processingCapacity', 1_000]]),
  reshapeNode: typeAndName,
};

function typeAndName(node: Draft): void {
  const config = node.get('config');
  if (!node.has('type')) node.set('type', 'business');
  if (!node.has('name') && isJsonObject(config) && typeof config['name'] === 'string')
    node.set('name', config['name'], [...node.path, 'config', 'name']);
}
