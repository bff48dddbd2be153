/** Settings of the whole application, one set per namespace (schema design 3). */
import type { Stop } from '../domain/clock.js';
import { failureOf, FailureError } from '../domain/failure.js';
import { defaultSettings, type AppSettings } from '../domain/settings.js';
import { issuesInWords } from '../domain/validation.js';
import type { StorageChange } from './changes.js';
import { reportUnreadable, type RepositoryContext, type SaveOptions } from './repository-context.js';
import { storedSchemas } from './parts.js';
import { checkable } from './schemas.js';
import { SETTINGS_ID, SETTINGS_KIND, settingsVersions } from './mirror/settings-format.js';
import { commitVersioned } from './journal/versioned-writes.js';

/** News about the settings. Read them again to see what they are now. */
export interface SettingsChange {
  /** `refreshed`: this page was away, and they may have changed. */
  readonly kind: 'saved' | 'refreshed';
  /** Revision after the change; 0 where there is none. */
  readonly revision: number;
  readonly origin: StorageChange['origin'];
}

/** Saves and loads the settings. */
export class SettingsRepository {
  readonly #context: RepositoryContext;
  readonly #revisions = new WeakMap<AppSettings, number>();

  constructor(context: RepositoryContext) {
    this.#context = context;
  }

  /**
   * Saves the settings and gives them back as they are now. Rejects with `invalid-settings`, `conflict`,
   * `newer-version` if something of a newer version would be lost, `quota-exceeded` or `storage-blocked`; nothing is
   * changed then.
   */
  async saveSettings(settings: AppSettings, { base }: SaveOptions = {}): Promise<AppSettings> {
    const value = await accept(settings);
    await this.#context.ready;
    const entries = await commitVersioned(this.#context.journal, {
      versions: settingsVersions,
      writes: [{ kind: SETTINGS_KIND, id: SETTINGS_ID, value, base }],
      now: this.#context.clock.now(),
    });
    const revision = entries[0]?.rev ?? 0;
    const written = this.#context.onCommitted(entries);
    this.#context.changes.announce('settings-saved', SETTINGS_ID, revision);
    await written;
    return this.#hold(value, revision);
  }

  /** The settings; `null` if none were saved, or what was saved cannot be read, which is then set aside and told. */
  async getSettings(): Promise<AppSettings | null> {
    await this.#context.ready;
    const record = await this.#context.journal.read(SETTINGS_KIND, SETTINGS_ID);
    if (record === undefined) return null;
    await storedSchemas.load();
    const reading = settingsVersions.read(record.value);
    if (reading.state === 'readable') return this.#hold(reading.value, record.rev);
    await reportUnreadable(this.#context, SETTINGS_KIND, settingsVersions.title, record, reading);
    return null;
  }

  /**
   * The settings, or the defaults, which are then saved unless something is there that cannot be read. Never rejects:
   * where nothing can be stored the defaults are given all the same, and the failure is told.
   */
  async getOrCreateDefault(): Promise<AppSettings> {
    try {
      return (await this.getSettings()) ?? (await this.saveSettings(defaultSettings(), { base: 0 }));
    } catch (error) {
      const failure = failureOf(error);
      if (failure.code !== 'conflict') this.#context.onFailure(failure);
      // Another tab may have been quicker.
      return (await this.getSettings().catch(() => null)) ?? defaultSettings();
    }
  }

  /** The revision under which this very object was read or saved; nothing for a copy or an object made elsewhere. */
  revisionOf(settings: AppSettings): number | undefined {
    return this.#revisions.get(settings);
  }

  /** Whether the settings are of a version that is not known here; see {@link ConfigurationRepository.isNewer}. */
  isNewer(settings: AppSettings): boolean {
    return settingsVersions.isNewer(settings);
  }

  /** Hears of changes made here, in other tabs, and by other pages that write the shared settings. */
  subscribe(listener: (change: SettingsChange) => void): Stop {
    return this.#context.changes.subscribe(({ kind, rev, origin }) => {
      if (kind === 'settings-saved') listener({ kind: 'saved', revision: rev, origin });
      if (kind === 'refreshed') listener({ kind, revision: 0, origin });
    });
  }

  #hold(settings: AppSettings, revision: number): AppSettings {
    this.#revisions.set(settings, revision);
    return settings;
  }
}

async function accept(settings: AppSettings): Promise<AppSettings> {
  const given = await checkable(settings);
  const checked = settingsVersions.accept(given);
  if (checked.ok) return checked.value;
  throw new FailureError({
    code: 'invalid-settings',
    issues: checked.issues,
    message: `The settings were not saved, because they are not valid.\n${issuesInWords(checked.issues)}`,
    remedy: 'Correct the marked fields and save again.',
  });
}
