import {
  businessFields,
  channelFields,
  slimFields,
  validatorFields,
  type NodeConfiguration,
  type NodeType,
} from '../../domain/node-config.js';

/** A setting of a node, as it is configured. */
export interface Setting {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly value: string | number | readonly string[];
}

interface Labelled {
  readonly label: string;
  readonly unit?: string;
}

const FIELDS: Readonly<Record<NodeType, Readonly<Record<string, Labelled>>>> = {
  channel: channelFields,
  validator: validatorFields,
  business: businessFields,
  slim: slimFields,
};

/**
 * The settings of a node in the order of the schema design (2.2). Keys of providers are not among them: a configuration
 * knows only what they are called.
 */
export function settingsOf({ type, config }: NodeConfiguration): readonly Setting[] {
  const values = new Map<string, unknown>(Object.entries({ ...config, ...listsOf(config) }));
  return Object.entries(FIELDS[type]).flatMap(([name, { label, unit = '' }]) => {
    const value = values.get(name);
    return isShown(value) ? [{ name, label, unit, value }] : [];
  });
}

/** What a setting is called. */
export function labelOf(type: NodeType, name: string): string {
  return FIELDS[type][name]?.label ?? name;
}

/** Lists of a slim node stand under the name of their provider. */
function listsOf(config: NodeConfiguration['config']): object {
  const entries = Object.entries(config) as readonly (readonly [string, unknown])[];
  const provider = 'feedType' in config ? config.feedType : undefined;
  const lists = entries.find(([name]) => name === provider)?.[1];
  return typeof lists === 'object' && lists !== null ? lists : {};
}

function isShown(value: unknown): value is Setting['value'] {
  return typeof value === 'string' || typeof value === 'number' || isListOfTexts(value);
}

function isListOfTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
