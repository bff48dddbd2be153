/** What import and export work with, and what they find there. */
import type { Configuration } from '../../domain/configuration.js';
import type { AppSettings } from '../../domain/settings.js';
import { CONFIGURATION_KIND, configurationVersions, shownConfiguration } from '../mirror/configuration-format.js';
import type { Journal, JournalEntry, JournalRecord } from '../journal.js';
import type { StoredReading } from '../migrations.js';
import { CHOICE_KIND } from '../mirror.js';
import { choiceOf } from '../mirror/mirror-base.js';
import type { RepositoryContext } from '../repository-context.js';
import type { PlainData } from '../schema-steps.js';
import { SETTINGS_ID, SETTINGS_KIND, settingsVersions } from '../mirror/settings-format.js';

/** The repository's part of import and export. */
export interface Exchange extends RepositoryContext {
  /** Brings the mirror up to date and tells everyone. */
  readonly committed: (entries: readonly JournalEntry[]) => Promise<void>;
  /** Remembers the revision of an object that is handed out. */
  readonly hold: (configuration: Configuration, revision: number) => Configuration;
}

/** A record that is here. */
export interface Present<Value> {
  readonly record: JournalRecord;
  /** Its value in the present schema version; nothing if it cannot be read. */
  readonly value: Value | undefined;
  /** Whether a newer version of this library wrote it. */
  readonly isNewer: boolean;
}

/** What can be exported, and what an import may change: all of it, or as much as was asked for. */
export interface Holdings {
  readonly configurations: ReadonlyMap<string, Present<Configuration>>;
  readonly settings: Present<AppSettings> | undefined;
  /** The id of the default configuration, which may be of one that was deleted. */
  readonly choice: JournalRecord | undefined;
}

const SETTINGS = { kind: SETTINGS_KIND, id: SETTINGS_ID };
const CHOICE = { kind: CHOICE_KIND, id: CONFIGURATION_KIND };

/** Above so many, one reading of everything is quicker than a reading for each. */
const MOST_SINGLE_READS = 50;

/**
 * Reads all of it, or of the configurations only the default one and those with some ids: a file of one configuration
 * must not cost a reading of a thousand. Waits until other pages' edits are taken in.
 */
export async function readHoldings({ ready, journal }: RepositoryContext, ids?: readonly string[]): Promise<Holdings> {
  await ready;
  const isAll = ids === undefined || ids.length > MOST_SINGLE_READS;
  const [all, [settings, choice]] = await Promise.all([
    isAll ? journal.readAll(CONFIGURATION_KIND) : undefined,
    journal.readTogether([SETTINGS, CHOICE]),
  ]);
  const defaultId = choiceOf(choice);
  const wanted = new Set([...(ids ?? []), ...(defaultId === null ? [] : [defaultId])]);
  const records = all ?? (await readSome(journal, [...wanted]));
  return {
    configurations: new Map([...records].map(([id, record]) => [id, presentConfiguration(record, defaultId)])),
    settings: settings === undefined ? undefined : new StoredRecord<AppSettings>(settings, settingsVersions),
    choice,
  };
}

async function readSome(journal: Journal, ids: readonly string[]): Promise<Map<string, JournalRecord>> {
  const records = await journal.readTogether(ids.map((id) => ({ kind: CONFIGURATION_KIND, id })));
  return new Map(ids.flatMap((id, index) => (records[index] === undefined ? [] : [[id, records[index]]])));
}

/** What the configurations here are called, without checking one. */
export async function readNames({ journal }: RepositoryContext): Promise<string[]> {
  const records = await journal.readAll(CONFIGURATION_KIND);
  return [...records.values()].map(({ value }) => nameOf(value));
}

function nameOf(value: unknown): string {
  const isNamed = typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string';
  return isNamed ? String(value.name) : '';
}

/** The configuration that is the default; nothing if none is chosen, or the chosen one is gone or unreadable. */
export function defaultOf({ configurations, choice }: Holdings): Configuration | undefined {
  const id = choiceOf(choice);
  return id === null ? undefined : configurations.get(id)?.value;
}

/** Whether a record could be replaced without losing what only a newer version of this library knows. */
export function isReplaceable<Value extends Configuration | AppSettings>(
  { record, isNewer }: Present<Value>,
  value: Value,
  versions: Versions<Value>,
): boolean {
  if (!isNewer) return true;
  try {
    versions.over(record.value, value);
    return true;
  } catch {
    return false;
  }
}

/** What is asked of the versions of an entity. */
interface Versions<Value> {
  read(stored: unknown): StoredReading<Value>;
  isNewer(value: Value): boolean;
  over(stored: unknown, value: Value): PlainData;
}

function presentConfiguration(record: JournalRecord, defaultId: string | null): Present<Configuration> {
  return new StoredRecord<Configuration>(record, configurationVersions, (value) =>
    shownConfiguration(value, defaultId),
  );
}

/** A record that is checked when somebody looks: a file of one configuration must not cost a check of a thousand. */
class StoredRecord<Value> implements Present<Value> {
  #found: { readonly value: Value | undefined; readonly isNewer: boolean } | undefined;

  constructor(
    readonly record: JournalRecord,
    private readonly versions: Versions<Value>,
    private readonly show: (value: Value) => Value = (value) => value,
  ) {}

  get value(): Value | undefined {
    return this.#checked.value;
  }

  get isNewer(): boolean {
    return this.#checked.isNewer;
  }

  get #checked(): { readonly value: Value | undefined; readonly isNewer: boolean } {
    this.#found ??= this.#check();
    return this.#found;
  }

  #check(): { readonly value: Value | undefined; readonly isNewer: boolean } {
    const reading = this.versions.read(this.record.value);
    if (reading.state !== 'readable') return { value: undefined, isNewer: reading.state === 'newer' };
    return { value: this.show(reading.value), isNewer: this.versions.isNewer(reading.value) };
  }
}
