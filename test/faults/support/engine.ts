/** Browsers for the fault tests: started on a profile of their own, driven, killed, and cleaned up after. */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  launch,
  type Browser,
  type BrowserContext,
  type CDPSession,
  type LaunchOptions,
  type Page,
} from 'puppeteer-core';
import { afterAll, beforeAll, describe, inject, onTestFinished } from 'vitest';
import { launchFirefox } from '../../../scripts/launch-firefox.mjs';
import { startStaticServer, type StaticServer } from '../../../scripts/static-server.mjs';
import { faultsFolder, wantedEngines } from './folder.js';
import { descendantsOf, isRunning } from './processes.js';

/** Names of the engines that the tests know. */
export type EngineName = 'chromium' | 'firefox';

/** An engine that is there, and how to start it; plain data, since it comes from another process. */
export interface EngineLaunch {
  readonly name: EngineName;
  readonly options: LaunchOptions;
  readonly source: string;
}

/** How one browser differs from the others. */
export interface BrowserOptions {
  /** A profile that outlives the browser; by default a new one that goes with it. */
  readonly profile?: string;
  readonly args?: readonly string[];
  /** Preferences of Firefox. */
  readonly prefs?: Readonly<Record<string, unknown>>;
}

/** Share of the full size that a long run, before a release, has: 1 unless AURIGRAPH_LONG says less. */
const share = Number(process.env.AURIGRAPH_LONG ?? 0);

/** Whether this is the long run. */
export const isLong = share > 0;

/** A figure that is small in every run and large before a release. */
export function size(ci: number, long: number): number {
  return isLong ? Math.max(ci, Math.round(long * share)) : ci;
}

/** How long a test may take, in milliseconds. */
export function time(ci: number, long = ci): number {
  return isLong ? Math.max(long, ci) : ci;
}

/** Name under which the same server is not a secure context (reliability, finding 8). */
const INTRANET = 'intranet.test';

const ARGS: Record<EngineName, readonly string[]> = {
  chromium: [`--host-resolver-rules=MAP ${INTRANET} 127.0.0.1`],
  firefox: [],
};

/** A new folder for a profile, inside the project. */
export function newProfile(): string {
  const folder = join(faultsFolder, 'profiles');
  mkdirSync(folder, { recursive: true });
  return mkdtempSync(join(folder, 'profile-'));
}

/** Removes a profile. A browser that was killed may still be writing. */
export function removeProfile(profile: string): void {
  rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}

/**
 * Puppeteer puts a Firefox profile's preferences back once it has seen the process end, which is after the process is
 * gone: a browser that starts on the profile meanwhile finds files that vanish under it.
 */
const PREFERENCES_PUT_BACK = ['prefs.js.puppeteer', 'user.js.puppeteer'];

/** A running browser with a server of the test pages. */
export class FaultBrowser {
  readonly #ownProfile: boolean;

  private constructor(
    readonly engine: EngineName,
    readonly browser: Browser,
    readonly site: StaticServer,
    readonly profile: string,
    ownProfile: boolean,
  ) {
    this.#ownProfile = ownProfile;
  }

  /** Starts a browser; `site` is the server that its pages come from, and stays open. */
  static async start(engine: EngineLaunch, site: StaticServer, options: BrowserOptions = {}): Promise<FaultBrowser> {
    const profile = options.profile ?? newProfile();
    const start = engine.name === 'firefox' ? launchFirefox : launch;
    const browser = await start({
      ...engine.options,
      args: [...(engine.options.args ?? []), ...ARGS[engine.name], ...(options.args ?? [])],
      // Puppeteer's own choice keeps pages out of the back-forward cache.
      ignoreDefaultArgs: engine.name === 'chromium' ? ['--disable-back-forward-cache'] : false,
      extraPrefsFirefox: { 'network.dns.localDomains': INTRANET, ...options.prefs },
      userDataDir: profile,
      protocolTimeout: 3_600_000,
    });
    return new FaultBrowser(engine.name, browser, site, profile, options.profile === undefined);
  }

  /** Process id of the whole browser. */
  get pid(): number {
    return this.browser.process()?.pid ?? 0;
  }

  /** Address of the test page on an origin that is not a secure context. */
  get intranetUrl(): string {
    return `http://${INTRANET}:${this.site.port}/`;
  }

  /** Tabs of one context share their storage; another context has another one. */
  context(): Promise<BrowserContext> {
    return this.browser.createBrowserContext();
  }

  /** The Chromium protocol of one page. */
  cdp(page: Page): Promise<CDPSession> {
    return page.createCDPSession();
  }

  /** Ends the browser at once, as a crash does. Resolves when every process is gone. */
  async kill(): Promise<void> {
    const all = [this.pid, ...descendantsOf(this.pid)];
    process.kill(-this.pid, 'SIGKILL');
    for (const pid of all) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It went with its group.
      }
    }
    await this.browser.disconnect().catch(() => undefined);
    await until(() => !all.some(isRunning));
    await until(() => !PREFERENCES_PUT_BACK.some((name) => existsSync(join(this.profile, name))));
  }

  async close(): Promise<void> {
    const process = this.browser.process();
    if (process !== null && process.exitCode === null && process.signalCode === null) await this.browser.close();
    if (this.#ownProfile) removeProfile(this.profile);
  }
}

/** Waits for a condition in the test's own process; rejects after `timeoutMs`. */
export async function until(condition: () => boolean | Promise<boolean>, timeoutMs = 10_000): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`This did not become true within ${timeoutMs} ms: ${String(condition)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Opens a tab on the test page and gives it when the tools are there; storage is not opened yet. */
export async function openTab(
  context: Pick<BrowserContext, 'newPage'>,
  url: string,
  prepare?: () => void,
): Promise<Page> {
  const page = await context.newPage();
  if (prepare !== undefined) await page.evaluateOnNewDocument(prepare);
  await page.goto(url);
  return page;
}

/** The server of the test pages. No policy: the tests break rules that a host page keeps. */
export function serve(): Promise<StaticServer> {
  return startStaticServer({ folders: { '/': join(faultsFolder, 'www') }, policy: '' });
}

/** What a chapter of tests works with. */
export interface Chapter {
  readonly engine: EngineLaunch;
  /** The browser of the whole chapter. */
  readonly shared: FaultBrowser;
  readonly site: StaticServer;
  /** Starts another browser, for a test that breaks it. */
  start(options?: BrowserOptions): Promise<FaultBrowser>;
}

/**
 * The same tests in every engine that the run is about, one after the other. An engine that is not on this machine is
 * skipped and counted as skipped.
 */
export function describeEngines(title: string, tests: (chapter: Chapter) => void): void {
  const found = inject('engines');
  for (const name of wantedEngines) {
    const engine = found.find((candidate) => candidate.name === name);
    if (engine === undefined) describe.skip(`${title} in ${name}`, () => tests(new EngineChapter()));
    else describe(`${title} in ${name}`, () => tests(prepare(engine)));
  }
}

class EngineChapter implements Chapter {
  engineOf: EngineLaunch | undefined;
  siteOf: StaticServer | undefined;
  sharedOf: FaultBrowser | undefined;

  get engine(): EngineLaunch {
    return this.engineOf ?? { name: 'firefox', options: {}, source: 'missing' };
  }

  get site(): StaticServer {
    if (this.siteOf === undefined) throw new Error('The server was not started yet.');
    return this.siteOf;
  }

  get shared(): FaultBrowser {
    if (this.sharedOf === undefined) throw new Error('The browser was not started yet.');
    return this.sharedOf;
  }

  start(options: BrowserOptions = {}): Promise<FaultBrowser> {
    return FaultBrowser.start(this.engine, this.site, options);
  }
}

function prepare(engine: EngineLaunch): Chapter {
  const chapter = new EngineChapter();
  chapter.engineOf = engine;
  beforeAll(async () => {
    chapter.siteOf = await serve();
    chapter.sharedOf = await chapter.start();
  });
  afterAll(async () => {
    await chapter.sharedOf?.close();
    await chapter.siteOf?.close();
  });
  return chapter;
}

/** Tabs of one fresh context with storage open; the context goes with the test. */
export async function openTabs(chapter: Chapter, count: number, url = chapter.site.url): Promise<Page[]> {
  const context = await freshContext(chapter);
  const tabs: Page[] = [];
  for (let index = 0; index < count; index += 1) tabs.push(await openTab(context, url));
  await Promise.all(tabs.map((tab) => tab.evaluate(() => stage.open())));
  return tabs;
}

/** A context of its own for one test. */
export async function freshContext(chapter: Chapter): Promise<BrowserContext> {
  const context = await chapter.shared.context();
  onTestFinished(() => context.close());
  return context;
}

/** A browser of its own for one test, on a profile that may outlive it. */
export async function ownBrowser(chapter: Chapter, options: BrowserOptions = {}): Promise<FaultBrowser> {
  const own = await chapter.start(options);
  onTestFinished(() => own.close());
  return own;
}
