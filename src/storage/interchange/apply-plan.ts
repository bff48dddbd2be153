/** What an import writes, decided without touching anything. */
import { configurationNameField, type Configuration } from '../../domain/configuration.js';
import { toTimestamp } from '../../domain/timestamp.js';
import type { NewId } from '../ports.js';
import type { ImportChoices, ImportDecision } from './apply-types.js';
import type { ImportEntry, ImportPreview } from './preview-types.js';

/** One configuration that is to be saved. */
export interface PlannedSave {
  readonly entry: ImportEntry;
  readonly configuration: Configuration;
  /** The revision that must be there. */
  readonly base: number;
}

/** Everything that is to be saved. */
export interface ImportPlan {
  readonly saves: readonly PlannedSave[];
  readonly skipped: readonly ImportEntry[];
  /** The configuration that becomes the default; nothing if that stays as it is. */
  readonly chosen: string | undefined;
}

/** What planning needs from outside. */
export interface PlanMeans {
  readonly newId: NewId;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Names that are taken; asked for only if {@link copies}. */
  readonly names: Iterable<string>;
}

/** Follows the decisions. What was refused, is the same as here, or cannot be replaced is left out all the same. */
export function planImport(preview: ImportPreview, choices: ImportChoices, means: PlanMeans): ImportPlan {
  const names = new Set(means.names);
  const saves = new Map<string, PlannedSave>();
  for (const entry of preview.entries) {
    const save = plannedSave(entry, decisionOf(entry, choices), names, means);
    // An entry that replaces an earlier one of the file takes its place.
    if (save !== undefined) saves.set(save.configuration.id, save);
  }
  const list = [...saves.values()];
  const saved = new Set(list.map(({ entry }) => entry));
  return {
    saves: list,
    skipped: preview.entries.filter((entry) => !saved.has(entry)),
    chosen: chosenBy(preview, choices, list),
  };
}

/** Whether anything is saved beside what is here, under a name that must be free. */
export function copies({ entries }: ImportPreview, choices: ImportChoices): boolean {
  return entries.some((entry) => isCopied(entry, decisionOf(entry, choices)));
}

function isCopied({ kind, configuration }: ImportEntry, decision: ImportDecision): boolean {
  const isHere = kind === 'changed' || kind === 'conflicting';
  return configuration !== undefined && isHere && decision !== 'skip' && decision !== 'replace';
}

function decisionOf(entry: ImportEntry, { decisions, decision = 'keep-both' }: ImportChoices): ImportDecision {
  return decisions?.get(entry.key) ?? decision;
}

function plannedSave(
  entry: ImportEntry,
  decision: ImportDecision,
  names: Set<string>,
  { newId, now }: PlanMeans,
): PlannedSave | undefined {
  const { kind, configuration, revision: base } = entry;
  if (configuration === undefined || kind === 'unchanged' || decision === 'skip') return undefined;
  if (kind === 'added') return { entry, configuration, base };
  if (isCopied(entry, decision)) {
    const name = freeName(configuration.name, names);
    names.add(name);
    return { entry, configuration: { ...configuration, id: newId(), name }, base: 0 };
  }
  if (entry.conflict === 'newer-version-here') return undefined;
  return { entry, configuration: replacing(entry, configuration, now), base };
}

/**
 * The one here was made when it was made. It counts as modified now if the file's version is older, or another page
 * that still has the former one would win over it.
 */
function replacing({ here }: ImportEntry, configuration: Configuration, now: number): Configuration {
  if (here === undefined) return configuration;
  const isNewer = Date.parse(configuration.modified) > Date.parse(here.modified);
  return { ...configuration, created: here.created, modified: isNewer ? configuration.modified : toTimestamp(now) };
}

/** `Field trial (imported)`, or the first number behind it that is free. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let count = 1; ; count += 1) {
    const ending = count === 1 ? ' (imported)' : ` (imported ${count})`;
    const free = shortened(name, configurationNameField.maxLength - ending.length) + ending;
    if (!taken.has(free)) return free;
  }
}

/** At most so many code units, without half a character at the end. */
function shortened(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}

function chosenBy(
  { entries, defaults }: ImportPreview,
  { takeDefault = defaults.here === undefined }: ImportChoices,
  saves: readonly PlannedSave[],
): string | undefined {
  const marked = entries.find(({ key }) => key === defaults.file);
  if (!takeDefault || marked === undefined) return undefined;
  const id = marked.kind === 'unchanged' ? marked.id : saves.find(({ entry }) => entry === marked)?.configuration.id;
  return id === defaults.here?.id ? undefined : id;
}
