/** The operations of which every storage operation is made to fail (reliability S21 and G4), and what they leave. */
import type { Configuration } from '../../../../src/domain/configuration.js';
import type { Storage } from '../../../../src/storage/index.js';
import { CONFIGS_KEY, configuration, seedMetrics, seedSettings, SeedRepository, SETTINGS_KEY } from '../support.js';
import { ModelProfile, type ModelPage } from './profile.js';

/** Something that a person or another page asks for. */
export interface CrashOperation {
  readonly name: string;
  /** What is there before, besides {@link furnish}. */
  readonly prepare?: (profile: ModelProfile) => Promise<void>;
  /** The operation; what is done by opening a page has none. */
  readonly run?: (storage: Storage) => Promise<unknown>;
  /**
   * Of what is done by opening a page: texts that must be somewhere afterwards, if only set aside. Where IndexedDB died
   * on the way, two stores meet, and which of two versions is taken depends on what each of them knows.
   */
  readonly keeps?: readonly string[];
  /** Whether versions are set aside on the way: when it is done again, more copies than needed may be left. */
  readonly setsAside?: boolean;
}

/** Everything that is kept, without what depends on the hour. */
export interface KeptState {
  readonly configurations: readonly unknown[];
  readonly settings: unknown;
  readonly metrics: unknown;
  readonly quarantine: readonly string[];
  readonly backups: readonly string[];
}

/** A profile whose localStorage is at once everywhere, and on disk only when that is said. */
export function steadyProfile(): ModelProfile {
  return new ModelProfile(1, { maxDelayMs: 0, droppedEvents: 0, duplicatedEvents: 0, maxFlushMs: Infinity });
}

/** Puts in what people have, and lets everything come to rest. */
export async function furnish(profile: ModelProfile): Promise<void> {
  const { storage } = profile.open();
  await storage.configurations.saveConfigurations([
    configuration('kept', { isDefault: true }),
    configuration('edited', { description: 'before' }),
    configuration('doomed'),
  ]);
  await storage.settings.saveSettings(seedSettings());
  await rest(profile);
}

/** Closes every page when nothing happens any more, as a person would, and writes all of it to disk. */
export async function rest(profile: ModelProfile): Promise<void> {
  await profile.pass(450, 150);
  for (const page of profile.pages) if (!page.faults.dead) page.close();
  await profile.pass(50, 50);
  profile.local.flush();
}

/** What another page of this origin wrote. */
async function writtenElsewhere(profile: ModelProfile, write: (page: SeedRepository) => void): Promise<void> {
  write(new SeedRepository(profile.local.open()));
  await profile.pass(50, 50);
  profile.local.flush();
}

/** Everything as a page sees it. */
export async function stateOf({ storage }: ModelPage): Promise<KeptState> {
  const [all, chosen, settings, metrics, quarantine, backups] = await Promise.all([
    storage.configurations.getAllConfigurations(),
    storage.configurations.getDefaultConfiguration(),
    storage.settings.getSettings(),
    storage.metricsCache.getLatestMetrics(),
    storage.quarantine.list(),
    storage.backups.list(),
  ]);
  return {
    configurations: [...all, { default: chosen?.id }].map(withoutTime),
    settings,
    metrics: metrics === null ? null : { ...metrics, expiresAt: '' },
    quarantine: quarantine.map(({ text }) => text).sort(),
    backups: backups.map(({ text }) => text).sort(),
  };
}

function withoutTime(value: object): unknown {
  return { ...value, modified: '' };
}

const IMPORTED = { ...configuration('imported'), name: 'From a file' };
const OLD_EDITED = { ...configuration('edited'), version: '0.9' } as Configuration;
const GARBAGE = '[{"id":"edited","name":"cut off';

export const CRASH_OPERATIONS: readonly CrashOperation[] = [
  {
    name: 'save new',
    run: ({ configurations }) => configurations.saveConfiguration(configuration('new', { isDefault: true })),
  },
  {
    name: 'save edit',
    run: async ({ configurations }) => {
      const found = await configurations.getConfiguration('edited');
      if (found === null) throw new Error('nothing to edit');
      const base = configurations.revisionOf(found);
      return configurations.saveConfiguration({ ...found, description: 'after' }, { base });
    },
  },
  {
    name: 'bulk save',
    run: ({ configurations }) =>
      configurations.saveConfigurations([
        configuration('edited', { description: 'after' }),
        configuration('new-1'),
        configuration('new-2', { isDefault: true }),
      ]),
  },
  { name: 'delete', run: ({ configurations }) => configurations.deleteConfiguration('doomed') },
  { name: 'set default', run: ({ configurations }) => configurations.setDefaultConfiguration('edited') },
  { name: 'clear all', run: ({ configurations }) => configurations.clearAll() },
  { name: 'save settings', run: ({ settings }) => settings.saveSettings({ ...seedSettings(), theme: 'dark' }) },
  {
    name: 'import',
    run: async ({ configurations }) => {
      const file = [IMPORTED, { ...configuration('edited'), description: 'from a file' }];
      const preview = await configurations.previewImport(JSON.stringify(file));
      const decisions = new Map(preview.entries.map(({ key }) => [key, 'replace' as const]));
      return configurations.importConfiguration(preview, { decisions });
    },
  },
  {
    name: 'migrating save',
    prepare: async (profile) => {
      await writtenElsewhere(profile, (page) =>
        page.saveConfiguration({ ...OLD_EDITED, modified: '2026-12-01T00:00:00.000Z' }),
      );
      profile.open();
      await rest(profile);
    },
    run: async ({ configurations }) => {
      const found = await configurations.getConfiguration('edited');
      if (found === null) throw new Error('nothing to migrate');
      return configurations.saveConfiguration({ ...found, description: 'lifted' });
    },
  },
  {
    name: 'merge of what another page wrote',
    setsAside: true,
    keeps: ['elsewhere', '"new-1"', 'dark'],
    prepare: (profile) =>
      writtenElsewhere(profile, (page) => {
        const modified = '2026-12-01T00:00:00.000Z';
        page.saveConfiguration(configuration('edited', { description: 'elsewhere', modified }));
        page.saveConfiguration(configuration('new', { isDefault: true }));
        page.saveSettings({ ...seedSettings(), theme: 'dark' });
      }),
  },
  {
    name: 'quarantine of what nobody can read',
    keeps: ['cut off', '\u0000'],
    prepare: async (profile) => {
      const document = profile.local.open();
      document.setItem(CONFIGS_KEY, GARBAGE);
      document.setItem(SETTINGS_KEY, '\u0000');
      await profile.pass(50, 50);
      profile.local.flush();
    },
  },
  { name: 'save metrics', run: ({ metricsCache }) => metricsCache.saveMetrics(seedMetrics()) },
  {
    name: 'adoption of what was saved without IndexedDB',
    setsAside: true,
    keeps: ['in poor times', '"new-1"', 'dark'],
    prepare: async (profile) => {
      const { storage } = profile.open({ withoutIndexedDB: true });
      await profile.pass(450, 150);
      await storage.configurations.saveConfigurations([
        configuration('edited', { description: 'in poor times' }),
        configuration('new', { isDefault: true }),
      ]);
      await storage.configurations.deleteConfiguration('doomed');
      await storage.settings.saveSettings({ ...seedSettings(), theme: 'dark' });
      await rest(profile);
    },
  },
];
