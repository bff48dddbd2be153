/** A browser profile with everything that goes wrong in it: lagging localStorage, pages that die, freeze and come back. */
import { IDBFactory } from 'fake-indexeddb';
import type { Clock, Stop } from '../../../../src/domain/clock.js';
import type { Configuration } from '../../../../src/domain/configuration.js';
import type { AppSettings } from '../../../../src/domain/settings.js';
import { openStorage, type Storage } from '../../../../src/storage/index.js';
import { crashingIndexedDB, crashingKeyValue, StorageFaults } from '../../../support/crashing-records.js';
import { LaggingLocalStorage, type LaggingDocument, type LagOptions } from '../../../support/lagging-local-storage.js';
import { ManualClock } from '../../../support/manual-clock.js';
import { FakeTabs, SeedRepository } from '../support.js';

/** The clock of one page: its timers stand still while the page is frozen, and are gone when it is. */
class PageClock implements Clock {
  #frozen = false;
  #held: (() => void)[] = [];

  constructor(
    private readonly clock: ManualClock,
    private readonly faults: StorageFaults,
  ) {}

  now(): number {
    return this.clock.now();
  }

  elapsed(): number {
    return this.clock.elapsed();
  }

  after(delayMs: number, run: () => void): Stop {
    let stopped = false;
    const due = (): void => {
      if (stopped || this.faults.dead) return;
      if (this.#frozen) this.#held.push(due);
      else run();
    };
    const stop = this.clock.after(delayMs, due);
    return () => {
      stopped = true;
      stop();
    };
  }

  freeze(): void {
    this.#frozen = true;
  }

  thaw(): void {
    this.#frozen = false;
    const held = this.#held;
    this.#held = [];
    for (const run of held) run();
  }
}

/** What an element shows: what it read when it heard of a change last. */
export interface Shown {
  readonly configurations: readonly Configuration[];
  readonly settings: AppSettings | null;
}

/** One tab with this library in it, an element that shows everything, and the schema design's class beside it. */
export class ModelPage {
  readonly faults = new StorageFaults();
  readonly storage: Storage;
  /** The schema design's own class, in the same process. */
  readonly schemaDesign: SeedRepository;
  /** Configurations as an editor has them open, by id. */
  readonly editing = new Map<string, Configuration>();
  readonly document: LaggingDocument;
  readonly #clock: PageClock;
  readonly #channel;
  #shown: Shown | undefined;
  #reads = 0;
  #frozen = false;

  constructor(profile: ModelProfile, name: string, withoutIndexedDB: boolean) {
    this.faults.lost = withoutIndexedDB;
    let ids = 0;
    const process = profile.local.startProcess();
    this.document = process.open();
    this.schemaDesign = new SeedRepository(process.open());
    this.#clock = new PageClock(profile.clock, this.faults);
    this.#channel = profile.tabs.open();
    this.storage = openStorage({
      indexedDB: crashingIndexedDB(profile.indexedDB, this.faults),
      keyValue: crashingKeyValue(this.document, this.faults),
      tabs: this.#channel,
      clock: this.#clock,
      newId: () => ((ids += 1) === 1 ? name : `${name}-${ids}`),
    });
    this.storage.configurations.subscribe(() => void this.#read());
    this.storage.settings.subscribe(() => void this.#read());
    void this.#read();
  }

  /** What the element shows. */
  get shown(): Shown | undefined {
    return this.#shown;
  }

  get isFrozen(): boolean {
    return this.#frozen;
  }

  /** The tab is killed: nobody gets to tidy up. */
  kill(): void {
    this.faults.kill();
    this.document.kill();
    this.#channel.close();
  }

  /** The tab is closed by a person. */
  close(): void {
    this.storage.dispose();
    this.faults.kill();
  }

  freeze(): void {
    this.storage.suspend();
    this.document.freeze();
    this.#clock.freeze();
    this.#frozen = true;
  }

  thaw(): void {
    this.#frozen = false;
    this.document.thaw();
    this.#clock.thaw();
    this.storage.resume();
  }

  async #read(): Promise<void> {
    const number = (this.#reads += 1);
    try {
      const { configurations, settings } = this.storage;
      const [all, set] = await Promise.all([configurations.getAllConfigurations(), settings.getSettings()]);
      if (number === this.#reads) this.#shown = { configurations: all, settings: set };
    } catch {
      // The store is away, and the element goes on showing what it had.
    }
  }
}

/** Longer than a timer without a delay takes. */
const RETRY_MS = 2;

/** One browser profile. */
export class ModelProfile {
  readonly clock = new ManualClock();
  readonly indexedDB = new IDBFactory();
  readonly tabs = new FakeTabs();
  readonly local: LaggingLocalStorage;
  /** Every page there ever was. */
  readonly pages: ModelPage[] = [];
  /** How many writes did not fit when it was looked at last. */
  #refused = 0;

  /** Lags as badly as browsers do, and worse, unless told otherwise. */
  constructor(seed: number, lag: Partial<LagOptions> = {}) {
    this.local = new LaggingLocalStorage({
      clock: this.clock,
      seed,
      droppedEvents: 0.1,
      duplicatedEvents: 0.1,
      maxFlushMs: 2_000,
      ...lag,
    });
  }

  /** Opens a tab. */
  open({ withoutIndexedDB = false } = {}): ModelPage {
    const page = new ModelPage(this, `page-${this.pages.length}`, withoutIndexedDB);
    this.pages.push(page);
    return page;
  }

  /** The whole browser is killed: what `localStorage` had not written to disk is gone. */
  crash(): void {
    for (const page of this.pages) page.kill();
    this.local.crash();
  }

  /** Lets some turns of the event loop pass. */
  async turns(count: number): Promise<void> {
    for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  }

  /** Waits until no database is being asked anything, and nobody tries a full `localStorage` again. */
  async idle(): Promise<void> {
    for (let calm = 0; calm < 2;) {
      await this.turns(1);
      const isFull = this.local.counts.refused > this.#refused;
      this.#refused = this.local.counts.refused;
      // The retry waits for a turn of the real event loop, whatever this profile's clock says.
      if (isFull) await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      calm = isFull || this.pages.some(({ faults }) => faults.inFlight > 0) ? 0 : calm + 1;
    }
  }

  /** Lets time pass, and everything that time brings. */
  async pass(ms: number, stepMs = 50): Promise<void> {
    await this.idle();
    for (let passed = 0; passed < ms; passed += stepMs) {
      this.clock.advance(stepMs);
      await this.idle();
    }
  }
}
