/** Which nodes a demo network has: those of a configuration, and as many more as were asked for. */
import type { Configuration } from '../../domain/configuration.js';
import {
  createNodeConfiguration,
  createSlimConfig,
  FEED_TYPES,
  NODE_TYPES,
  type FeedType,
  type NodeConfiguration,
  type NodeType,
  type SlimConfig,
} from '../../domain/node-config.js';
import { between, createRandom, integerBetween } from './random.js';
import type { Random } from '../../domain/clock.js';

/** Nodes of a network that was given neither a configuration nor a number. */
export const DEFAULT_NODE_COUNT = 24;

/** Most nodes; a guard against a hostile attribute. */
export const MAX_NODE_COUNT = 100_000;

/** Share of each type among generated nodes: mostly validators, business nodes and channels, some slim ones. */
const MIX: Readonly<Record<NodeType, number>> = { validator: 0.42, business: 0.3, channel: 0.2, slim: 0.08 };

/** How many different settings generated nodes of a type have; they share the objects, so 10,000 nodes stay small. */
const VARIANTS = 12;

/** What {@link createRoster} starts from. */
export interface RosterOptions {
  /** Its nodes come first, with their own ids, names, switches and settings. */
  readonly configuration?: Configuration | undefined;
  /**
   * Nodes in all. Generated ones are added up to it; a configuration's own nodes are never cut.
   * Default: those of the configuration, else 24. At most 100,000.
   */
  readonly nodes?: number | undefined;
  /** Seed of the generated settings. */
  readonly seed: number;
}

/** The nodes of a network, in order. Generated ones are called like `node-validator-00042`, counted per type. */
export function createRoster({ configuration, nodes, seed }: RosterOptions): readonly NodeConfiguration[] {
  const own = configuration?.nodes ?? [];
  const wanted = nodes ?? (configuration === undefined ? DEFAULT_NODE_COUNT : own.length);
  const count = Number.isFinite(wanted) ? Math.min(Math.floor(wanted), MAX_NODE_COUNT) : DEFAULT_NODE_COUNT;
  return count > own.length ? [...own, ...generateNodes(count - own.length, createRandom(seed), takenIds(own))] : own;
}

function takenIds(nodes: readonly NodeConfiguration[]): Set<string> {
  return new Set(nodes.map((node) => node.id));
}

function generateNodes(count: number, random: Random, taken: Set<string>): NodeConfiguration[] {
  const models = Object.fromEntries(NODE_TYPES.map((type) => [type, createModels(type, random)]));
  const numbers: Record<NodeType, number> = { channel: 0, validator: 0, business: 0, slim: 0 };
  return Array.from({ length: count }, (_, index) => {
    const type = nextType(numbers, index + 1);
    const number = freeNumber(type, numbers[type] + 1, taken);
    numbers[type] = number;
    const model = models[type]?.[number % VARIANTS] ?? createNodeConfiguration(type, '', '');
    return { ...model, id: nodeId(type, number), name: `${NAMES[type]} ${number}` };
  });
}

const NAMES: Readonly<Record<NodeType, string>> = {
  channel: 'Channel',
  validator: 'Validator',
  business: 'Business',
  slim: 'Feed',
};

function nodeId(type: NodeType, number: number): string {
  return `node-${type}-${String(number).padStart(5, '0')}`;
}

function freeNumber(type: NodeType, first: number, taken: Set<string>): number {
  let number = first;
  while (taken.has(nodeId(type, number))) number += 1;
  return number;
}

/** The type that lags furthest behind its share, so that any number of nodes has the mix. */
function nextType(made: Readonly<Record<NodeType, number>>, total: number): NodeType {
  const lag = (type: NodeType): number => MIX[type] * total - made[type];
  return NODE_TYPES.reduce((best, type) => (lag(type) > lag(best) ? type : best), 'validator');
}

function createModels(type: NodeType, random: Random): NodeConfiguration[] {
  return Array.from({ length: VARIANTS }, (_, variant) => vary(createNodeConfiguration(type, '', ''), variant, random));
}

/** Settings within the design's ranges, as an operator would have tuned them. */
function vary(node: NodeConfiguration, variant: number, random: Random): NodeConfiguration {
  const pick = <Item>(items: readonly [Item, ...Item[]]): Item =>
    items[integerBetween(random, 0, items.length - 1)] ?? items[0];
  switch (node.type) {
    case 'channel':
      return {
        ...node,
        config: { ...node.config, maxConnections: pick([50, 80, 120, 200]), bufferSize: pick([5_000, 10_000, 20_000]) },
      };
    case 'validator':
      return {
        ...node,
        config: {
          ...node.config,
          consensusTimeout: integerBetween(random, 150, 300),
          stakeAmount: pick([1_000, 2_500, 5_000]),
        },
      };
    case 'business':
      return {
        ...node,
        config: { ...node.config, processingCapacity: pick([6_000, 8_000, 12_000]), queueSize: pick([10_000, 20_000]) },
      };
    case 'slim':
      return { ...node, config: feedOf(variant, Math.round(between(random, 1, 10)) * 1_000) };
  }
}

/** As much as the requirements let a slim node read of each provider (protocol 3.1), and how much more slowly. */
const FEEDS: Readonly<Record<FeedType, Partial<SlimConfig> & { readonly slower: number }>> = {
  alpaca: { alpaca: { symbols: ['AAPL', 'AMZN', 'GOOGL', 'META', 'MSFT', 'NVDA', 'TSLA', 'V'] }, slower: 1 },
  weather: { weather: { locations: ['New York', 'London', 'Tokyo', 'Sydney'] }, slower: 5 },
  twitter: { twitter: { topics: ['#blockchain', '#dlt', '#defi', '#rwa', '#quantum'] }, slower: 10 },
};

/** The providers in turn, the first feed of a network reads the first. */
function feedOf(variant: number, updateFrequency: number): SlimConfig {
  const feedType = FEED_TYPES[(variant + FEED_TYPES.length - 1) % FEED_TYPES.length] ?? 'alpaca';
  const { slower, ...lists } = FEEDS[feedType];
  return { ...createSlimConfig(feedType), ...lists, updateFrequency: updateFrequency * slower };
}
