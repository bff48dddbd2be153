/** Changes of a configuration that is being edited, as pure functions: each gives a new one and shares the rest. */
import { createSlimConfig, FEED_DEFAULTS, FEED_TYPES, type FeedType, type NodeType } from '../../domain/node-config.js';
import type { PerformanceMode } from '../../domain/performance-mode.js';

/** A node while it is edited: its settings may hold what a person typed and a schema refuses. */
export interface DraftNode {
  readonly id: string;
  readonly type: NodeType;
  readonly name: string;
  readonly enabled: boolean;
  readonly config: Readonly<Record<string, unknown>>;
}

/** A configuration while it is edited. Fields that this library does not know travel along. */
export interface DraftConfiguration {
  readonly id: string;
  readonly name: string;
  readonly description?: string | undefined;
  readonly created: string;
  readonly modified: string;
  readonly isDefault: boolean;
  readonly performanceMode: PerformanceMode;
  readonly nodes: readonly DraftNode[];
  readonly version: string;
}

/** The fields of a configuration that a form edits. */
export type OwnFields = Partial<Pick<DraftConfiguration, 'name' | 'description' | 'isDefault' | 'performanceMode'>>;

/** A configuration with one of its nodes replaced. */
export function withNode(
  configuration: DraftConfiguration,
  id: string,
  change: (node: DraftNode) => DraftNode,
): DraftConfiguration {
  return { ...configuration, nodes: configuration.nodes.map((node) => (node.id === id ? change(node) : node)) };
}

/** A configuration with a node put in behind another one, or at the end. */
export function withNodeAfter(configuration: DraftConfiguration, node: DraftNode, after?: string): DraftConfiguration {
  const found = configuration.nodes.findIndex(({ id }) => id === after);
  const index = found === -1 ? configuration.nodes.length : found + 1;
  return { ...configuration, nodes: configuration.nodes.toSpliced(index, 0, node) };
}

/** A configuration without one of its nodes. */
export function withoutNode(configuration: DraftConfiguration, id: string): DraftConfiguration {
  return { ...configuration, nodes: configuration.nodes.filter((node) => node.id !== id) };
}

/** A node with one field set; `field` is a path such as `name` or `config.alpaca.symbols`. */
export function withField(node: DraftNode, field: string, value: unknown): DraftNode {
  if (field === 'config.feedType') return withFeedType(node, value);
  return setAt(node, field.split('.'), value);
}

/** The value of a field of a node. */
export function fieldValue(node: DraftNode, field: string): unknown {
  return field.split('.').reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), node);
}

/** The text with the first number behind it that is not taken: `Validator 4`. A number at its end is replaced. */
export function freeName(text: string, taken: Iterable<string>): string {
  const names = new Set(taken);
  const stem = text.replace(/\s+\d+$/, '');
  let number = 1;
  while (names.has(`${stem} ${number}`)) number += 1;
  return `${stem} ${number}`;
}

/**
 * A slim node that reads another provider. What still has the former provider's default takes the new one's; what a
 * person changed stays, and so do the lists of the other providers (interchange 2).
 */
function withFeedType(node: DraftNode, value: unknown): DraftNode {
  const next = FEED_TYPES.find((type) => type === value);
  if (next === undefined) return node;
  const defaults: Readonly<Record<string, unknown>> = FEED_DEFAULTS[next];
  const former = defaultsOf(node.config['feedType']);
  const untouched = Object.keys(defaults).filter((key) => node.config[key] === former[key]);
  const followed = Object.fromEntries(untouched.map((key) => [key, defaults[key]]));
  return { ...node, config: { ...createSlimConfig(next), ...node.config, ...followed, feedType: next } };
}

function defaultsOf(feedType: unknown): Readonly<Record<string, unknown>> {
  const known: FeedType | undefined = FEED_TYPES.find((type) => type === feedType);
  return known === undefined ? {} : FEED_DEFAULTS[known];
}

function setAt<Target extends object>(target: Target, [key, ...rest]: readonly string[], value: unknown): Target {
  if (key === undefined) return target;
  const inner: unknown = Object.entries(target).find(([name]) => name === key)?.[1];
  const next = rest.length === 0 ? value : setAt(isRecord(inner) ? inner : {}, rest, value);
  return { ...target, [key]: next };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
