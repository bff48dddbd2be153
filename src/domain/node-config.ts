/**
 * The four node types and their configuration (schema design 2.2).
 *
 * Ranges are those of the TypeScript interfaces, defaults those of the Dart classes, which the design gives
 * nowhere else (interchange 2). Business nodes and a few other fields have no range in the design: they must be
 * at least 1 (interchange 2, "only > 0").
 */
import type { ChoiceField, ListField, NumberField, TextField } from './field.js';
import type * as schemas from './schemas/node-config.js';
import type { infer as Infer } from './zod.js';

/** The types of schema design 2.1. */
export const NODE_TYPES = ['channel', 'validator', 'business', 'slim'] as const;

/** What a node does in the network. */
export type NodeType = (typeof NODE_TYPES)[number];

/** How a channel spreads messages over its connections (schema design 2.2). */
export const ROUTING_ALGORITHMS = ['round-robin', 'least-connections', 'weighted'] as const;

/** Providers a slim node can read (schema design 2.2). */
export const FEED_TYPES = ['alpaca', 'weather', 'twitter'] as const;

/** A provider of outside data. */
export type FeedType = (typeof FEED_TYPES)[number];

const number = (
  label: string,
  unit: string,
  min: number,
  max: number,
  standard: number,
  help: string,
  integer = true,
): NumberField => ({
  kind: 'number',
  label,
  unit,
  min,
  max,
  default: standard,
  integer,
  help,
});

/** Fields of a channel node (schema design 2.2). */
export const channelFields = {
  maxConnections: number('Connections', '', 10, 500, 50, 'How many peers may connect at once.'),
  routingAlgorithm: {
    kind: 'choice',
    label: 'Routing',
    options: ROUTING_ALGORITHMS,
    default: 'round-robin',
    help: 'How messages are spread over the connections.',
  } satisfies ChoiceField<(typeof ROUTING_ALGORITHMS)[number]>,
  bufferSize: number('Buffer', 'messages', 1_000, 100_000, 5_000, 'Messages kept while a connection is busy.'),
  timeout: number('Timeout', 'ms', 5_000, 60_000, 30_000, 'When a silent connection is given up.'),
} as const;

/** Fields of a validator node (schema design 2.2). A stored consensus timeout is a base value, kept as given. */
export const validatorFields = {
  stakeAmount: number('Stake', 'AUR', 0, Infinity, 1_000, 'What the validator puts at risk.', false),
  votingPower: number('Voting power', '', 0, 1, 1, 'Share of a full vote.', false),
  consensusTimeout: number('Consensus timeout', 'ms', 150, 300, 200, 'When a follower calls an election.'),
  maxBlockSize: number(
    'Block size',
    'transactions',
    1,
    Infinity,
    1_000_000,
    'Largest number of transactions in a block.',
  ),
} as const;

/** Fields of a business node (schema design 2.2). */
export const businessFields = {
  processingCapacity: number('Capacity', 'TPS', 1, Infinity, 8_000, 'Transactions the node can process each second.'),
  queueSize: number('Queue', 'transactions', 1, Infinity, 10_000, 'Transactions that may wait.'),
  batchSize: number('Batch', 'transactions', 1, Infinity, 100, 'Transactions processed together.'),
  parallelThreads: number('Threads', '', 1, Infinity, 4, 'Batches processed side by side.'),
} as const;

const feedList = (label: string, item: string, max: number, standard: readonly string[]): ListField => ({
  kind: 'list',
  label,
  item,
  min: 0,
  max,
  default: standard,
  help: `Up to ${max}, separated by commas.`,
});

/** Fields of a slim node (schema design 2.2). Keys are kept by reference only; the lists belong to one provider each. */
export const slimFields = {
  feedType: {
    kind: 'choice',
    label: 'Feed',
    options: FEED_TYPES,
    default: 'alpaca',
    help: 'Where the data comes from.',
  } satisfies ChoiceField<FeedType>,
  updateFrequency: number('Update every', 'ms', 1, Infinity, 5_000, 'Time between two readings.'),
  apiKeyRef: {
    kind: 'text',
    label: 'API key reference',
    minLength: 0,
    maxLength: 100,
    default: 'alpaca',
    help: 'The name of a key, never the key itself.',
  } satisfies TextField,
  endpoint: {
    kind: 'text',
    label: 'Endpoint',
    minLength: 1,
    maxLength: 2_048,
    default: 'https://data.alpaca.markets/v2',
    help: 'Address of the provider’s API.',
  } satisfies TextField,
  rateLimit: number('Rate limit', 'requests/min', 1, Infinity, 200, 'Most requests in a minute.'),
  symbols: feedList('Symbols', 'symbol', 100, ['AAPL', 'GOOGL']),
  locations: feedList('Locations', 'location', 100, ['New York', 'London']),
  topics: feedList('Topics', 'topic', 100, ['#blockchain']),
} as const;

/** What a new slim node of each provider starts with (limits of the requirements, protocol 3.1). */
export const FEED_DEFAULTS: Readonly<
  Record<
    FeedType,
    {
      readonly endpoint: string;
      readonly apiKeyRef: string;
      readonly updateFrequency: number;
      readonly rateLimit: number;
    }
  >
> = {
  alpaca: { endpoint: 'https://data.alpaca.markets/v2', apiKeyRef: 'alpaca', updateFrequency: 5_000, rateLimit: 200 },
  weather: {
    endpoint: 'https://api.openweathermap.org/data/2.5',
    apiKeyRef: 'openweathermap',
    updateFrequency: 60_000,
    rateLimit: 60,
  },
  twitter: { endpoint: 'https://api.twitter.com/2', apiKeyRef: 'twitter', updateFrequency: 60_000, rateLimit: 1 },
};

/** Name of a node, as people see it. */
export const nodeNameField: TextField = {
  kind: 'text',
  label: 'Node name',
  minLength: 1,
  maxLength: 200,
  default: '',
  help: 'Shown in charts and lists.',
};

/** Settings of a channel node: routes messages between the others (schema design 2.2). */
export type ChannelConfig = Infer<typeof schemas.channelConfigSchema>;
/** Settings of a validator node: votes and builds blocks (schema design 2.2). */
export type ValidatorConfig = Infer<typeof schemas.validatorConfigSchema>;
/** Settings of a business node: processes transactions (schema design 2.2). */
export type BusinessConfig = Infer<typeof schemas.businessConfigSchema>;
/** Settings of a slim node: reads one outside provider (schema design 2.2). */
export type SlimConfig = Infer<typeof schemas.slimConfigSchema>;
/** One node of a configuration (schema design 2.1). */
export type NodeConfiguration = Infer<typeof schemas.nodeConfigurationSchema>;
/** The node configuration of one type. */
export type NodeConfigurationOf<Type extends NodeType> = Extract<NodeConfiguration, { type: Type }>;

/** A node with every default, ready to be edited. */
export function createNodeConfiguration(type: NodeType, id: string, name: string): NodeConfiguration {
  const node = { id, name, enabled: true };
  switch (type) {
    case 'channel':
      return { ...node, type, config: defaultsOf(channelFields) };
    case 'validator':
      return { ...node, type, config: defaultsOf(validatorFields) };
    case 'business':
      return { ...node, type, config: defaultsOf(businessFields) };
    case 'slim':
      return { ...node, type, config: createSlimConfig('alpaca') };
  }
}

/** The configuration of a new slim node for a provider. */
export function createSlimConfig(feedType: FeedType): SlimConfig {
  const lists = {
    alpaca: { alpaca: { symbols: [...slimFields.symbols.default] } },
    weather: { weather: { locations: [...slimFields.locations.default] } },
    twitter: { twitter: { topics: [...slimFields.topics.default] } },
  };
  return { feedType, ...FEED_DEFAULTS[feedType], ...lists[feedType] };
}

type Defaults<Fields extends Record<string, { readonly default: unknown }>> = {
  -readonly [Key in keyof Fields]: Fields[Key]['default'];
};

function defaultsOf<Fields extends Record<string, { readonly default: unknown }>>(fields: Fields): Defaults<Fields> {
  return Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, field.default])) as Defaults<Fields>;
}
