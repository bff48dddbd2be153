/** Settings, from any dialect to canonical form (interchange 3, protocol 5.1). */
import { performanceModeField } from '../../domain/performance-mode.js';
import {
  chartUpdateIntervalField,
  defaultDashboardField,
  defaultSettings,
  themeField,
  timeoutField,
  type AppSettings,
} from '../../domain/settings.js';
import { UNVERSIONED } from '../../domain/versions.js';
import { settingsVersions } from '../mirror/settings-format.js';
import type { ConfigurationContext, Located } from './read-configuration.js';
import { Draft } from './draft.js';
import { isJsonObject, type JsonObject } from './json-object.js';
import { Notes } from './notes.js';
import { fill, readAddressField, readChoiceField, readNumberField, type ReadContext } from './read-fields.js';
import type { ReadSettings } from './reading.js';
import { NO_ALIASES } from './words.js';

const CHOICES = {
  performanceMode: performanceModeField,
  theme: themeField,
  defaultDashboard: defaultDashboardField,
} as const;

/** Where the portal's slice has what the schema design has elsewhere (protocol 5.1). */
const PORTAL_PLACES: readonly (readonly [theirs: readonly [string, string?], ours: readonly [string, string?]])[] = [
  [['theme', 'mode'], ['theme']],
  [['notifications', 'enabled'], ['notificationsEnabled']],
  [['performance', 'chartUpdateInterval'], ['chartUpdateInterval']],
  [['performance', 'enableAnimations'], ['enableAnimations']],
  [['apiBaseUrl'], ['v11Backend', 'url']],
  [['wsUrl'], ['v11Backend', 'wsUrl']],
  [['demoMode'], ['v11Backend', 'useDemo']],
];

/** Whether an object holds settings: ours, or those of the portal. */
export function looksLikeSettings(source: JsonObject): boolean {
  return isJsonObject(source['v11Backend']) || isPortalSlice(source);
}

function isPortalSlice(source: JsonObject): boolean {
  return 'apiBaseUrl' in source || isJsonObject(source['theme']);
}

/** Reads settings. Never throws: those that cannot be read come back with the reasons. */
export function readSettings({ source, path }: Located, shared: ConfigurationContext): ReadSettings {
  const notes = new Notes();
  if (!isJsonObject(source)) {
    const issues = [{ path: [], message: 'Settings must be an object with fields.' }];
    return { settings: undefined, filled: [], issues, notices: [] };
  }
  const filled: (readonly string[])[] = [];
  const draft = new Draft(source, path);
  const tellFilled = (of: Draft, key: string): void => void filled.push(of === draft ? [key] : ['v11Backend', key]);
  const context: ReadContext = { ...shared, notes, filled: tellFilled };
  const backend = backendOf(draft, isPortalSlice(source), notes);
  if (backend !== undefined) readBackend(draft, backend, context);
  readOwnFields(draft, context);
  const finished = draft.toObject(Object.keys(defaultSettings()));
  const checked = settingsVersions.accept(finished);
  return {
    // The schema's own output has the fields in another order; what was lifted from an older version is new.
    settings: checked.ok
      ? checked.value.version === finished['version']
        ? (finished as AppSettings)
        : checked.value
      : undefined,
    filled,
    issues: checked.ok ? [] : checked.issues,
    notices: notes.list(),
  };
}

/** The part about the backend; nothing if it is there and no object, which is left to the schema. */
function backendOf(draft: Draft, isPortal: boolean, notes: Notes): Draft | undefined {
  const given = draft.get('v11Backend') ?? {};
  if (!isJsonObject(given)) return undefined;
  const backend = new Draft(given, draft.where('v11Backend'));
  if (isPortal) tellTheme(draft, notes);
  if (isPortal) for (const [theirs, ours] of PORTAL_PLACES) moveFromPortal(draft, backend, theirs, ours);
  return backend;
}

/** The portal's theme has colours and a font size, too; ours is a word. */
function tellTheme(draft: Draft, notes: Notes): void {
  const theme = draft.get('theme');
  if (!isJsonObject(theme)) return;
  const others = Object.keys(theme).filter((key) => key !== 'mode');
  if (others.length > 0)
    notes.tell(draft.where('theme'), others.join(', '), undefined, 'Only the mode of a theme is kept.');
}

function moveFromPortal(
  draft: Draft,
  backend: Draft,
  [key, inner]: readonly [string, string?],
  [target, innerTarget]: readonly [string, string?],
): void {
  const found = draft.get(key);
  const value = inner === undefined ? found : isJsonObject(found) ? found[inner] : undefined;
  if (value === undefined) return;
  const origin = inner === undefined ? draft.where(key) : [...draft.where(key), inner];
  if (inner === undefined) draft.remove(key);
  if (innerTarget === undefined) draft.set(target, value, origin);
  else backend.set(innerTarget, value, origin);
}

function readBackend(draft: Draft, backend: Draft, context: ReadContext): void {
  readAddressField(backend, 'url', context);
  readAddressField(backend, 'wsUrl', context);
  readNumberField(backend, 'timeout', timeoutField, context);
  for (const [key, value] of Object.entries(defaultSettings().v11Backend)) fill(backend, key, value, context);
  draft.set('v11Backend', backend.toObject(Object.keys(defaultSettings().v11Backend)));
}

function readOwnFields(draft: Draft, context: ReadContext): void {
  readNumberField(draft, 'chartUpdateInterval', chartUpdateIntervalField, context);
  for (const [key, field] of Object.entries(CHOICES))
    readChoiceField(draft, key, field, context, { aliases: NO_ALIASES });
  for (const [key, value] of Object.entries({ ...defaultSettings(), version: UNVERSIONED }))
    fill(draft, key, value, context);
}
