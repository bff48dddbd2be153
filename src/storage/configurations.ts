/** Named sets of nodes that an operator keeps (schema design 2.1, 7.1, 9.3). */
import type { Stop } from '../domain/clock.js';
import type { Configuration } from '../domain/configuration.js';
import { FailureError } from '../domain/failure.js';
import { toTimestamp } from '../domain/timestamp.js';
import { issuesInWords, type ValidationIssue } from '../domain/validation.js';
import type { StorageChange } from './changes.js';
import {
  compareConfigurations,
  CONFIGURATION_KIND,
  configurationVersions,
  shownConfiguration,
  storedConfiguration,
} from './mirror/configuration-format.js';
import { notFound } from './failures.js';
import type { ImportChoices, ImportResult } from './interchange/apply-types.js';
import type { Exchange } from './interchange/exchange.js';
import type { ExportOptions } from './interchange/export.js';
import { loadInterchange } from './interchange/load-interchange.js';
import type { ImportOptions, ImportPreview, ImportSource } from './interchange/preview-types.js';
import type { JournalEntry, JournalRecord, JournalWrite, RecordAddress } from './journal.js';
import { CHOICE_KIND } from './mirror.js';
import { choiceOf } from './mirror/mirror-base.js';
import { reportUnreadable, type RepositoryContext, type SaveOptions } from './repository-context.js';
import { storedSchemas } from './parts.js';
import { checkable } from './schemas.js';
import { commitVersioned } from './journal/versioned-writes.js';

/** News about configurations. Read them again to see what is there now. */
export interface ConfigurationChange {
  /**
   * `default`: another one is the default now. `cleared`: all were deleted. `refreshed`: this page was away, and
   * anything may have changed.
   */
  readonly kind: 'saved' | 'deleted' | 'default' | 'cleared' | 'refreshed';
  /** Empty for `cleared` and `refreshed`. */
  readonly id: string;
  /** Revision after the change; 0 where there is none. */
  readonly revision: number;
  readonly origin: StorageChange['origin'];
}

/** How several configurations are saved together. */
export interface SaveAllOptions {
  /** The revision each edit started from, by id; see {@link SaveOptions.base}. */
  readonly bases?: ReadonlyMap<string, number>;
}

const CHANGES: Partial<Record<StorageChange['kind'], ConfigurationChange['kind']>> = {
  'configuration-saved': 'saved',
  'configuration-deleted': 'deleted',
  'configurations-cleared': 'cleared',
  'default-changed': 'default',
  refreshed: 'refreshed',
};

/**
 * Saves and loads configurations. Every method rejects with a `FailureError` and settles within a few seconds.
 *
 * What is returned is plain data and belongs to the caller. Its revision, needed to save without overwriting someone
 * else's edit, is not part of it: ask {@link revisionOf} with the very object that was returned.
 */
export class ConfigurationRepository {
  readonly #context: RepositoryContext;
  readonly #revisions = new WeakMap<Configuration, number>();
  /** The default configuration's id when it was last read. */
  #lastDefaultId: string | null = null;

  constructor(context: RepositoryContext) {
    this.#context = context;
  }

  /**
   * Saves one configuration and gives it back as it is now: with `modified` set to now, and unknown fields kept. With
   * `isDefault` true it becomes the default; false leaves the default as it is, since there is only one and it is
   * changed by choosing another. Rejects with `invalid-configuration`, `conflict`, `newer-version` if something of a
   * newer version would be lost, `quota-exceeded` or `storage-blocked`; nothing is changed then.
   */
  async saveConfiguration(configuration: Configuration, { base }: SaveOptions = {}): Promise<Configuration> {
    const bases = base === undefined ? new Map<string, number>() : new Map([[configuration.id, base]]);
    const [saved] = await this.saveConfigurations([configuration], { bases });
    // One in, one out; the type of a list cannot say so.
    return saved ?? configuration;
  }

  /** Saves several, all or none, in one transaction. Of several marked as default, the last one is. */
  async saveConfigurations(
    configurations: readonly Configuration[],
    { bases = new Map() }: SaveAllOptions = {},
  ): Promise<Configuration[]> {
    const values = accept(await checkable(configurations), toTimestamp(this.#context.clock.now()));
    if (values.length === 0) return [];
    await this.#context.ready;
    const writes = values.map((value) => ({
      kind: CONFIGURATION_KIND,
      id: value.id,
      value: storedConfiguration(value),
      base: bases.get(value.id),
    }));
    const chosen = values.filter((value) => value.isDefault).at(-1);
    const entries = await commitVersioned(this.#context.journal, {
      versions: configurationVersions,
      writes,
      others: chosen === undefined ? [] : [choosing(chosen.id)],
      now: this.#context.clock.now(),
    });
    await this.#committed(entries);
    const defaultId = chosen?.id ?? (await this.#defaultId());
    return values.map((value, index) => this.#hold(shownConfiguration(value, defaultId), entries[index]?.rev ?? 0));
  }

  /** One configuration; `null` if there is none with this id. */
  async getConfiguration(id: string): Promise<Configuration | null> {
    await this.#context.ready;
    const [choice, record] = await this.#context.journal.readTogether([CHOICE, addressOf(id)]);
    return record === undefined ? null : this.#read(id, record, choiceOf(choice));
  }

  /** All configurations in the order of their creation. One that cannot be read is set aside and told as a failure. */
  async getAllConfigurations(): Promise<Configuration[]> {
    await this.#context.ready;
    const [records, defaultId] = await Promise.all([
      this.#context.journal.readAll(CONFIGURATION_KIND),
      this.#defaultId(),
    ]);
    const all = await Promise.all([...records].map(([id, record]) => this.#read(id, record, defaultId)));
    return all.filter((configuration) => configuration !== null).sort(compareConfigurations);
  }

  /** The default configuration; `null` if none is chosen, or the chosen one was deleted. */
  async getDefaultConfiguration(): Promise<Configuration | null> {
    await this.#context.ready;
    const { journal } = this.#context;
    const guess = this.#lastDefaultId;
    // Mostly it is still the one that it was, so that one reading is enough.
    const [choice, guessed] = await journal.readTogether([CHOICE, ...(guess === null ? [] : [addressOf(guess)])]);
    const id = choiceOf(choice);
    this.#lastDefaultId = id;
    if (id === null) return null;
    const record = id === guess ? guessed : await journal.read(CONFIGURATION_KIND, id);
    return record === undefined ? null : this.#read(id, record, id);
  }

  /** Makes one the default, and thereby no other. Rejects with `not-found` if there is none with this id. */
  async setDefaultConfiguration(id: string): Promise<void> {
    await this.#context.ready;
    if ((await this.#context.journal.read(CONFIGURATION_KIND, id)) === undefined) throw notFound(id, 'configuration');
    await this.#commit([choosing(id)]);
  }

  /** Deletes one; does nothing if there is none. With `base`, rejects with `conflict` if it was changed since. */
  async deleteConfiguration(id: string, { base }: SaveOptions = {}): Promise<void> {
    await this.#context.ready;
    if ((await this.#context.journal.read(CONFIGURATION_KIND, id)) === undefined) return;
    await this.#commit([{ kind: CONFIGURATION_KIND, id, deleted: true, base }]);
  }

  /** Deletes all of them. Settings, preferences, metrics and keys stay. */
  async clearAll(): Promise<void> {
    await this.#context.ready;
    const entries = await this.#context.journal.deleteAll(CONFIGURATION_KIND, [choosing(null)]);
    const written = this.#context.onCommitted(entries);
    this.#context.changes.announce('configurations-cleared', '', 0);
    await written;
  }

  /** The revision under which this very object was read or saved; nothing for a copy or an object made elsewhere. */
  revisionOf(configuration: Configuration): number | undefined {
    return this.#revisions.get(configuration);
  }

  /**
   * Whether a configuration is of a version that is not known here. It can be saved if every field is carried along,
   * as when the object that was read is changed; it is best shown read-only.
   */
  isNewer(configuration: Configuration): boolean {
    return configurationVersions.isNewer(configuration);
  }

  /** Hears of changes made here, in other tabs, and by other pages that write the shared list. */
  subscribe(listener: (change: ConfigurationChange) => void): Stop {
    return this.#context.changes.subscribe(({ kind, id, rev, origin }) => {
      const told = CHANGES[kind];
      if (told !== undefined) listener({ kind: told, id, revision: rev, origin });
    });
  }

  async #commit(writes: readonly JournalWrite[]): Promise<JournalEntry[]> {
    const entries = await this.#context.journal.commit(writes);
    await this.#committed(entries);
    return entries;
  }

  #committed(entries: readonly JournalEntry[]): Promise<void> {
    const written = this.#context.onCommitted(entries);
    announceConfigurations(this.#context, entries, 'here');
    return written;
  }

  async #defaultId(): Promise<string | null> {
    const [choice] = await this.#context.journal.readTogether([CHOICE]);
    return choiceOf(choice);
  }

  /** The journal may have been written by another version of this library, so that what it holds is checked. */
  async #read(id: string, record: JournalRecord, defaultId: string | null): Promise<Configuration | null> {
    await storedSchemas.load();
    const reading = configurationVersions.read(record.value);
    if (reading.state === 'readable') return this.#hold(shownConfiguration(reading.value, defaultId), record.rev);
    await reportUnreadable(this.#context, `${CONFIGURATION_KIND}/${id}`, configurationVersions.title, record, reading);
    return null;
  }

  #hold(configuration: Configuration, revision: number): Configuration {
    this.#revisions.set(configuration, revision);
    return configuration;
  }

  /**
   * One configuration as the text of a file, with references to keys, secrets and live API keys left out (schema design
   * 10.3). Rejects with `not-found` if it is not here or cannot be read.
   */
  async exportConfiguration(id: string, { dialect }: ExportOptions = {}): Promise<string> {
    const { exportText } = await loadInterchange();
    return exportText(this.#exchange(), { ids: [id], dialect });
  }

  /** Several configurations as the text of one file: those with these ids, in this order, or all that can be read. */
  async exportConfigurations(ids?: readonly string[], { dialect }: ExportOptions = {}): Promise<string> {
    const { exportText } = await loadInterchange();
    return exportText(this.#exchange(), { ids, dialect });
  }

  /** Every configuration that can be read, and the settings, as the text of one file. */
  async exportAll({ dialect }: ExportOptions = {}): Promise<string> {
    const { exportText } = await loadInterchange();
    return exportText(this.#exchange(), { withSettings: true, dialect });
  }

  /**
   * What a file of any dialect would change here. Nothing is changed by looking. Rejects with `invalid-import` if the
   * file cannot be read at all; what is wrong with one configuration only is in its entry.
   */
  async previewImport(source: ImportSource, options?: ImportOptions): Promise<ImportPreview> {
    const { previewImport } = await loadInterchange();
    return previewImport(this.#exchange(), source, options);
  }

  /**
   * Does what a preview shows, all or nothing: what is not here is added; what is here is kept, and the file's version
   * added beside it, unless the choices say otherwise. Rejects with `conflict` if anything that would be changed was
   * changed since the preview, or as {@link saveConfiguration} does; nothing is changed then.
   */
  async importConfiguration(preview: ImportPreview, choices?: ImportChoices): Promise<ImportResult> {
    const { applyImport } = await loadInterchange();
    return applyImport(this.#exchange(), preview, choices);
  }

  #exchange(): Exchange {
    return {
      ...this.#context,
      committed: (entries) => this.#committed(entries),
      hold: (configuration, revision) => this.#hold(configuration, revision),
    };
  }
}

/** Tells everyone what was committed. */
export function announceConfigurations(
  { changes }: Pick<RepositoryContext, 'changes'>,
  entries: readonly JournalEntry[],
  origin: StorageChange['origin'],
): void {
  for (const { kind, id, rev, deleted, value } of entries) {
    if (kind === CONFIGURATION_KIND)
      changes.announce(deleted === true ? 'configuration-deleted' : 'configuration-saved', id, rev, origin);
    if (kind === CHOICE_KIND) changes.announce('default-changed', typeof value === 'string' ? value : '', rev, origin);
  }
}

/** Where it stands which configuration is the default one. */
const CHOICE: RecordAddress = { kind: CHOICE_KIND, id: CONFIGURATION_KIND };

function choosing(id: string | null): JournalWrite {
  return { ...CHOICE, value: id };
}

function addressOf(id: string): RecordAddress {
  return { kind: CONFIGURATION_KIND, id };
}

/** Checks all of them before any is written. */
function accept(configurations: readonly Configuration[], modified: string): Configuration[] {
  const values: Configuration[] = [];
  const issues: ValidationIssue[] = [];
  for (const [index, configuration] of configurations.entries()) {
    const checked = configurationVersions.accept(
      typeof configuration === 'object' ? { ...configuration, modified } : configuration,
    );
    const path = configurations.length === 1 ? [] : [index];
    if (!checked.ok) issues.push(...checked.issues.map((issue) => ({ ...issue, path: [...path, ...issue.path] })));
    else if (values.some(({ id }) => id === checked.value.id))
      issues.push({ path: [...path, 'id'], message: 'Two configurations have the same id.' });
    else values.push(checked.value);
  }
  if (issues.length > 0) throw invalid(issues);
  return values;
}

function invalid(issues: readonly ValidationIssue[]): FailureError {
  return new FailureError({
    code: 'invalid-configuration',
    issues,
    message: `The configuration was not saved, because it is not valid.\n${issuesInWords(issues)}`,
    remedy: 'Correct the marked fields and save again.',
  });
}
