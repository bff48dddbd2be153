/**
 * What a record was before its first save in a newer format (reliability 3.5): its exact text, saved in the same
 * transaction, so that a migration that turns out wrong can be taken back.
 */
import { FailureError } from '../../domain/failure.js';
import { validate } from '../../domain/validation.js';
import * as z from '../../domain/zod.js';
import { CONFIGURATION_KIND, configurationVersions } from '../mirror/configuration-format.js';
import { announceConfigurations } from '../configurations.js';
import { notFound, unreadableData } from '../failures.js';
import { versionOf } from '../migrations.js';
import type { JournalRecord, JournalWrite } from '../journal.js';
import type { Backup } from '../backups.js';
import type { RepositoryContext } from '../repository-context.js';
import { storedSchemas } from '../parts.js';
import { SETTINGS_KIND, settingsVersions } from '../mirror/settings-format.js';
import { BACKUP_KIND, backupWrite } from './versioned-writes.js';

/** How long a backup is kept at least, in milliseconds: 30 days. */
const KEPT_MS = 30 * 24 * 60 * 60_000;

/** How much text of all backups is kept, in UTF-16 units: 1 MB of JSON. */
const MAX_LENGTH = 1_000_000;

const backupSchema = z.object({
  kind: z.string(),
  recordId: z.string(),
  version: z.string(),
  text: z.string(),
  madeAt: z.number(),
});

interface KeptBackup extends Backup {
  readonly rev: number;
}

/** Does what {@link Backups} says; loaded where there are originals. */
export class Originals {
  readonly #context: RepositoryContext;
  readonly #startedAt: number;

  constructor(context: RepositoryContext, startedAt: number) {
    this.#context = context;
    this.#startedAt = startedAt;
  }

  /** Every original there is, oldest first: kind and id of its record, its version, its text, and when it was made. */
  async list(): Promise<Backup[]> {
    await this.#context.ready;
    return (await this.#all()).map(({ rev: _rev, ...backup }) => backup);
  }

  /**
   * Puts an original back in the place of its record. What stands there is kept as a backup of its own first, so that
   * restoring can be taken back. Rejects with `not-found`, `conflict` if the record is saved at the same moment, or
   * `unreadable-data`; nothing is changed then.
   */
  async restore(id: string): Promise<void> {
    await this.#context.ready;
    const { journal, clock, changes } = this.#context;
    const record = await journal.read(BACKUP_KIND, id);
    const backup = record === undefined ? undefined : decode(id, record);
    if (backup === undefined) throw notFound(id, 'backup');
    const { kind, recordId } = backup;
    const value = valueOf(backup);
    const present = await journal.read(kind, recordId);
    const writes: JournalWrite[] = [{ kind, id: recordId, value, base: present?.rev ?? 0 }];
    if (present !== undefined && JSON.stringify(present.value) !== backup.text)
      writes.unshift(
        backupWrite({ kind, id: recordId, version: versionOf(present.value) }, present.value, clock.now()),
      );
    const entries = await journal.commit(writes);
    const written = this.#context.onCommitted(entries);
    announceConfigurations(this.#context, entries, 'here');
    const settings = entries.find((entry) => entry.kind === SETTINGS_KIND);
    if (settings !== undefined) changes.announce('settings-saved', settings.id, settings.rev);
    await written;
  }

  /**
   * Forgets originals that are older than 30 days and, oldest first, those beyond 1 MB. For the start of a later visit:
   * one whose record cannot be read now, and one that was made since this start, is kept whatever its age and size.
   */
  async prune(): Promise<void> {
    const { journal, clock } = this.#context;
    const all = await this.#all();
    let length = all.reduce((sum, { text }) => sum + text.length, 0);
    const outdated: JournalWrite[] = [];
    for (const backup of all) {
      const isDue = clock.now() - backup.madeAt > KEPT_MS || length > MAX_LENGTH;
      if (!isDue || backup.madeAt >= this.#startedAt || !(await this.#isReadable(backup))) continue;
      length -= backup.text.length;
      outdated.push({ kind: BACKUP_KIND, id: backup.id, deleted: true, base: backup.rev });
    }
    if (outdated.length === 0) return;
    // Another tab may tidy up at the same moment, or have made one anew.
    await journal.update(outdated, (read) => outdated.filter((backup) => read(backup)?.rev === backup.base));
  }

  /** Forgets an original, because a person said so. */
  async remove(id: string): Promise<void> {
    await this.#context.ready;
    const { journal } = this.#context;
    if ((await journal.read(BACKUP_KIND, id)) === undefined) return;
    await journal.commit([{ kind: BACKUP_KIND, id, deleted: true }]);
  }

  async #all(): Promise<KeptBackup[]> {
    const records = await this.#context.journal.readAll(BACKUP_KIND);
    const all = [...records].map(([id, record]) => decode(id, record)).filter((backup) => backup !== undefined);
    return all.sort((a, b) => a.madeAt - b.madeAt);
  }

  /** Whether the record of a backup is as it should be: readable, or deleted by someone. */
  async #isReadable({ kind, recordId }: Backup): Promise<boolean> {
    const record = await this.#context.journal.read(kind, recordId);
    await storedSchemas.load();
    if (kind === CONFIGURATION_KIND)
      return record === undefined || configurationVersions.read(record.value).state === 'readable';
    if (kind === SETTINGS_KIND) return record === undefined || settingsVersions.read(record.value).state === 'readable';
    // A newer version of this library keeps things that are not known here.
    return false;
  }
}

function decode(id: string, { value, rev }: JournalRecord): KeptBackup | undefined {
  const checked = validate(backupSchema, value);
  return checked.ok ? { id, rev, ...checked.value } : undefined;
}

function valueOf({ id, text }: Backup): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new FailureError(unreadableData('the journal', id, 'A backup'), { cause });
  }
}
