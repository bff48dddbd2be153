/** One configuration, from any dialect to canonical form (protocol 5.4, steps 3 to 8). */
import { NODES_PER_CONFIGURATION, type Configuration } from '../../domain/configuration.js';
import { performanceModeField } from '../../domain/performance-mode.js';
import type { ValidationIssue } from '../../domain/validation.js';
import { compareVersions, CURRENT_SCHEMA_VERSION, UNVERSIONED } from '../../domain/versions.js';
import { configurationVersions } from '../mirror/configuration-format.js';
import { renameFields, type Dialect } from './dialect.js';
import { DIALECTS } from './dialects/index.js';
import { Draft } from './draft.js';
import { isJsonObject, type JsonObject } from './json-object.js';
import { Notes, type Path } from './notes.js';
import { fill, fillDate, readChoiceField, readDateField, readIdField, type ReadContext } from './read-fields.js';
import { readNode } from './read-node.js';
import type { ReadConfiguration } from './reading.js';
import { NO_ALIASES } from './words.js';

/** The order of the schema design's samples, for configurations that were not complete. */
export const CONFIGURATION_ORDER: readonly string[] = [
  ...['id', 'name', 'description', 'created', 'modified', 'isDefault', 'performanceMode', 'nodes', 'version'],
];

/** Most issues of one configuration that are listed. */
const LISTED_ISSUES = 100;

/** Something that should be a configuration, and where it stands. */
export interface Located {
  readonly path: Path;
  readonly source: unknown;
}

/** What reading a configuration needs to know besides the configuration. */
export type ConfigurationContext = Omit<ReadContext, 'notes' | 'filled'>;

/** The dialect of an object with nodes. */
export function dialectOf(source: JsonObject, isInList: boolean): Dialect | undefined {
  const nodes = nodesOf(source).map((node) => node.source);
  return DIALECTS.find((dialect) => dialect.recognises(source, nodes.filter(isJsonObject), isInList));
}

/** Reads a configuration. Never throws: one that cannot be read comes back with the reasons. */
export function readConfiguration(
  { source, path }: Located,
  dialect: Dialect | undefined,
  shared: ConfigurationContext,
): ReadConfiguration {
  const notes = new Notes();
  if (!isJsonObject(source)) {
    const issues = [{ path: [], message: 'A configuration must be an object with fields.' }];
    return {
      path,
      configuration: undefined,
      id: '',
      name: '',
      isNewId: false,
      redactedKeyRefs: [],
      issues,
      notices: [],
    };
  }
  const context = { ...shared, notes };
  const draft = new Draft(source, path);
  dialect?.reshape?.(draft);
  renameFields(draft, dialect?.configuration);
  const isNewId = !draft.has('id');
  readOwnFields(draft, context);
  const redactedKeyRefs = readNodes(draft, dialect, context);
  const finished = draft.toObject(CONFIGURATION_ORDER);
  const checked = configurationVersions.accept(finished);
  return {
    path,
    configuration: checked.ok ? inOwnOrder(finished, checked.value) : undefined,
    id: textOf(finished['id']),
    name: textOf(finished['name']),
    isNewId,
    redactedKeyRefs,
    issues: checked.ok ? [] : shortened(checked.issues),
    notices: notes.list(),
  };
}

/**
 * The object that the schema has found to be a configuration: the schema's own output has the fields in another order.
 * One that was lifted from an older version is another object.
 */
function inOwnOrder(finished: JsonObject, checked: Configuration): Configuration {
  return checked.version === finished['version'] ? (finished as Configuration) : checked;
}

function readOwnFields(draft: Draft, context: ReadContext): void {
  const version = draft.get('version');
  if (typeof version === 'number') draft.set('version', Number.isInteger(version) ? `${version}.0` : String(version));
  readIdField(draft, context);
  readDateField(draft, 'created', context);
  readDateField(draft, 'modified', context);
  readChoiceField(draft, 'performanceMode', performanceModeField, context, { aliases: NO_ALIASES });
  // Absent and null mean the same; the schema design's TypeScript knows only absent (interchange 2).
  if (!draft.has('description')) draft.remove('description');
  if (!draft.has('id')) fill(draft, 'id', context.newId(), context);
  fill(draft, 'name', 'Imported configuration', context);
  fillDate(draft, 'created', context);
  fillDate(draft, 'modified', context);
  fill(draft, 'isDefault', false, context);
  fill(draft, 'performanceMode', performanceModeField.default, context);
  fill(draft, 'version', UNVERSIONED, context);
  tellNewerVersion(draft, context.notes);
}

/** An unknown version is read as far as it is known, and nothing of it is lost (reliability I5). */
function tellNewerVersion(draft: Draft, notes: Notes): void {
  const version = draft.get('version');
  if (typeof version !== 'string' || compareVersions(version, CURRENT_SCHEMA_VERSION) <= 0) return;
  const message = 'This schema version is not known here. What is known of it is read, and everything else is kept.';
  notes.tell(draft.where('version'), version, version, message);
}

/** Reads the nodes; the ids of those whose key reference was redacted. */
function readNodes(draft: Draft, dialect: Dialect | undefined, context: ReadContext): readonly string[] {
  const given = draft.get('nodes');
  if (!Array.isArray(given) && !isJsonObject(given)) return [];
  if (dialect === undefined) return [];
  const located = nodesOf({ nodes: given }, draft.where('nodes'));
  const nodes = located.map(({ source, path }, index) => readNode(source, path, index, dialect, context));
  draft.set(
    'nodes',
    nodes.map(({ node }) => withoutForeignKey(node, draft.get('id'))),
  );
  tellCount(draft, nodes.length, context.notes);
  return nodes.flatMap(({ redactedId }) => redactedId ?? []);
}

/** Nodes of a list, or of a map by id, and where they stand. */
function nodesOf(source: JsonObject, path: Path = []): readonly Located[] {
  const nodes = source['nodes'];
  if (Array.isArray(nodes)) return nodes.map((node: unknown, index) => ({ source: node, path: [...path, index] }));
  if (!isJsonObject(nodes)) return [];
  return Object.entries(nodes).map(([id, node]) => ({
    source: isJsonObject(node) && !Object.hasOwn(node, 'id') ? { id, ...node } : node,
    path: [...path, id],
  }));
}

/** The entity diagram gives nodes the id of their configuration; JSON says that by nesting (interchange 2). */
function withoutForeignKey(node: unknown, id: unknown): unknown {
  if (!isJsonObject(node) || node['configurationId'] !== id) return node;
  return Object.fromEntries(Object.entries(node).filter(([key]) => key !== 'configurationId'));
}

function tellCount(draft: Draft, count: number, notes: Notes): void {
  const { min, max } = NODES_PER_CONFIGURATION;
  if (count >= min && count <= max) return;
  const message = `A configuration is meant to have between ${min} and ${max} nodes. This one has ${count}.`;
  notes.tell(draft.where('nodes'), String(count), String(count), message);
}

function shortened(issues: readonly ValidationIssue[]): readonly ValidationIssue[] {
  if (issues.length <= LISTED_ISSUES) return issues;
  const message = `There are ${issues.length - LISTED_ISSUES} more things wrong with this configuration.`;
  return [...issues.slice(0, LISTED_ISSUES), { path: [], message }];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
