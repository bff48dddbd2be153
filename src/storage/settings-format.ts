/** Settings as the journal keeps them and as the schema design's `aurigraph_settings` has them (section 7.1). */
import { appSettingsSchema } from '../domain/settings.js';
import { validate } from '../domain/validation.js';
import type { MirrorFormat } from './mirror-merge.js';

/** Journal kind of settings. */
export const SETTINGS_KIND = 'settings';

/** Id of the one record. */
export const SETTINGS_ID = 'app';

/** The schema design's key. */
export const SETTINGS_KEY = 'aurigraph_settings';

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
      const checked = validate(appSettingsSchema, element);
      return checked.ok ? { id: SETTINGS_ID, value: checked.value, chosen: false } : undefined;
    },
    show: (_id, value) => value,
    compare: () => 0,
    modified: () => 0,
  };
}
