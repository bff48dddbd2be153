/** One node, from any dialect to canonical form (protocol 5.4, steps 3 to 7). */
import type { Field } from '../../domain/field.js';
import {
  businessFields,
  channelFields,
  FEED_DEFAULTS,
  FEED_TYPES,
  NODE_TYPES,
  slimFields,
  validatorFields,
  type FeedType,
  type NodeType,
} from '../../domain/node-config.js';
import { renameFields, type Dialect } from './dialect.js';
import { Draft } from './draft.js';
import { isJsonObject } from './json-object.js';
import type { Path } from './notes.js';
import {
  fill,
  readAddressField,
  readChoiceField,
  readIdField,
  readNumberField,
  type ReadContext,
} from './read-fields.js';
import { REDACTED } from './secrets.js';
import { FEED_TYPE_ALIASES, NO_ALIASES, NODE_TYPE_ALIASES } from './words.js';

/** Fields of `config` by node type, in the order in which they are written. */
const CONFIG_FIELDS: Readonly<Record<NodeType, Readonly<Record<string, Field>>>> = {
  channel: channelFields,
  validator: validatorFields,
  business: businessFields,
  slim: {
    feedType: slimFields.feedType,
    updateFrequency: slimFields.updateFrequency,
    apiKeyRef: slimFields.apiKeyRef,
    endpoint: slimFields.endpoint,
    rateLimit: slimFields.rateLimit,
  },
};

/** What each provider's list is called; Flutter writes it beside the provider, the web inside (interchange 2). */
export const FEED_LISTS: Readonly<Record<FeedType, string>> = {
  alpaca: 'symbols',
  weather: 'locations',
  twitter: 'topics',
};

/** The order of the schema design's samples, for nodes that were not complete. */
export const NODE_ORDER: readonly string[] = ['id', 'type', 'name', 'enabled', 'config'];

const NODE_TYPE = { label: 'Node type', options: NODE_TYPES };

/** How words of a field are read; routing the design does not know becomes round-robin (protocol 5.4, step 3). */
const WORDS: ReadonlyMap<string, Parameters<typeof readChoiceField>[4]> = new Map([
  ['routingAlgorithm', { aliases: NO_ALIASES, fallback: channelFields.routingAlgorithm.default }],
  ['feedType', { aliases: FEED_TYPE_ALIASES }],
]);

/** A node as far as it could be read. */
export interface ReadNode {
  /** Not yet validated. */
  readonly node: unknown;
  /** Id of a slim node whose key reference was redacted. */
  readonly redactedId?: string;
}

/** Reads a node. What is no object, or has no type that is known, is left to the schema. */
export function readNode(source: unknown, path: Path, index: number, dialect: Dialect, context: ReadContext): ReadNode {
  if (!isJsonObject(source)) return { node: source };
  const node = new Draft(source, path);
  dialect.reshapeNode?.(node);
  renameFields(node, dialect.node);
  readIdField(node, context);
  if (!node.has('id')) fill(node, 'id', context.newId(), context);
  readChoiceField(node, 'type', NODE_TYPE, context, { aliases: NODE_TYPE_ALIASES });
  const type = NODE_TYPES.find((known) => known === node.get('type'));
  if (type === undefined) return { node: node.toObject(NODE_ORDER) };
  fill(node, 'name', `${type[0]?.toUpperCase()}${type.slice(1)} ${index + 1}`, context);
  fill(node, 'enabled', true, context);
  const config = configOf(node, type, dialect);
  if (config === undefined) return { node: node.toObject(NODE_ORDER) };
  const isRedacted = readConfig(config, type, dialect, context);
  node.set('config', config.toObject(Object.keys(CONFIG_FIELDS[type])));
  return { node: node.toObject(NODE_ORDER), ...(isRedacted && { redactedId: String(node.get('id')) }) };
}

/** The node's `config`, or its known fields collected from the node (protocol 5.4, step 5). */
function configOf(node: Draft, type: NodeType, dialect: Dialect): Draft | undefined {
  const path = [...node.path, 'config'];
  const given = node.get('config');
  if (isJsonObject(given)) return new Draft(given, path);
  if (node.has('config')) return undefined;
  const config = new Draft({}, path);
  for (const key of node.keys()) if (belongsTo(type, dialect.config?.get(key) ?? key)) node.moveTo(config, key);
  return config;
}

/** Whether nodes of a type have such a field in their `config`. */
function belongsTo(type: NodeType, key: string): boolean {
  if (Object.hasOwn(CONFIG_FIELDS[type], key)) return true;
  return type === 'slim' && FEED_TYPES.some((feed) => feed === key || FEED_LISTS[feed] === key);
}

/** Reads the fields of a `config`; whether a key reference was redacted. */
function readConfig(config: Draft, type: NodeType, dialect: Dialect, context: ReadContext): boolean {
  renameFields(config, dialect.config, (key) => belongsTo(type, key));
  for (const [key, field] of Object.entries(CONFIG_FIELDS[type])) {
    if (field.kind === 'number') readNumberField(config, key, field, context);
    if (field.kind === 'choice')
      readChoiceField(config, key, field, context, WORDS.get(key) ?? { aliases: NO_ALIASES });
  }
  const isRedacted = type === 'slim' && readFeed(config, context);
  for (const [key, field] of Object.entries(CONFIG_FIELDS[type]))
    if (type !== 'slim') fill(config, key, dialect.defaults?.get(key) ?? field.default, context);
  return isRedacted;
}

/** What only slim nodes have. Nothing is filled in for a provider that is not known. */
function readFeed(config: Draft, context: ReadContext): boolean {
  readAddressField(config, 'endpoint', context);
  for (const feed of FEED_TYPES) nestList(config, feed);
  const feedType = FEED_TYPES.find((known) => known === config.get('feedType'));
  if (feedType === undefined) return false;
  const isRedacted = config.get('apiKeyRef') === REDACTED;
  if (isRedacted) readRedacted(config, FEED_DEFAULTS[feedType].apiKeyRef, context);
  for (const [key, value] of Object.entries(FEED_DEFAULTS[feedType])) fill(config, key, value, context);
  return isRedacted;
}

function readRedacted(config: Draft, reference: string, context: ReadContext): void {
  config.set('apiKeyRef', reference);
  const message =
    'The key reference was left out of this export. The usual one is used; the key itself may be missing.';
  context.notes.tell(config.where('apiKeyRef'), REDACTED, reference, message);
}

/** Moves a provider's list into its block; lists of other providers stay their own (interchange 2). */
function nestList(config: Draft, feed: FeedType): void {
  const list = FEED_LISTS[feed];
  const block = config.get(feed) ?? undefined;
  if (block === undefined) config.remove(feed);
  if (!config.has(list)) return;
  if (block === undefined) {
    const items = config.get(list);
    config.rename(list, feed);
    config.set(feed, { [list]: items });
  } else if (isJsonObject(block) && !Object.hasOwn(block, list)) {
    config.set(feed, { ...block, [list]: config.get(list) });
    config.remove(list);
  }
}
