import type { Dialect } from '../dialect.js';

/**
 * Node configurations of the V11 backend (protocol 3.2). Almost no field has a counterpart in the schema design: those
 * that have are read, the rest is kept beside defaults.
 */
export const backend: Dialect = {
  name: 'backend',
  recognises: (_source, nodes) => nodes.some((node) => 'nodeType' in node || 'nodeId' in node),
  node: new Map([
    ['nodeId', 'id'],
    ['nodeType', 'type'],
    ['nodeName', 'name'],
  ]),
  config: new Map([
    ['routingStrategy', 'routingAlgorithm'],
    ['stakingAmount', 'stakeAmount'],
    ['provider', 'feedType'],
    ['baseUrl', 'endpoint'],
  ]),
};
