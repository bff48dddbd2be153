/** One tab of a story: a page that dies, is frozen and is opened again, and what is under way in it. */
import type { CDPSession, Page } from 'puppeteer-core';
import { openTab, type FaultBrowser } from './engine.js';
import type { Reading } from './page/actor.js';
import { commandOf, pidOf } from './processes.js';

/** How long a page may take to say anything before it counts as dead, in milliseconds. */
const PING_MS = 2_000;

/** How often the process of a page is looked for: another one may have been busier at that moment. */
const LOOKS = 5;

/** A page from its beginning to its end. */
export class StoryTab {
  /** What was read in this page last, by id, as an editor has it open. */
  readonly editing = new Map<string, Reading>();
  /** What to do with everyone who still waits when the page is gone. */
  readonly #onOver = new Set<() => void>();
  #isFrozen = false;
  #isOver = false;

  private constructor(
    readonly page: Page,
    private readonly browser: FaultBrowser,
    private readonly cdp: CDPSession | undefined,
  ) {}

  /** Opens a tab; with storage, unless it is for the schema design's class alone. */
  static async open(browser: FaultBrowser, url: string, { withStorage = true } = {}): Promise<StoryTab> {
    const page = await openTab(browser.browser, url);
    const cdp = browser.engine === 'chromium' ? await browser.cdp(page) : undefined;
    const tab = new StoryTab(page, browser, cdp);
    if (withStorage) await tab.#openStorage();
    return tab;
  }

  get isFrozen(): boolean {
    return this.#isFrozen;
  }

  /** Whether the page is gone, and everything that was under way in it. */
  get isOver(): boolean {
    return this.#isOver;
  }

  async freeze(): Promise<void> {
    await this.cdp?.send('Page.setWebLifecycleState', { state: 'frozen' });
    this.#isFrozen = true;
  }

  async thaw(): Promise<void> {
    await this.cdp?.send('Page.setWebLifecycleState', { state: 'active' });
    this.#isFrozen = false;
  }

  /** The same tab with a new page in it. */
  async reload(): Promise<StoryTab> {
    await this.page.reload();
    this.over();
    const tab = new StoryTab(this.page, this.browser, this.cdp);
    await tab.#openStorage();
    return tab;
  }

  /** Process id of the page; certainly that of a page, whatever else is busy. */
  async pid(): Promise<number> {
    for (let look = 0; look < LOOKS; look += 1) {
      const pid = await pidOf(this.page, this.browser.pid);
      if (/--type=renderer|-contentproc.*isForBrowser/.test(commandOf(pid))) return pid;
    }
    throw new Error('The process of the page was not found.');
  }

  /** Whether the page answers at all. */
  async isAlive(): Promise<boolean> {
    if (this.#isOver) return false;
    const answer = this.page.evaluate(() => true).catch(() => false);
    return Promise.race([answer, new Promise<boolean>((resolve) => setTimeout(() => resolve(false), PING_MS))]);
  }

  /** Runs when the page is gone. */
  whenOver(run: () => void): void {
    this.#onOver.add(run);
  }

  /** The page is gone. */
  over(): void {
    this.#isOver = true;
    for (const run of this.#onOver) run();
    this.#onOver.clear();
  }

  /** Gets rid of a tab, dead or alive. One that crashed may never say that it is closed. */
  async close(): Promise<void> {
    this.over();
    const closed = this.page.close().catch(() => undefined);
    await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, PING_MS))]);
  }

  async #openStorage(): Promise<void> {
    await this.page.evaluate(() => {
      stage.faults.tapDatabases();
      stage.actor.watchStores();
      return stage.open().then(() => stage.actor.showAll());
    });
  }
}
