/** The configurations of a file, one by one, beside those that are here. */
import { KEY_NAME_OF_FEED } from '../../domain/api-keys.js';
import type { Configuration } from '../../domain/configuration.js';
import type { NodeConfiguration } from '../../domain/node-config.js';
import { configurationVersions } from '../mirror/configuration-format.js';
import { configurationDifferences } from './differences.js';
import { quoted } from './differences-words.js';
import { isReplaceable, type Holdings, type Present } from './exchange.js';
import type { ImportConflict, ImportEntry } from './preview-types.js';
import type { ImportNotice, ReadConfiguration } from './reading.js';
import { REDACTED } from './secrets.js';

/** What each configuration of a file means here, in the order of the file. */
export function previewEntries(
  read: readonly ReadConfiguration[],
  { configurations }: Pick<Holdings, 'configurations'>,
): ImportEntry[] {
  const seen = new Set<string>();
  return read.map((each, index) => {
    const key = String(index + 1);
    if (each.configuration === undefined) return refused(each, key);
    const isTwice = seen.has(each.configuration.id);
    seen.add(each.configuration.id);
    return compared(each, each.configuration, { key, isTwice, present: configurations.get(each.configuration.id) });
  });
}

function refused({ id, name, path, issues, notices }: ReadConfiguration, key: string): ImportEntry {
  const message = `${quoted(name === '' ? id : name)} cannot be imported: ${issues[0]?.message ?? 'it cannot be read.'}`;
  const nothing = { configuration: undefined, here: undefined, revision: 0, differences: [] };
  return { key, kind: 'refused', id, name, path, ...nothing, issues, notices, message };
}

/** What is known about an entry beside what was read. */
interface Circumstances {
  readonly key: string;
  /** Whether an earlier entry of the file has the same id. */
  readonly isTwice: boolean;
  readonly present: Present<Configuration> | undefined;
}

function compared(
  read: ReadConfiguration,
  found: Configuration,
  { key, isTwice, present }: Circumstances,
): ImportEntry {
  const here = present?.value;
  const { configuration, notices } = withKeyRefs(read, found, here);
  const differences = here === undefined ? [] : configurationDifferences(here, configuration);
  const conflict = conflictOf(configuration, isTwice, present, differences.length === 0);
  const kind = conflict === undefined ? kindOf(present, differences.length === 0) : 'conflicting';
  const { id, name } = configuration;
  const message = inOneSentence(kind, conflict, name, differences.length);
  const common = { key, kind, id, name, path: read.path, configuration, here, revision: present?.record.rev ?? 0 };
  return { ...common, ...(conflict && { conflict }), differences, issues: [], notices, message };
}

function kindOf(present: Present<Configuration> | undefined, isSame: boolean): ImportEntry['kind'] {
  if (present === undefined) return 'added';
  return isSame ? 'unchanged' : 'changed';
}

function conflictOf(
  configuration: Configuration,
  isTwice: boolean,
  present: Present<Configuration> | undefined,
  isSame: boolean,
): ImportConflict | undefined {
  if (isTwice) return 'twice-in-file';
  if (present === undefined || (isSame && present.value !== undefined)) return undefined;
  if (!isReplaceable(present, configuration, configurationVersions)) return 'newer-version-here';
  if (present.value === undefined) return 'unreadable-here';
  return Date.parse(present.value.modified) > Date.parse(configuration.modified) ? 'modified-later-here' : undefined;
}

function inOneSentence(
  kind: ImportEntry['kind'],
  conflict: ImportConflict | undefined,
  title: string,
  count: number,
): string {
  const name = quoted(title);
  const differences = count === 1 ? 'one difference' : `${count} differences`;
  switch (conflict) {
    case 'twice-in-file':
      return `${name} has the same id as an earlier configuration of this file. Replacing takes it instead of that one.`;
    case 'newer-version-here':
      return `${name} was saved here by a newer version of this library, and is not replaced. It can be imported as a copy.`;
    case 'unreadable-here':
      return `${name} is here, but cannot be read. If it is replaced, what is here is set aside first.`;
    case 'modified-later-here':
      return `${name} was modified here after this file was written: ${differences}.`;
    case undefined:
      if (kind === 'added') return `${name} is added.`;
      return kind === 'unchanged'
        ? `${name} is here already, with the same content.`
        : `${name} changes: ${differences}.`;
  }
}

/** Puts back references to keys that were redacted: the one of the same node here, else the provider's own (reliability I6). */
function withKeyRefs(
  { redactedKeyRefs, notices, path }: ReadConfiguration,
  configuration: Configuration,
  here: Configuration | undefined,
): { configuration: Configuration; notices: ImportNotice[] } {
  const known = new Map(here?.nodes.map((node) => [node.id, node]));
  const places = new Map(notices.filter(isAboutKeyRef).map((notice, index) => [redactedKeyRefs[index], notice.path]));
  const redacted = new Set(redactedKeyRefs);
  const added: ImportNotice[] = [];
  const nodes = configuration.nodes.map((node, index): NodeConfiguration => {
    if (node.type !== 'slim' || !redacted.has(node.id)) return node;
    const existing = known.get(node.id);
    const kept = existing?.type === 'slim' ? existing.config.apiKeyRef : undefined;
    const apiKeyRef = kept ?? KEY_NAME_OF_FEED[node.config.feedType];
    const place = places.get(node.id) ?? [...path, 'nodes', index, 'config', 'apiKeyRef'];
    if (kept === undefined) added.push(needsKey(node.name, apiKeyRef, place));
    return { ...node, config: { ...node.config, apiKeyRef } };
  });
  const others = notices.filter((notice) => !isAboutKeyRef(notice));
  return { configuration: { ...configuration, nodes }, notices: [...others, ...added] };
}

/** The reader tells that it put in the provider's own reference, not knowing the one that is here. */
function isAboutKeyRef({ path, found }: ImportNotice): boolean {
  return path.at(-1) === 'apiKeyRef' && found === REDACTED;
}

function needsKey(node: string, used: string, path: ImportNotice['path']): ImportNotice {
  const message = `${quoted(node)} needs a key: exported files do not say which one it used. Enter the key of ${quoted(used)}.`;
  return { path, found: REDACTED, used, message };
}
