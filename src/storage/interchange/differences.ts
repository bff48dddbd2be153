/** What would change, field by field, in words (schema design 10.3, protocol 5.4). */
import { configurationNameField, descriptionField, type Configuration } from '../../domain/configuration.js';
import {
  businessFields,
  channelFields,
  nodeNameField,
  slimFields,
  validatorFields,
  type NodeConfiguration,
  type NodeType,
} from '../../domain/node-config.js';
import { performanceModeField } from '../../domain/performance-mode.js';
import {
  chartUpdateIntervalField,
  defaultDashboardField,
  themeField,
  timeoutField,
  type AppSettings,
} from '../../domain/settings.js';
import { canonicalJson } from '../journal/fingerprint.js';
import { isPlainData } from '../migrations/unknown-fields.js';
import { inWords, quoted } from './differences-words.js';

/** One field that would have another value. */
export interface FieldDifference {
  /**
   * Where: keys and indexes from the configuration or the settings. A node's index is that in the file, except of one
   * that would be removed: there it is the index here.
   */
  readonly path: readonly (string | number)[];
  /** The value here; `undefined` if there is none. */
  readonly before: unknown;
  /** The value in the file; `undefined` if there is none. */
  readonly after: unknown;
  /** A sentence for people. */
  readonly message: string;
}

/** What a field is called; with `fields`, it is compared field by field. */
interface Name {
  readonly label: string;
  readonly unit?: string;
  readonly fields?: Names;
}
type Names = Readonly<Record<string, Name>>;

/** Where a comparison is. */
interface Scope {
  readonly path: readonly (string | number)[];
  /** Whose fields they are, to say after the label: ` of “Edge router”`. */
  readonly owner: string;
}

const LISTS_OF_PROVIDERS: Names = {
  alpaca: { label: 'Alpaca', fields: { symbols: slimFields.symbols } },
  weather: { label: 'Weather', fields: { locations: slimFields.locations } },
  twitter: { label: 'Twitter', fields: { topics: slimFields.topics } },
};

const FIELDS_OF_TYPE: Readonly<Record<NodeType, Names>> = {
  channel: channelFields,
  validator: validatorFields,
  business: businessFields,
  slim: { ...slimFields, ...LISTS_OF_PROVIDERS },
};

const CONFIGURATION_NAMES: Names = {
  name: configurationNameField,
  description: descriptionField,
  performanceMode: performanceModeField,
  version: { label: 'Schema version' },
};

const SETTINGS_NAMES: Names = {
  v11Backend: {
    label: 'Backend',
    fields: {
      url: { label: 'Backend address' },
      wsUrl: { label: 'WebSocket address' },
      useDemo: { label: 'Demo mode' },
      autoConnect: { label: 'Automatic connection' },
      timeout: timeoutField,
    },
  },
  performanceMode: performanceModeField,
  chartUpdateInterval: chartUpdateIntervalField,
  enableAnimations: { label: 'Animations' },
  theme: themeField,
  defaultDashboard: defaultDashboardField,
  tutorialCompleted: { label: 'Tutorial completed' },
  lastOpenedVersion: { label: 'Last opened version' },
  notificationsEnabled: { label: 'Notifications' },
  analyticsEnabled: { label: 'Analytics' },
  crashReportingEnabled: { label: 'Crash reporting' },
  version: { label: 'Schema version' },
};

/**
 * What is not content of a configuration: when it was made and changed, and which one is the default, which is a
 * choice beside all of them.
 */
const NOT_CONTENT = ['id', 'created', 'modified', 'isDefault', 'nodes'];

/** What would change if one version of a configuration replaced another. Nothing if their content is the same. */
export function configurationDifferences(before: Configuration, after: Configuration): FieldDifference[] {
  const top = compareFields({ path: [], owner: '' }, CONFIGURATION_NAMES, before, after, NOT_CONTENT);
  return [...top, ...compareNodes(before.nodes, after.nodes)];
}

/** What would change if one version of the settings replaced another. */
export function settingsDifferences(before: AppSettings, after: AppSettings): FieldDifference[] {
  return compareFields({ path: [], owner: '' }, SETTINGS_NAMES, before, after);
}

function compareFields(
  scope: Scope,
  names: Names,
  before: object,
  after: object,
  ignored: readonly string[] = [],
): FieldDifference[] {
  // Maps, because a field may be called `__proto__`.
  const [old, now] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  const keys = [...new Set([...now.keys(), ...old.keys()])].filter((key) => !ignored.includes(key));
  return keys.flatMap((key) => compareField(scope, names, key, old.get(key), now.get(key)));
}

function compareField(scope: Scope, names: Names, key: string, before: unknown, after: unknown): FieldDifference[] {
  const name = Object.hasOwn(names, key) ? names[key] : undefined;
  const path = [...scope.path, key];
  if (name?.fields !== undefined && isPlainData(before) && isPlainData(after))
    return compareFields({ ...scope, path }, name.fields, before, after);
  if (isSame(before, after)) return [];
  const label = `${name?.label ?? quoted(key)}${scope.owner}`;
  return [{ path, before, after, message: changeInWords(label, before, after, name?.unit) }];
}

function changeInWords(label: string, before: unknown, after: unknown, unit?: string): string {
  if (before === undefined) return `${label} is added: ${inWords(after, unit)}.`;
  if (after === undefined) return `${label} is removed. It was ${inWords(before, unit)}.`;
  return `${label} changes from ${inWords(before, unit)} to ${inWords(after, unit)}.`;
}

/** Nodes are the same node if they have the same id, wherever in the list they stand. */
function compareNodes(before: readonly NodeConfiguration[], after: readonly NodeConfiguration[]): FieldDifference[] {
  const [old, now] = [new Map(before.map((node) => [node.id, node])), new Map(after.map((node) => [node.id, node]))];
  const here = after.flatMap((node, index) => compareNode(old.get(node.id), node, ['nodes', index]));
  const removed = before.flatMap((node, index) => (now.has(node.id) ? [] : [nodeRemoved(node, ['nodes', index])]));
  return [...here, ...removed, ...orderDifference(before, after)];
}

function compareNode(
  before: NodeConfiguration | undefined,
  after: NodeConfiguration,
  path: FieldDifference['path'],
): FieldDifference[] {
  if (before === undefined) {
    const message = `The ${after.type} node ${quoted(after.name)} is added.`;
    return [{ path, before, after, message }];
  }
  if (before.type !== after.type) {
    const message = `The ${before.type} node ${quoted(before.name)} becomes the ${after.type} node ${quoted(after.name)}.`;
    return [{ path, before, after, message }];
  }
  const names: Names = {
    name: nodeNameField,
    enabled: { label: 'Enabled' },
    config: { label: 'Configuration', fields: FIELDS_OF_TYPE[after.type] },
  };
  return compareFields({ path, owner: ` of ${quoted(before.name)}` }, names, before, after);
}

function nodeRemoved(before: NodeConfiguration, path: FieldDifference['path']): FieldDifference {
  const message = `The ${before.type} node ${quoted(before.name)} is removed.`;
  return { path, before, after: undefined, message };
}

function orderDifference(old: readonly NodeConfiguration[], now: readonly NodeConfiguration[]): FieldDifference[] {
  const [before, after] = [idsIn(old, now), idsIn(now, old)];
  if (isSame(before, after)) return [];
  return [{ path: ['nodes'], before, after, message: 'The nodes stand in another order.' }];
}

/** The ids of nodes, in their order, that are in both lists. */
function idsIn(nodes: readonly NodeConfiguration[], others: readonly NodeConfiguration[]): string[] {
  const known = new Set(others.map(({ id }) => id));
  return nodes.map(({ id }) => id).filter((id) => known.has(id));
}

function isSame(before: unknown, after: unknown): boolean {
  return before === after || canonicalJson(before) === canonicalJson(after);
}
