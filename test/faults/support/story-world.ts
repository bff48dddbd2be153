/** A story as it is played (reliability G18): one origin, the browser, its tabs, and the history of all of it. */
import type { StaticServer } from '../../../scripts/static-server.mjs';
import { FailureError } from '../../../src/domain/failure.js';
import { History, type Deed } from '../../support/history.js';
import { serve, until } from './engine.js';
import type { Act, Answer } from './page/actor.js';
import { isRunning } from './processes.js';
import { TABS } from './story.js';
import { StoryBites } from './story-bites.js';
import type { StoryBrowser } from './story-browser.js';
import { StoryTab } from './story-tab.js';

/** How long what is under way may take until it has ended, in milliseconds. */
const SETTLING_MS = 15_000;

/** How often a page is loaded anew until it keeps things durably again; each time it waits for two seconds. */
const MAX_RELOADS = 10;

/** How a deed begins. */
export type Begun = Parameters<History['begin']>[0];

/** Everything that takes part. */
export class StoryWorld {
  readonly history = new History();
  readonly bites = new StoryBites();
  #tabs: StoryTab[] = [];
  #outsider: StoryTab | undefined;
  /** Deeds whose tab gave no answer at all. */
  readonly #unanswered: { readonly tab: StoryTab; readonly why: string }[] = [];

  private constructor(
    private readonly browser: StoryBrowser,
    private readonly site: StaticServer,
  ) {}

  /** A world with an origin, and so with stores, of its own. */
  static async open(browser: StoryBrowser): Promise<StoryWorld> {
    const world = new StoryWorld(browser, await serve());
    await Promise.all([world.#openTabs(), world.#openOutsider()]);
    return world;
  }

  /** The tabs that have the library open. */
  get tabs(): readonly StoryTab[] {
    return this.#tabs;
  }

  /** Those of them that are not frozen. */
  get awake(): readonly StoryTab[] {
    return this.#tabs.filter(({ isFrozen }) => !isFrozen);
  }

  /** The tab in which only the schema design's class runs. */
  get outsider(): StoryTab {
    if (this.#outsider === undefined) throw new Error('The tab of the schema design’s class is not open.');
    return this.#outsider;
  }

  tab(index: number): StoryTab {
    const tab = this.#tabs[index];
    if (tab === undefined) throw new RangeError(`There is no tab ${index}.`);
    return tab;
  }

  /** Begins a deed in a tab and does not wait for it. What the tab answers is noted, also if it dies right after. */
  begin(tab: StoryTab, begun: Begun, act: Act): void {
    const deed = this.history.begin(begun);
    tab.whenOver(() => {
      if (deed.state === 'open') deed.state = 'unknown';
    });
    tab.page
      .evaluate((what) => stage.actor.act(what), act)
      .then(
        (answer) => this.#note(deed, answer),
        (error: unknown) => this.#unanswered.push({ tab, why: `${begun.what} ${begun.id}: ${String(error)}` }),
      );
  }

  async reload(index: number): Promise<void> {
    await this.#collect(this.tab(index));
    this.#tabs[index] = await this.tab(index).reload();
  }

  /** Kills the process of a tab in the middle of something, and opens the tab again. */
  async kill(index: number, middle: () => Promise<void>): Promise<void> {
    const tab = this.tab(index);
    await this.#collect(tab);
    const pid = await tab.pid();
    await middle();
    process.kill(pid, 'SIGKILL');
    await until(() => !isRunning(pid));
    this.bites.add({ 'pages killed': 1 });
    tab.over();
    await this.#replaceDead();
  }

  /** Kills the whole browser in the middle of something, and starts it again. */
  async crash(middle: () => Promise<void>): Promise<void> {
    await Promise.all(this.#tabs.map((tab) => this.#collect(tab)));
    const hadRoom = await this.outsider.page.evaluate(() => stage.actor.leaveWitness());
    await middle();
    const pid = await this.browser.crash();
    for (const tab of [...this.#tabs, this.outsider]) tab.over();
    await Promise.all([this.#openTabs(), this.#openOutsider()]);
    const isForgotten = hadRoom && !(await this.outsider.page.evaluate(() => stage.actor.hasWitness));
    this.bites.add({ 'browsers killed': isRunning(pid) ? 0 : 1, 'localStorage rolled back': isForgotten ? 1 : 0 });
  }

  /** Everything works again and everyone is awake and looked at; waits until nothing is under way any more. */
  async comeToRest(): Promise<void> {
    for (const tab of this.#tabs) if (tab.isFrozen) await tab.thaw();
    await Promise.all(this.#tabs.map(({ page }) => page.evaluate(() => stage.faults.emptyLocalStorage())));
    // What is still open then is told as a promise that never settled.
    await until(() => this.#open.length === 0, SETTLING_MS).catch(() => undefined);
    for (const index of this.#tabs.keys()) await this.#heal(index);
    for (const { page } of this.#tabs) {
      await page.bringToFront();
      await page.evaluate(() => stage.storage.resume());
    }
  }

  /** Deeds without an answer, although the tab is there. */
  unsettled(): string[] {
    const open = this.#open.map(({ what, id, marker }) => `${what} ${id} ${marker} never settled`);
    const unanswered = this.#unanswered.filter(({ tab }) => !tab.isOver).map(({ why }) => `no answer to ${why}`);
    return [...open, ...unanswered];
  }

  /** Closes the tabs; the browser stays for the next story. */
  async close(): Promise<void> {
    await Promise.all(this.#tabs.map((tab) => this.#collect(tab).catch(() => undefined)));
    await Promise.all([...this.#tabs, this.outsider].map((tab) => tab.close()));
    await this.site.close();
  }

  get #open(): Deed[] {
    return this.history.deeds.filter(({ state, what }) => state === 'open' && what !== 'outside');
  }

  async #openTabs(): Promise<void> {
    const opening = Array.from({ length: TABS }, () => StoryTab.open(this.browser.current, this.site.url));
    this.#tabs = await Promise.all(opening);
  }

  async #openOutsider(): Promise<void> {
    this.#outsider = await StoryTab.open(this.browser.current, this.site.url, { withStorage: false });
  }

  /** Opens anew what died. A browser may have had two tabs in one process. */
  async #replaceDead(): Promise<void> {
    const isAlive = await Promise.all([...this.#tabs, this.outsider].map((tab) => tab.isAlive()));
    for (const [index, tab] of this.#tabs.entries()) {
      if (isAlive[index] === true) continue;
      void tab.close();
      this.#tabs[index] = await StoryTab.open(this.browser.current, this.site.url);
    }
    if (isAlive[TABS] === true) return;
    void this.outsider.close();
    await this.#openOutsider();
  }

  /**
   * Until a page keeps things durably again. By itself it asks after half a minute; a reload is quicker. It reads first,
   * because a page that did nothing does not know that its store is away: in Firefox an upgrade may wait ten seconds
   * for a page that was loaded anew while it opened the database.
   */
  async #heal(index: number): Promise<void> {
    const isDurable = (): Promise<boolean> =>
      this.tab(index).page.evaluate(async () => {
        await stage.storage.configurations.getAllConfigurations();
        return stage.fact().configurations === 'durable';
      });
    for (let reloads = 0; reloads < MAX_RELOADS && !(await isDurable()); reloads += 1) await this.reload(index);
  }

  #note(deed: Deed, { revision, failure, untyped, isFragile, hadOutage }: Answer): void {
    this.history.hadOutage ||= hadOutage;
    if (failure !== undefined) this.history.refuse(deed, new FailureError(failure));
    else if (untyped !== undefined) this.history.refuse(deed, untyped);
    else this.history.acknowledge(deed, revision, isFragile);
  }

  async #collect({ page }: StoryTab): Promise<void> {
    const { hadOutage, ...bites } = await page.evaluate(() => stage.actor.bites);
    this.history.hadOutage ||= hadOutage;
    this.bites.add(bites);
  }
}
