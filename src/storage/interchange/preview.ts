/** What a file would change here, found out without changing anything (schema design 10.3, protocol 5.4). */
import { quoted } from './differences-words.js';
import { defaultOf, readHoldings, type Exchange, type Holdings } from './exchange.js';
import { previewEntries } from './preview-entries.js';
import { previewSettings } from './preview-settings.js';
import type {
  ImportDefault,
  ImportEntry,
  ImportFile,
  ImportOptions,
  ImportPreview,
  ImportSource,
} from './preview-types.js';
import { readFile } from './read-file.js';
import type { ImportNotice, Reading } from './reading.js';
import { MAX_FILE_BYTES } from './source-text.js';
import { unreadable } from './unreadable.js';

/** Reads a file and compares it with what is here. Rejects with `invalid-import` if it cannot be read at all. */
export async function previewImport(
  exchange: Exchange,
  source: ImportSource,
  options: ImportOptions = {},
): Promise<ImportPreview> {
  const { newId, clock } = exchange;
  const reading = readFile(await contentOf(source), { ...options, newId, now: clock.now() });
  const ids = reading.configurations.flatMap(({ configuration }) => configuration?.id ?? []);
  return compareReading(reading, await readHoldings(exchange, ids));
}

/** Compares what was read with what is here. */
export function compareReading(reading: Reading, holdings: Holdings): ImportPreview {
  const entries = previewEntries(reading.configurations, holdings);
  const defaults = compareDefaults(entries, holdings);
  return {
    dialect: reading.dialect,
    entries,
    settings: reading.settings && previewSettings(reading.settings, holdings, settingsPath(reading)),
    defaults,
    notices: [...reading.notices, ...defaultNotices(entries, defaults)],
  };
}

/** Where the settings stand in a file: they are all of it, or beside configurations. */
function settingsPath({ dialect, configurations }: Reading): string[] {
  return dialect === 'bundle' || configurations.length > 0 ? ['settings'] : [];
}

async function contentOf(source: ImportSource): Promise<string | Uint8Array> {
  if (typeof source === 'string') return source;
  if (ArrayBuffer.isView(source)) return source;
  // Whoever calls this without types may have nothing chosen.
  if (typeof source !== 'object' || source === null) throw unreadable('There is no file to import.');
  if (isFile(source)) return new Uint8Array(await bytesOf(source));
  return new Uint8Array(source);
}

function isFile(source: ArrayBuffer | ImportFile): source is ImportFile {
  return 'arrayBuffer' in source;
}

async function bytesOf(file: ImportFile): Promise<ArrayBuffer> {
  if (file.size > MAX_FILE_BYTES)
    throw unreadable('This file is larger than 1 MB, which is more than can be imported.', {
      remedy: 'Export fewer configurations into one file.',
    });
  try {
    return await file.arrayBuffer();
  } catch (cause) {
    // The file was moved or changed after it was chosen.
    throw unreadable('This file cannot be opened.', { remedy: 'Choose it again.', cause });
  }
}

function compareDefaults(entries: readonly ImportEntry[], holdings: Holdings): ImportDefault {
  const here = defaultOf(holdings);
  return {
    here: here === undefined ? undefined : { id: here.id, name: here.name },
    file: entries.find(({ configuration }) => configuration?.isDefault === true)?.key,
    revision: holdings.choice?.rev ?? 0,
  };
}

function defaultNotices(entries: readonly ImportEntry[], { here, file }: ImportDefault): ImportNotice[] {
  const marked = entries.filter(({ configuration }) => configuration?.isDefault === true);
  const chosen = marked.find(({ key }) => key === file);
  const others = marked.filter((entry) => entry !== chosen).map(notTheDefault);
  if (chosen === undefined || chosen.id === here?.id) return others;
  const path = [...chosen.path, 'isDefault'];
  const message =
    here === undefined
      ? `${quoted(chosen.name)} becomes the default configuration, as in the file, because there is none here.`
      : `${quoted(chosen.name)} is the default configuration in the file. Here ${quoted(here.name)} stays the default, unless you choose otherwise.`;
  return [{ path, found: 'true', used: here === undefined ? 'true' : 'false', message }, ...others];
}

function notTheDefault({ name, path }: ImportEntry): ImportNotice {
  const message = `${quoted(name)} is marked as the default too. Only the first one counts.`;
  return { path: [...path, 'isDefault'], found: 'true', used: 'false', message };
}
