/** What a story asks of one tab (reliability G18): deeds, what an editor has open, and how things stand. Plain data. */
import type { Configuration } from '../../../../src/domain/configuration.js';
import type { Failure } from '../../../../src/domain/failure.js';
import type { AppSettings } from '../../../../src/domain/settings.js';
import type { Storage as OpenStorage } from '../../../../src/storage/index.js';
import type { FinalState } from '../../../support/history.js';
import type { DesignRepository } from './design-repository.js';
import type { Faults } from './faults.js';

/** Key of the host page's own. */
const WITNESS = 'witness';

/** Something that a person does. */
export type Act =
  | { readonly what: 'save'; readonly configuration: Configuration; readonly base: number | undefined }
  | { readonly what: 'save settings'; readonly settings: AppSettings; readonly base: number | undefined }
  | { readonly what: 'delete' | 'choose'; readonly id: string }
  | { readonly what: 'clear' }
  | { readonly what: 'import'; readonly file: string };

/** How it ended, and how well things were kept at that moment. */
export interface Answer {
  /** The revision it got, where there is one. */
  readonly revision?: number | undefined;
  readonly failure?: Failure;
  /** An error that is no typed failure. */
  readonly untyped?: string;
  /** Whether a lesser store stood in. */
  readonly isFragile: boolean;
  /** Whether one ever did in this page. */
  readonly hadOutage: boolean;
}

/** What an editor has open. */
export interface Reading {
  readonly configuration: Configuration | null;
  readonly revision: number | undefined;
  readonly settings: AppSettings | null;
  readonly settingsRevision: number | undefined;
}

/** What the schema design's class found and did. */
export interface OutsideSave {
  /** Marker of the version that it replaced. */
  readonly knew: string | null;
  readonly isFull: boolean;
}

/** Everything as one tab has it: the stores, an element, and the schema design's keys. */
export interface TabState extends FinalState {
  /** How well it keeps them. */
  readonly durability: string;
  /** Whether an element shows the same that reads again whenever it hears of a change. */
  readonly isShown: boolean;
  readonly texts: Texts;
}

/** The schema design's keys, as one page sees them. */
export interface Texts {
  readonly configurations: string | null;
  readonly settings: string | null;
}

/** What was seen to go wrong in one page. */
export interface PageBites {
  /** Texts of the library's mirror that `localStorage` refused. */
  readonly 'texts refused': number;
  /** Transactions on a connection that was closed under us. */
  readonly 'connections lost': number;
  readonly 'freezes seen': number;
}

/** Plays one tab's part. */
export class Actor {
  #refused = 0;
  /** Of these, what the schema design's class wrote. */
  #refusedOutside = 0;
  #freezes = 0;
  #shown = '';
  #reads = 0;
  /** Held here, because Chromium's protocol now and then says of an unheld promise that it "was collected". */
  readonly #held = new Set<Promise<unknown>>();

  constructor(
    private readonly stage: {
      readonly storage: OpenStorage;
      readonly design: DesignRepository;
      readonly told: readonly string[];
      readonly faults: Faults;
    },
  ) {}

  /** The schema design's keys as they stand. */
  get texts(): Texts {
    return {
      configurations: localStorage.getItem('aurigraph_configs'),
      settings: localStorage.getItem('aurigraph_settings'),
    };
  }

  /** What was seen so far. */
  get bites(): PageBites & { readonly hadOutage: boolean } {
    const { told, faults } = this.stage;
    return {
      'texts refused': this.#refused - this.#refusedOutside,
      'connections lost': faults.refusals.filter((name) => name === 'InvalidStateError').length,
      'freezes seen': this.#freezes,
      hadOutage: told.includes('storage-blocked'),
    };
  }

  /** Begins to look: before storage opens. */
  watchStores(): void {
    document.addEventListener('freeze', () => (this.#freezes += 1));
    const setItem = Storage.prototype.setItem;
    const refused = (): void => void (this.#refused += 1);
    Storage.prototype.setItem = function (key, text) {
      try {
        setItem.call(this, key, text);
      } catch (error) {
        if (key.startsWith('aurigraph')) refused();
        throw error;
      }
    };
  }

  /** Shows everything, as an element does: after storage was opened. */
  showAll(): void {
    const { configurations, settings } = this.stage.storage;
    configurations.subscribe(() => void this.#read());
    settings.subscribe(() => void this.#read());
    void this.#read();
  }

  /** Does something; never rejects. */
  act(act: Act): Promise<Answer> {
    return this.#hold(this.#act(act));
  }

  /** Opens one configuration and the settings in an editor. */
  open(id: string): Promise<Reading> {
    return this.#hold(this.#open(id));
  }

  /** The schema design's class in this page saves a configuration, made from what it finds. */
  saveOutside(configuration: Configuration): OutsideSave {
    const { design } = this.stage;
    const found = design.getAllConfigurations().find(({ id }) => id === configuration.id) as Configuration | undefined;
    const { name, isDefault, modified } = configuration;
    const saved = { ...(found ?? configuration), name, isDefault, modified };
    return { knew: found?.name ?? null, isFull: this.#isFullFor(() => design.saveConfiguration(saved)) };
  }

  /** The same with the settings. */
  saveSettingsOutside(settings: AppSettings): OutsideSave {
    const { design } = this.stage;
    const found = design.getSettings() as AppSettings | null;
    const saved = { ...(found ?? settings), lastOpenedVersion: settings.lastOpenedVersion };
    return { knew: found?.lastOpenedVersion ?? null, isFull: this.#isFullFor(() => design.saveSettings(saved)) };
  }

  /** Writes something into `localStorage` that a crash right after takes away again; `false` if there is no room. */
  leaveWitness(): boolean {
    return !isRefused(() => localStorage.setItem(WITNESS, 'here'));
  }

  get hasWitness(): boolean {
    return localStorage.getItem(WITNESS) !== null;
  }

  /** Another script makes the database newer, and gives way to whoever does so next. */
  upgradeDatabase(): Promise<string> {
    return this.#hold(this.#upgradeDatabase());
  }

  /** Everything as this tab has it. */
  state(): Promise<TabState> {
    return this.#hold(this.#state());
  }

  async #act(act: Act): Promise<Answer> {
    try {
      const revision = await this.#do(act);
      return { revision, ...this.#standing() };
    } catch (error) {
      const told = error as { failure?: Failure } | null;
      if (told?.failure !== undefined) return { failure: told.failure, ...this.#standing() };
      return { untyped: String(error), ...this.#standing() };
    }
  }

  async #do(act: Act): Promise<number | undefined> {
    const { configurations, settings } = this.stage.storage;
    switch (act.what) {
      case 'save': {
        const { base } = act;
        return configurations.revisionOf(await configurations.saveConfiguration(act.configuration, { base }));
      }
      case 'save settings':
        return settings.revisionOf(await settings.saveSettings(act.settings, { base: act.base }));
      case 'delete':
        return void (await configurations.deleteConfiguration(act.id));
      case 'choose':
        return void (await configurations.setDefaultConfiguration(act.id));
      case 'clear':
        return void (await configurations.clearAll());
      case 'import':
        return void (await this.#import(act.file));
    }
  }

  async #import(file: string): Promise<void> {
    const { configurations } = this.stage.storage;
    const preview = await configurations.previewImport(file);
    const decisions = new Map(preview.entries.map(({ key }) => [key, 'replace' as const]));
    const { added, replaced } = await configurations.importConfiguration(preview, { decisions });
    if (added.length + replaced.length !== 1) throw new Error('The import did nothing.');
  }

  async #open(id: string): Promise<Reading> {
    const { configurations, settings } = this.stage.storage;
    const [configuration, set] = await Promise.all([configurations.getConfiguration(id), settings.getSettings()]);
    const revision = configuration === null ? undefined : configurations.revisionOf(configuration);
    return {
      configuration,
      revision,
      settings: set,
      settingsRevision: set === null ? undefined : settings.revisionOf(set),
    };
  }

  async #upgradeDatabase(): Promise<string> {
    const { faults } = this.stage;
    const version = (await faults.describeDatabase()).version + 1;
    return faults.openDatabase(version, { stores: [`newer-${version}`], polite: true });
  }

  async #state(): Promise<TabState> {
    const { configurations, settings, quarantine } = this.stage.storage;
    const state = {
      configurations: await configurations.getAllConfigurations(),
      defaultId: (await configurations.getDefaultConfiguration())?.id ?? null,
      settings: await settings.getSettings(),
      quarantine: (await quarantine.list()).map(({ text }) => text),
    };
    const { configurations: durability } = this.stage.storage.persistence;
    return { ...state, durability, isShown: this.#shown === shownText(state), texts: this.texts };
  }

  async #read(): Promise<void> {
    const number = (this.#reads += 1);
    try {
      const { configurations, settings } = this.stage.storage;
      const [all, set] = await Promise.all([configurations.getAllConfigurations(), settings.getSettings()]);
      if (number === this.#reads) this.#shown = shownText({ configurations: all, settings: set });
    } catch {
      // The store is away, and the element goes on showing what it had.
    }
  }

  #standing(): Pick<Answer, 'isFragile' | 'hadOutage'> {
    const { persistence } = this.stage.storage;
    return { isFragile: persistence.configurations !== 'durable', hadOutage: this.bites.hadOutage };
  }

  #hold<Result>(promise: Promise<Result>): Promise<Result> {
    this.#held.add(promise);
    const release = (): void => void this.#held.delete(promise);
    promise.then(release, release);
    return promise;
  }

  /** Whether there is no room for the schema design's class; that is not counted as the mirror's. */
  #isFullFor(save: () => void): boolean {
    const isFull = isRefused(save);
    if (isFull) this.#refusedOutside += 1;
    return isFull;
  }
}

/** Whether `localStorage` has no room for something. */
function isRefused(save: () => void): boolean {
  try {
    save();
    return false;
  } catch (error) {
    if ((error as Error).name !== 'QuotaExceededError') throw error;
    return true;
  }
}

/** What an element shows, as text. */
function shownText({ configurations, settings }: Pick<FinalState, 'configurations' | 'settings'>): string {
  return JSON.stringify({ configurations, settings });
}
