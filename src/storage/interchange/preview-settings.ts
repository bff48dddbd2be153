/** The settings of a file beside those that are here. */
import { defaultSettings, type AppSettings } from '../../domain/settings.js';
import { parseUrl } from '../../domain/url.js';
import { settingsVersions } from '../mirror/settings-format.js';
import { settingsDifferences, type FieldDifference } from './differences.js';
import { isReplaceable, type Holdings } from './exchange.js';
import type { ImportSettings } from './preview-types.js';
import type { ImportNotice, ReadSettings } from './reading.js';

/** What the settings of a file mean here. `path` is where they stand in the file. */
export function previewSettings(
  read: ReadSettings,
  { settings: present }: Pick<Holdings, 'settings'>,
  path: ImportNotice['path'],
): ImportSettings {
  const revision = present?.record.rev ?? 0;
  const { issues } = read;
  if (read.settings === undefined)
    return refused(read, `The settings cannot be imported: ${issues[0]?.message ?? 'they cannot be read.'}`);
  const here = present?.value;
  const { found, told } =
    here === undefined ? { found: read.settings, told: read.notices } : completed(read, read.settings, here);
  const elsewhere = connectsElsewhere(here ?? defaultSettings(), found);
  const settings = elsewhere === undefined ? found : withoutAutoConnect(found);
  if (present !== undefined && !isReplaceable(present, settings, settingsVersions))
    return refused(read, 'The settings here were saved by a newer version of this library, and are not replaced.');
  const differences = here === undefined ? [] : settingsDifferences(here, settings);
  return {
    ...describe(here, differences),
    settings,
    revision,
    differences,
    issues,
    notices: elsewhere === undefined ? told : [...told, elsewhereNotice(elsewhere, found, path)],
    ...(elsewhere && { connectsElsewhere: elsewhere }),
  };
}

/** What the file does not say stays as it is here, and is nothing to speak of. */
function completed(
  { filled = [], notices }: ReadSettings,
  settings: AppSettings,
  here: AppSettings,
): { found: AppSettings; told: readonly ImportNotice[] } {
  const isFilled = (path: ImportNotice['path']): boolean =>
    filled.some((keys) => keys.every((key, index) => path.at(index - keys.length) === key));
  const keep = <Part extends object>(part: Part, current: object, path: readonly string[]): Part => {
    const kept = Object.entries(current).filter(([key]) => isFilled([...path, key]));
    return { ...part, ...Object.fromEntries(kept) };
  };
  const v11Backend = keep(settings.v11Backend, here.v11Backend, ['v11Backend']);
  return { found: keep({ ...settings, v11Backend }, here, []), told: notices.filter(({ path }) => !isFilled(path)) };
}

function refused({ issues, notices }: ReadSettings, message: string): ImportSettings {
  return { kind: 'refused', settings: undefined, revision: 0, differences: [], issues, notices, message };
}

function describe(
  here: AppSettings | undefined,
  { length }: readonly FieldDifference[],
): Pick<ImportSettings, 'kind' | 'message'> {
  if (here === undefined) return { kind: 'added', message: 'The settings are added.' };
  if (length === 0) return { kind: 'unchanged', message: 'The settings are the same as here.' };
  return {
    kind: 'changed',
    message: `The settings change: ${length === 1 ? 'one difference' : `${length} differences`}.`,
  };
}

type Elsewhere = NonNullable<ImportSettings['connectsElsewhere']>;

/** Scheme, host and port of both addresses: another port may be another backend, and `ws:` is not `wss:`. */
function connectsElsewhere(here: AppSettings, file: AppSettings): Elsewhere | undefined {
  const origins = { here: originsOf(here), file: originsOf(file) };
  return origins.file.every((origin) => origins.here.includes(origin)) ? undefined : origins;
}

function originsOf({ v11Backend: { url, wsUrl } }: AppSettings): string[] {
  return [url, wsUrl].map((address) => parseUrl(address)?.origin ?? address);
}

function withoutAutoConnect(settings: AppSettings): AppSettings {
  return { ...settings, v11Backend: { ...settings.v11Backend, autoConnect: false } };
}

function elsewhereNotice(
  { here, file }: Elsewhere,
  { v11Backend }: AppSettings,
  path: ImportNotice['path'],
): ImportNotice {
  const message = `The file points to another backend: ${file.join(' and ')} instead of ${here.join(' and ')}. Nothing connects there until someone says so.`;
  return {
    path: [...path, 'v11Backend', 'autoConnect'],
    found: String(v11Backend.autoConnect),
    used: 'false',
    message,
  };
}
