import type { Dialect } from '../dialect.js';
import { isJsonObject, type JsonObject } from '../json-object.js';

const ZONELESS = /^\d{4}-\d{2}-\d{2}T[\d:.]+$/;
const CAMEL_CASE = /^[a-z]+[A-Z]/;
const FLAT_LISTS = ['symbols', 'locations', 'topics'] as const;

/** What the Flutter classes of the schema design print (interchange 2). Nothing is named differently. */
export const dart: Dialect = {
  name: 'dart',
  recognises: (source, nodes) =>
    source['description'] === null ||
    isPrefixed(source['performanceMode'], 'PerformanceMode.') ||
    [source['created'], source['modified']].some((date) => typeof date === 'string' && ZONELESS.test(date)) ||
    nodes.some(isDartNode),
};

function isDartNode({ type, config }: JsonObject): boolean {
  if (isPrefixed(type, 'NodeType.')) return true;
  if (!isJsonObject(config)) return false;
  const routing = config['routingAlgorithm'];
  return (
    (typeof routing === 'string' && CAMEL_CASE.test(routing)) ||
    FLAT_LISTS.some((list) => Array.isArray(config[list]) && 'feedType' in config)
  );
}

function isPrefixed(value: unknown, prefix: string): boolean {
  return typeof value === 'string' && value.startsWith(prefix);
}
