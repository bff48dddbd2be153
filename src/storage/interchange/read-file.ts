/** Reading a file of any dialect (interchange; protocol 5.4). */
import type { Dialect } from './dialect.js';
import { zoneFrom } from './dates.js';
import { isJsonObject, type JsonObject } from './json-object.js';
import { Notes } from './notes.js';
import { dialectOf, readConfiguration, type ConfigurationContext, type Located } from './read-configuration.js';
import { looksLikeSettings, readSettings } from './read-settings.js';
import type { ReadOptions, Reading, SourceDialect } from './reading.js';
import { parseJson, type ParsedJson } from './safe-json.js';
import { withoutSecrets } from './secrets.js';
import { unreadable } from './unreadable.js';

/** Most configurations of one file, and most nodes of all of them together; a guard against hostile files. */
const MAX_CONFIGURATIONS = 2_000;
const MAX_NODES = 5_000;

/** What a file holds, before any of it is read. */
interface Contents {
  readonly configurations: readonly Located[];
  readonly settings?: Located;
  readonly isBundle?: boolean;
  readonly isInList?: boolean;
}

/**
 * Reads a file. Every configuration in it is read on its own: one that is refused does not keep the others from being
 * read. Changes nothing, and neither the result nor the notices hold a secret of the file.
 *
 * Fails with `invalid-import` if the file as a whole cannot be read, with line and column where they are known.
 */
export function readFile(source: string | Uint8Array, options: ReadOptions): Reading {
  const context = contextFrom(options);
  const parsed = parseJson(source);
  const notes = new Notes();
  tellParsed(parsed, notes);
  const contents = contentsOf(withoutSecrets(parsed.value, [], notes));
  refuseCrowd(contents.configurations);
  const dialects = contents.configurations.map(({ source: raw }) =>
    isJsonObject(raw) ? dialectOf(raw, contents.isInList === true) : undefined,
  );
  return {
    dialect: contents.isBundle === true ? 'bundle' : dialectOfAll(dialects, contents.settings),
    configurations: contents.configurations.map((located, index) =>
      readConfiguration(located, dialects[index], context),
    ),
    ...(contents.settings && { settings: readSettings(contents.settings, context) }),
    notices: notes.list(),
  };
}

function contextFrom({ newId, now, assumeTimeZone = 'UTC', outOfRange = 'refuse' }: ReadOptions): ConfigurationContext {
  const zone = zoneFrom(assumeTimeZone);
  if (zone === undefined)
    throw unreadable(`“${assumeTimeZone.slice(0, 40)}” is not a time zone that can be assumed`, {
      remedy: 'Choose UTC, local, or an offset such as +05:30.',
    });
  return { newId, now, zone, zoneName: zone === 0 ? 'UTC' : assumeTimeZone, isClamping: outOfRange === 'clamp' };
}

/** What parsing has changed or could not keep. */
function tellParsed({ forbidden, duplicates, inexact }: ParsedJson, notes: Notes): void {
  if (forbidden > 0)
    notes.tell([], String(forbidden), undefined, `${forbidden} fields with a name that could do harm were left out.`);
  for (const { key, place } of duplicates)
    notes.tell(
      [],
      key,
      undefined,
      `This field stands twice (line ${place.line}, column ${place.column}); the last one counts.`,
    );
  for (const { line, column } of inexact)
    notes.tell(
      [],
      undefined,
      undefined,
      `A number in line ${line}, column ${column} has more digits than can be kept.`,
    );
}

/** Finds configurations and settings by the shape of the file (protocol 5.4, step 1). */
function contentsOf(root: unknown): Contents {
  if (Array.isArray(root)) return listContents(root);
  if (!isJsonObject(root)) throw noConfiguration();
  // A configuration may have an unknown field of any name; a bundle has no nodes.
  if ('nodes' in root) return singleContents(root);
  if ('configs' in root || isBundleOfSettings(root)) return bundleContents(root);
  if (looksLikeSettings(root)) return { configurations: [], settings: { source: root, path: [] } };
  if (looksLikeNode(root)) return { configurations: [{ source: { nodes: [root] }, path: [] }] };
  throw noConfiguration();
}

function listContents(list: readonly unknown[]): Contents {
  const isOfNodes = list.length > 0 && list.every((item) => isJsonObject(item) && looksLikeNode(item));
  if (isOfNodes) return { configurations: [{ source: { nodes: list }, path: [] }] };
  return { configurations: list.map((source, index) => ({ source, path: [index] })), isInList: true };
}

function bundleContents(root: JsonObject): Contents {
  const configs = root['configs'] ?? [];
  if (!Array.isArray(configs)) throw unreadable('“configs” in this file is not a list of configurations');
  return {
    configurations: configs.map((source: unknown, index) => ({ source, path: ['configs', index] })),
    ...((root['settings'] ?? undefined) !== undefined && {
      settings: { source: root['settings'], path: ['settings'] },
    }),
    isBundle: true,
  };
}

function isBundleOfSettings(root: JsonObject): boolean {
  return isJsonObject(root['settings']) && looksLikeSettings(root['settings']);
}

/** One configuration. The portal keeps settings inside it. */
function singleContents(root: JsonObject): Contents {
  const { settings, ...configuration } = root;
  if (!isJsonObject(settings) || dialectOf(root, false)?.name !== 'portal')
    return { configurations: [{ source: root, path: [] }] };
  return {
    configurations: [{ source: configuration, path: [] }],
    settings: { source: settings, path: ['settings'] },
  };
}

function looksLikeNode(value: JsonObject): boolean {
  return !('nodes' in value) && ['type', 'nodeType', 'config'].some((key) => key in value);
}

function refuseCrowd(configurations: readonly Located[]): void {
  const nodes = configurations.reduce((sum, { source }) => sum + nodeCount(source), 0);
  if (configurations.length > MAX_CONFIGURATIONS)
    throw tooMany(configurations.length, 'configurations', MAX_CONFIGURATIONS);
  if (nodes > MAX_NODES) throw tooMany(nodes, 'nodes', MAX_NODES);
}

function nodeCount(source: unknown): number {
  const nodes = isJsonObject(source) ? source['nodes'] : undefined;
  if (Array.isArray(nodes)) return nodes.length;
  return isJsonObject(nodes) ? Object.keys(nodes).length : 0;
}

function tooMany(count: number, what: string, limit: number) {
  return unreadable(`This file has ${count} ${what}; at most ${limit} can be imported at once`, {
    remedy: 'Split it into several files.',
  });
}

function noConfiguration() {
  return unreadable('This file holds no configuration and no settings', { remedy: 'Choose a file that was exported.' });
}

/** The form of the first configuration that is not simply canonical; of settings alone, theirs. */
function dialectOfAll(dialects: readonly (Dialect | undefined)[], settings: Located | undefined): SourceDialect {
  if (dialects.length === 0 && isJsonObject(settings?.source) && !isJsonObject(settings.source['v11Backend']))
    return 'portal';
  return dialects.find((dialect) => dialect !== undefined && dialect.name !== 'canonical')?.name ?? 'canonical';
}
