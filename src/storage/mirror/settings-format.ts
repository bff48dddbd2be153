/** Settings as the journal keeps them and as the schema design's `aurigraph_settings` has them (section 7.1). */
import { SchemaVersions } from '../migrations.js';
import type { MirrorFormat } from './mirror-merge.js';
import { SCHEMA_STEPS } from '../schema-steps.js';
import { schemasHere } from '../schemas.js';

/** Journal kind of settings. */
export const SETTINGS_KIND = 'settings';

/** Id of the one record. */
export const SETTINGS_ID = 'app';

/** The schema design's key. */
export const SETTINGS_KEY = 'aurigraph_settings';

/** Settings of every schema version. */
export const settingsVersions = new SchemaVersions(
  'The settings',
  () => schemasHere().appSettingsSchema,
  SCHEMA_STEPS.settings,
);

/** The format of the object under a key. It has one element, and does not say when it was modified. */
export function settingsFormat(key: string): MirrorFormat {
  return {
    kind: SETTINGS_KIND,
    key,
    elementTitle: 'The shared settings',
    title: 'The shared settings',
    parse: (text) => [JSON.parse(text) as unknown],
    print: (elements) => elements[0],
    read: (element) => {
      const value = settingsVersions.keep(element);
      return value === undefined ? undefined : { id: SETTINGS_ID, value, chosen: false };
    },
    show: (_id, value) => value,
    compare: () => 0,
    modified: () => 0,
  };
}
