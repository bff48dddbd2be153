import type { Dialect } from '../dialect.js';
import { isJsonObject } from '../json-object.js';
import { REDACTED } from '../secrets.js';

/**
 * Exports of the React Native app: the same form as ours, in a list, with redacted key references (protocol 5.1).
 * Lists that we export look the same and read the same.
 */
export const reactNative: Dialect = {
  name: 'react-native',
  recognises: (_source, nodes, isInList) =>
    isInList && nodes.some(({ config }) => isJsonObject(config) && config['apiKeyRef'] === REDACTED),
};
