/** Configurations as the journal keeps them and as the schema design's `aurigraph_configs` has them (section 7.1). */
import type { Configuration } from '../../domain/configuration.js';
import { SchemaVersions } from '../migrations.js';
import type { MirrorFormat, MirroredElement } from './mirror-merge.js';
import { SCHEMA_STEPS } from '../schema-steps.js';
import { schemasHere } from '../schemas.js';

/** Journal kind of configurations. */
export const CONFIGURATION_KIND = 'configuration';

/** The schema design's key. */
export const CONFIGURATIONS_KEY = 'aurigraph_configs';

/** Configurations of every schema version. */
export const configurationVersions = new SchemaVersions(
  'A configuration',
  () => schemasHere().configurationSchema,
  SCHEMA_STEPS.configuration,
);

/**
 * A configuration as it is stored. Which one is the default is stored once, beside them, so that there is never more
 * than one; the flag is put on when it is read.
 */
export function storedConfiguration(configuration: Configuration): Configuration {
  return { ...configuration, isDefault: false };
}

/** A stored configuration as everyone sees it. */
export function shownConfiguration(configuration: Configuration, defaultId: string | null): Configuration {
  return { ...configuration, isDefault: configuration.id === defaultId };
}

/** The order in which configurations are listed: as they were created. */
export function compareConfigurations(a: Configuration, b: Configuration): number {
  return Date.parse(a.created) - Date.parse(b.created) || (a.id < b.id ? -1 : 1);
}

/** The format of the list under a key: a JSON array. */
export function configurationsFormat(key: string): MirrorFormat {
  return {
    kind: CONFIGURATION_KIND,
    key,
    elementTitle: 'A configuration in the shared list',
    title: 'The shared list of configurations',
    parse: parseList,
    print: (elements) => `[${elements.join(',')}]`,
    read: readElement,
    show: (_id, value, choice) => shownConfiguration(value as Configuration, choice),
    compare: (a, b) => compareConfigurations(a as Configuration, b as Configuration),
    // One of a newer version may not say when it was modified.
    modified: (value) => (value === undefined ? 0 : Date.parse((value as Configuration).modified) || 0),
  };
}

function parseList(text: string): readonly unknown[] {
  const list: unknown = JSON.parse(text);
  if (!Array.isArray(list)) throw new TypeError('The list of configurations is not an array.');
  return list;
}

function readElement(element: unknown): MirroredElement | undefined {
  const kept = configurationVersions.keep(element);
  if (kept === undefined || !('id' in kept) || typeof kept.id !== 'string' || kept.id === '') return undefined;
  const chosen = 'isDefault' in kept && kept.isDefault === true;
  return { id: kept.id, value: { ...kept, isDefault: false }, chosen };
}
