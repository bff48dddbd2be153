import type { Dialect } from '../dialect.js';
import type { Draft } from '../draft.js';
import { isJsonObject } from '../json-object.js';

/** The old demo app: `{ version, timestamp, nodes }`, with a provider instead of a feed type (protocol 5.1). */
export const demoApp: Dialect = {
  name: 'demo-app',
  recognises: (source, nodes) =>
    ('timestamp' in source && !('created' in source)) ||
    nodes.some(({ type, config }) => {
      const isFeed = type === 'api-integration' || type === 'slim';
      return isFeed && isJsonObject(config) && 'provider' in config && !('feedType' in config);
    }),
  configuration: new Map([['mode', 'performanceMode']]),
  config: new Map([
    ['provider', 'feedType'],
    ['updateInterval', 'updateFrequency'],
    ['apiEndpoint', 'endpoint'],
    ['keywords', 'topics'],
  ]),
  reshape: spreadTimestamp,
};

/** The one date that a file has says when it was created and when it was modified. */
function spreadTimestamp(configuration: Draft): void {
  if (!configuration.has('timestamp')) return;
  const [found, origin] = [configuration.get('timestamp'), configuration.where('timestamp')];
  for (const key of ['created', 'modified']) if (!configuration.has(key)) configuration.set(key, found, origin);
  configuration.remove('timestamp');
}
