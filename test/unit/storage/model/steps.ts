/** What can happen to a profile, as fast-check commands. Nothing waits for anything: deeds overlap as in real life. */
import fc from 'fast-check';
import { createConfiguration, type Configuration } from '../../../../src/domain/configuration.js';
import { defaultSettings } from '../../../../src/domain/settings.js';
import { History, isMirrored, SETTINGS, type Deed, type FinalState } from '../../../support/history.js';
import { SeedRepository } from '../support.js';
import { ModelProfile, type ModelPage } from './profile.js';

const TABS = 3;
const IDS = ['a', 'b', 'c', '__proto__'] as const;

/** How often each kind of step was taken; a test asserts that all were. */
export const stepCounts = new Map<string, number>();

/** One profile with three tabs, the schema design's class in a tab of its own, and the history of all of it. */
export class World {
  readonly profile: ModelProfile;
  readonly history = new History();
  readonly tabs: ModelPage[];
  #outsider: SeedRepository;
  #isOut = false;

  constructor(seed: number) {
    this.profile = new ModelProfile(seed);
    this.tabs = Array.from({ length: TABS }, () => this.profile.open());
    this.#outsider = new SeedRepository(this.profile.local.open());
  }

  tab(index: number): ModelPage {
    const tab = this.tabs[index];
    if (tab === undefined) throw new RangeError(`There is no tab ${index}.`);
    return tab;
  }

  reopen(index: number): void {
    this.tabs[index] = this.profile.open({ withoutIndexedDB: this.#isOut });
  }

  /** IndexedDB is dead for everyone, as when the browser's process for it is gone, or works again. */
  set isOut(isOut: boolean) {
    this.#isOut = isOut;
    this.history.hadOutage ||= isOut;
    for (const tab of this.tabs) tab.faults.lost = isOut;
  }

  /** The whole browser is killed and started again. */
  crash(): void {
    this.profile.crash();
    for (const index of this.tabs.keys()) this.reopen(index);
    this.#outsider = new SeedRepository(this.profile.local.open());
  }

  /** Starts something and notes how it ends. */
  do(tab: ModelPage, deed: Deed, work: Promise<number | undefined>): void {
    work.then(
      (revision) => {
        const isFragile = tab.storage.persistence.configurations !== 'durable';
        if (!tab.faults.dead) this.history.acknowledge(deed, revision, isFragile);
      },
      (error: unknown) => {
        if (tab.faults.dead) deed.state = 'unknown';
        else this.history.refuse(deed, error);
      },
    );
    tab.faults.onDeath(() => {
      if (deed.state === 'open') deed.state = 'unknown';
    });
  }

  /** Saves one configuration; with a base it was made from that version. */
  save(tab: ModelPage, from: Configuration, base: number | undefined, knew: string | null | undefined): void {
    const marker = this.history.newMarker();
    const deed = this.history.begin({ what: 'save', id: from.id, marker, base, knew, chosen: from.isDefault });
    const { configurations } = tab.storage;
    const saving = configurations.saveConfiguration({ ...from, name: marker }, { base });
    this.do(
      tab,
      deed,
      saving.then((saved) => configurations.revisionOf(saved)),
    );
  }

  /** The schema design's class saves one configuration, as it is known to its process. */
  saveOutside(repository: SeedRepository, id: string, chosen: boolean): void {
    const found = repository.getAllConfigurations().find((configuration) => configuration.id === id);
    const marker = this.history.newMarker();
    const now = this.profile.clock.now();
    const from = found ?? createConfiguration({ id, name: marker, now });
    const modified = new Date(now).toISOString();
    this.history.begin({ what: 'outside', id, marker, knew: found?.name ?? null, chosen });
    ignoreFull(() => repository.saveConfiguration({ ...from, name: marker, modified, isDefault: chosen }));
  }

  /** Imports one configuration from a file, over whatever the preview found. */
  import(tab: ModelPage, id: string): void {
    const marker = this.history.newMarker();
    // Whatever changed since the preview makes it a conflict.
    const deed = this.history.begin({ what: 'save', id, marker, base: 0 });
    const file = JSON.stringify(createConfiguration({ id, name: marker, now: this.profile.clock.now() }));
    const { configurations } = tab.storage;
    const work = async (): Promise<undefined> => {
      const preview = await configurations.previewImport(file);
      const decisions = new Map(preview.entries.map(({ key }) => [key, 'replace' as const]));
      const { added, replaced } = await configurations.importConfiguration(preview, { decisions });
      if (added.length + replaced.length !== 1) this.history.wrongs.push(`import of ${marker} did nothing`);
    };
    this.do(tab, deed, work());
  }

  saveSettingsOutside(repository: SeedRepository): void {
    const found = repository.getSettings();
    const marker = this.history.newMarker();
    this.history.begin({ what: 'outside', id: SETTINGS, marker, knew: found?.lastOpenedVersion ?? null });
    ignoreFull(() => repository.saveSettings({ ...(found ?? defaultSettings()), lastOpenedVersion: marker }));
  }

  outsider(index: number): SeedRepository {
    return this.tabs[index]?.schemaDesign ?? this.#outsider;
  }

  /** Everything works again, everyone is awake, and time passes until nothing happens any more. */
  async end(): Promise<string[]> {
    this.profile.local.limit = Infinity;
    this.isOut = false;
    for (const tab of this.tabs) if (tab.isFrozen) tab.thaw();
    await this.profile.pass(SETTLING_MS);
    if (this.history.hadOutage) await this.profile.pass(HEALING_MS, 1_000);
    // A tab that someone looks at takes in what it missed: a lost event, a full disk (reliability T6).
    for (const tab of this.tabs) tab.storage.resume();
    await this.profile.pass(SETTLING_MS);
    return this.#judge();
  }

  async #judge(): Promise<string[]> {
    const states: FinalState[] = [];
    for (const { storage } of this.tabs) {
      const state = {
        configurations: await storage.configurations.getAllConfigurations(),
        defaultId: (await storage.configurations.getDefaultConfiguration())?.id ?? null,
        settings: await storage.settings.getSettings(),
        quarantine: (await storage.quarantine.list()).map(({ text }) => text),
      };
      states.push(state);
    }
    const [first] = states;
    if (first === undefined) return ['there is no tab'];
    return [...this.history.judge(first), ...this.#open(), ...this.#apart(states), ...this.#unmirrored(first)];
  }

  #open(): string[] {
    const open = this.history.deeds.filter(({ state, what }) => state === 'open' && what !== 'outside');
    return open.map(({ what, id, marker }) => `${what} ${id} ${marker} never settled`);
  }

  /** Tabs that do not say the same, and elements that do not show it. */
  #apart(states: readonly FinalState[]): string[] {
    const [first] = states.map((state) => JSON.stringify(state));
    const wrongs = states.some((state) => JSON.stringify(state) !== first) ? ['the tabs do not agree'] : [];
    for (const [index, { shown }] of this.tabs.entries()) {
      const { configurations, settings } = states[index] ?? {};
      const expected = JSON.stringify({ configurations, settings });
      if (JSON.stringify(shown) !== expected)
        wrongs.push(`tab ${index} shows ${JSON.stringify(shown)}, not ${expected}`);
    }
    return wrongs;
  }

  /** The schema design's keys, wherever they say something else than the journal. */
  #unmirrored({ configurations, settings }: FinalState): string[] {
    const { local } = this.profile;
    const wrongs: string[] = [];
    const check = (key: string, expected: Parameters<typeof isMirrored>[1]): void => {
      const text = local.text(key);
      if (!isMirrored(text, expected)) wrongs.push(`${key} is ${text}, not ${JSON.stringify(expected)}`);
      for (const tab of this.tabs)
        if (tab.document.getItem(key) !== text) wrongs.push(`${key} differs between processes`);
    };
    check('aurigraph_configs', configurations);
    check('aurigraph_settings', settings);
    return wrongs;
  }
}

/** Longer than every delay there is: the lag, the mirror's own and its retries. */
const SETTLING_MS = 1_000;

/** From here on so much time passes that a database has certainly answered. */
const LONG_MS = 160;

/** Longer than a dead IndexedDB is left alone, and than what stood in for it is kept. */
const HEALING_MS = 100_000;

function ignoreFull(save: () => void): void {
  try {
    save();
  } catch (error) {
    if (!(error instanceof DOMException) || error.name !== 'QuotaExceededError') throw error;
  }
}

/** Which tabs can act; all that a command may look at before it runs. */
export interface Model {
  readonly frozen: Set<number>;
}

/** One step: what it is called, what it does, and how much time passes afterwards. */
class Step implements fc.AsyncCommand<Model, World> {
  constructor(
    private readonly kind: Kind,
    private readonly at: At,
  ) {}

  check(model: Readonly<Model>): boolean {
    const isFrozen = model.frozen.has(this.at.tab);
    return this.kind.needs === 'any' || (this.kind.needs === 'frozen') === isFrozen;
  }

  async run(model: Model, world: World): Promise<void> {
    stepCounts.set(this.kind.name, (stepCounts.get(this.kind.name) ?? 0) + 1);
    this.kind.run(world, this.at, model);
    await world.profile.turns(this.at.turns);
    world.profile.clock.advance(this.at.ms);
    await world.profile.turns(this.at.turns);
    // A database that gets no turn for seconds counts as dead: that is what stories with outages are for.
    if (this.at.ms >= LONG_MS) await world.profile.idle();
  }

  toString(): string {
    const { tab, id, chosen, turns, ms } = this.at;
    return `${this.kind.name}(tab ${tab}, ${id}${chosen ? ', default' : ''}; ${turns} turns, ${ms} ms)`;
  }
}

/** Where and when. */
interface At {
  readonly tab: number;
  readonly id: string;
  readonly chosen: boolean;
  readonly turns: number;
  readonly ms: number;
}

interface Kind {
  readonly name: string;
  /** Whether the tab must be awake (the rule), frozen, or either. */
  readonly needs: 'awake' | 'frozen' | 'any';
  readonly weight: number;
  readonly run: (world: World, at: At, model: Model) => void;
}

const KINDS: readonly Kind[] = [
  {
    name: 'save new',
    needs: 'awake',
    weight: 4,
    run: (world, { tab, id, chosen }) => {
      const now = world.profile.clock.now();
      const made = { ...createConfiguration({ id, name: 'new', now }), isDefault: chosen };
      world.save(world.tab(tab), made, 0, null);
    },
  },
  {
    name: 'open in an editor',
    needs: 'awake',
    weight: 4,
    run: (world, { tab, id }) => {
      const page = world.tab(tab);
      const reading = page.storage.configurations.getConfiguration(id);
      reading.then((found) => found !== null && page.editing.set(id, found)).catch(() => undefined);
    },
  },
  {
    name: 'save what was edited',
    needs: 'awake',
    weight: 6,
    run: (world, { tab, id }) => {
      const page = world.tab(tab);
      const found = page.editing.get(id);
      if (found === undefined) return;
      world.save(page, found, page.storage.configurations.revisionOf(found), found.name);
    },
  },
  {
    name: 'save without base',
    needs: 'awake',
    weight: 2,
    run: (world, { tab, id, chosen }) => {
      const now = world.profile.clock.now();
      const made = { ...createConfiguration({ id, name: 'blind', now }), isDefault: chosen };
      world.save(world.tab(tab), made, undefined, undefined);
    },
  },
  {
    name: 'delete',
    needs: 'awake',
    weight: 2,
    run: (world, { tab, id }) => {
      const page = world.tab(tab);
      const deleting = page.storage.configurations.deleteConfiguration(id);
      world.do(
        page,
        world.history.begin({ what: 'delete', id }),
        deleting.then(() => undefined),
      );
    },
  },
  {
    name: 'set default',
    needs: 'awake',
    weight: 2,
    run: (world, { tab, id }) => {
      const page = world.tab(tab);
      const choosing = page.storage.configurations.setDefaultConfiguration(id);
      world.do(
        page,
        world.history.begin({ what: 'choose', id }),
        choosing.then(() => undefined),
      );
    },
  },
  {
    name: 'clear all',
    needs: 'awake',
    weight: 1,
    run: (world, { tab }) => {
      const page = world.tab(tab);
      const clearing = page.storage.configurations.clearAll();
      world.do(
        page,
        world.history.begin({ what: 'clear', id: '*' }),
        clearing.then(() => undefined),
      );
    },
  },
  {
    name: 'save settings',
    needs: 'awake',
    weight: 3,
    run: (world, { tab, chosen }) => {
      const page = world.tab(tab);
      const { settings } = page.storage;
      const marker = world.history.newMarker();
      const known = page.shown?.settings ?? null;
      // Half of the time as an edit of what is shown, half of the time as it is.
      const base = chosen && known !== null ? settings.revisionOf(known) : undefined;
      const knew = base === undefined ? undefined : known?.lastOpenedVersion;
      const deed = world.history.begin({ what: 'save', id: SETTINGS, marker, base, knew });
      const saving = settings.saveSettings({ ...(known ?? defaultSettings()), lastOpenedVersion: marker }, { base });
      world.do(
        page,
        deed,
        saving.then((saved) => settings.revisionOf(saved)),
      );
    },
  },
  {
    name: 'import',
    needs: 'awake',
    weight: 1,
    run: (world, { tab, id }) => world.import(world.tab(tab), id),
  },
  {
    name: 'the schema design’s class saves a configuration',
    needs: 'any',
    weight: 3,
    run: (world, { tab, id, chosen }) => world.saveOutside(world.outsider(tab), id, chosen),
  },
  {
    name: 'the schema design’s class, in a tab of its own, saves a configuration',
    needs: 'any',
    weight: 2,
    run: (world, { id, chosen }) => world.saveOutside(world.outsider(TABS), id, chosen),
  },
  {
    name: 'the schema design’s class saves settings',
    needs: 'any',
    weight: 1,
    run: (world, { tab }) => world.saveSettingsOutside(world.outsider(tab)),
  },
  {
    name: 'a tab dies and is opened again',
    needs: 'any',
    weight: 1,
    run: (world, { tab }, { frozen }) => {
      world.tab(tab).kill();
      frozen.delete(tab);
      world.reopen(tab);
    },
  },
  {
    name: 'a tab is closed and opened again',
    needs: 'awake',
    weight: 1,
    run: (world, { tab }) => {
      world.tab(tab).close();
      world.reopen(tab);
    },
  },
  {
    name: 'the browser dies and is started again',
    needs: 'any',
    weight: 1,
    run: (world, _at, { frozen }) => {
      world.crash();
      frozen.clear();
    },
  },
  {
    name: 'the storage service dies',
    needs: 'any',
    weight: 1,
    run: (world) => world.profile.local.crashService(),
  },
  {
    name: 'freeze',
    needs: 'awake',
    weight: 2,
    run: (world, { tab }, { frozen }) => {
      world.tab(tab).freeze();
      frozen.add(tab);
    },
  },
  {
    name: 'thaw',
    needs: 'frozen',
    weight: 6,
    run: (world, { tab }, { frozen }) => {
      world.tab(tab).thaw();
      frozen.delete(tab);
    },
  },
  {
    name: 'localStorage.clear()',
    needs: 'any',
    weight: 1,
    run: (world, { tab }) => world.tab(tab).document.clear(),
  },
  {
    name: 'localStorage is full',
    needs: 'any',
    weight: 1,
    run: (world) => (world.profile.local.limit = 0),
  },
  {
    name: 'localStorage has room again',
    needs: 'any',
    weight: 2,
    run: (world) => (world.profile.local.limit = Infinity),
  },
];

/** What happens in stories with outages besides. */
const OUTAGES: readonly Kind[] = [
  { name: 'IndexedDB dies', needs: 'any', weight: 2, run: (world) => (world.isOut = true) },
  { name: 'IndexedDB works again', needs: 'any', weight: 3, run: (world) => (world.isOut = false) },
  {
    name: 'half a minute passes',
    needs: 'any',
    weight: 2,
    run: (world) => {
      // Whatever is being asked of IndexedDB takes too long then.
      world.history.hadOutage = true;
      world.profile.clock.advance(31_000);
    },
  },
];

/** The names of all kinds of steps, and of those of outages. */
export const STEP_NAMES = KINDS.map(({ name }) => name);
export const OUTAGE_NAMES = OUTAGES.map(({ name }) => name);

const at: fc.Arbitrary<At> = fc.record({
  tab: fc.nat(TABS - 1),
  id: fc.constantFrom(...IDS),
  chosen: fc.boolean(),
  turns: fc.constantFrom(0, 1, 3, 10),
  ms: fc.constantFrom(0, 1, 20, LONG_MS, 400),
});

/** One step by its name, for a story that went wrong once. */
export function step(name: string, at: Partial<At> = {}): fc.AsyncCommand<Model, World> {
  const kind = [...KINDS, ...OUTAGES].find((other) => other.name === name);
  if (kind === undefined) throw new RangeError(`There is no step "${name}".`);
  return new Step(kind, { tab: 0, id: 'a', chosen: false, turns: 0, ms: 0, ...at });
}

/** Any steps, up to a number; with or without outages of IndexedDB. */
export function anySteps(
  maxCommands: number,
  withOutages: boolean,
): fc.Arbitrary<Iterable<fc.AsyncCommand<Model, World>>> {
  const kinds = [...KINDS, ...(withOutages ? OUTAGES : [])].flatMap((kind) =>
    Array.from({ length: kind.weight }, () => kind),
  );
  const steps = kinds.map((kind) => at.map((where) => new Step(kind, where)));
  return fc.commands(steps, { maxCommands, size: 'max' });
}
