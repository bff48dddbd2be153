/** The form of the schema design's Dart classes (interchange 2). */
import { FEED_TYPES, slimFields } from '../../domain/node-config.js';
import { toTimestamp } from '../../domain/timestamp.js';
import { inOrder, isJsonObject, type JsonObject } from './json-object.js';
import { CONFIGURATION_ORDER } from './read-configuration.js';
import { FEED_LISTS, NODE_ORDER } from './read-node.js';

/** Fields that Dart declares as double and prints with a fraction. */
const DOUBLES = /^( *"(?:stakeAmount|votingPower)": -?\d+)(,?)$/gm;

/** A redacted canonical configuration as `Configuration.toJson` gives it; unknown fields follow. */
export function toDart(configuration: JsonObject): JsonObject {
  const { description = null, created, modified, performanceMode, nodes } = configuration;
  return inOrder(CONFIGURATION_ORDER, {
    ...configuration,
    description,
    created: utc(created),
    modified: utc(modified),
    performanceMode: `PerformanceMode.${String(performanceMode)}`,
    nodes: (nodes as readonly JsonObject[]).map(toDartNode),
  });
}

/** Pretty JSON as Dart prints it: a double has a fraction, without which Dart would read it as an int. */
export function withDoubles(json: string): string {
  return json.replace(DOUBLES, '$1.0$2');
}

/** Dart's `DateTime.parse` reads the zone; without one it would take its own (interchange 2). */
function utc(date: unknown): string {
  return toTimestamp(Date.parse(String(date)));
}

function toDartNode(node: JsonObject): JsonObject {
  const config = node['config'] as JsonObject;
  return inOrder(NODE_ORDER, { ...node, config: node['type'] === 'slim' ? flat(config) : camelCase(config) });
}

function camelCase(config: JsonObject): JsonObject {
  const { routingAlgorithm } = config;
  if (typeof routingAlgorithm !== 'string') return config;
  const name = routingAlgorithm.replace(/-([a-z])/g, (_dash, letter: string) => letter.toUpperCase());
  return { ...config, routingAlgorithm: name };
}

/** Lists beside their provider. What else stood in a provider's block stays there. */
function flat(config: JsonObject): JsonObject {
  const entries: [string, unknown][] = [];
  for (const [key, value] of Object.entries(config)) {
    const feed = FEED_TYPES.find((known) => known === key);
    if (feed === undefined || !isJsonObject(value)) entries.push([key, value]);
    else entries.push(...flatBlock(feed, FEED_LISTS[feed], value));
  }
  return inOrder(Object.keys(slimFields), Object.fromEntries(entries));
}

function flatBlock(feed: string, list: string, { [list]: items, ...rest }: JsonObject): [string, unknown][] {
  return [
    ...(items === undefined ? [] : [[list, items] as [string, unknown]]),
    ...(Object.keys(rest).length > 0 ? [[feed, rest] as [string, unknown]] : []),
  ];
}
