import type { Dialect } from '../dialect.js';
import type { Draft } from '../draft.js';
import { isJsonObject } from '../json-object.js';

/**
 * SavedConfiguration of the enterprise portal: a map of nodes, fields of `config` on the node itself, settings inside
 * (protocol 3.3 and 5.1).
 */
export const portal: Dialect = {
  name: 'portal',
  recognises: (source, nodes) =>
    isJsonObject(source['nodes']) ||
    ('createdAt' in source && !('created' in source)) ||
    nodes.some((node) => !('config' in node) && ('status' in node || 'position' in node)),
  configuration: new Map([
    ['createdAt', 'created'],
    ['updatedAt', 'modified'],
    ['mode', 'performanceMode'],
  ]),
  config: new Map([
    ['updateInterval', 'updateFrequency'],
    ['apiEndpoint', 'endpoint'],
    ['keywords', 'topics'],
  ]),
  reshapeNode: enableByStatus,
};

/** A node is enabled unless its status is `inactive` (protocol 5.4, step 5). */
function enableByStatus(node: Draft): void {
  const status = node.get('status');
  if (typeof status === 'string' && !node.has('enabled'))
    node.set('enabled', status.toLowerCase() !== 'inactive', node.where('status'));
}
