import { createConfiguration, type Configuration } from '../../src/domain/configuration.js';
import { createSlimConfig, type FeedType } from '../../src/domain/node-config.js';

/** A configuration of slim nodes and the providers that they read. */
export function configurationOf(feeds: Readonly<Record<string, FeedType>>): Configuration {
  const nodes = Object.entries(feeds).map(([id, feed]) => ({
    id,
    name: id,
    enabled: true,
    type: 'slim' as const,
    config: createSlimConfig(feed),
  }));
  return { ...createConfiguration({ id: 'feeds', name: 'Feeds', now: 0 }), nodes };
}
