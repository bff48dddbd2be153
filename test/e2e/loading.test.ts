import { fileURLToPath } from 'node:url';
import type { Browser, HTTPRequest, Page } from 'puppeteer-core';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startStaticServer, strictPolicy, type StaticServer } from '../../scripts/static-server.mjs';
import { launchBrowser, openWatchedPage } from '../support/browser.js';
import { textOf, waitForState } from '../support/dashboard-site.js';
import { startSimulatorProcess, type SimulatorProcess } from '../support/simulator.js';

const outDir = fileURLToPath(new URL('../../.cache/loading-site', import.meta.url));

let browser: Browser;
let simulator: SimulatorProcess;
let site: StaticServer;
let page: Page;
let problems: readonly string[];
/** Files that the page asked for. */
let asked: string[];
/** What the network refuses. */
let refused: RegExp | undefined;

/** The library as a page's bundler makes it: a file for what is there at once, and one for each part that comes later. */
async function buildSite(): Promise<void> {
  const input = fileURLToPath(new URL('../../dist/define.js', import.meta.url));
  const output = { entryFileNames: '[name].js', chunkFileNames: '[name].js' };
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: { outDir, emptyOutDir: true, target: 'es2022', rolldownOptions: { input, output } },
  });
}

const ELEMENTS =
  '<aurigraph-tps-chart></aurigraph-tps-chart><aurigraph-connection-status></aurigraph-connection-status>';

function pageWith(attributes: string, elements = ELEMENTS): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Test</title><link rel="icon" href="data:,"><script type="module" src="/define.js"></script><aurigraph-provider worker="never" ${attributes}>${elements}</aurigraph-provider></html>`;
}

function note(request: HTTPRequest): void {
  const { pathname } = new URL(request.url());
  asked.push(pathname);
  if (refused?.test(pathname) === true) void request.abort('internetdisconnected');
  else void request.continue();
}

/** Presses the button that an element shows. */
async function press(tag: string, name: string): Promise<void> {
  const handle = await page.waitForSelector(`${tag} >>> button ::-p-text(${name})`, { timeout: 5_000 });
  await handle?.click();
}

beforeAll(async () => {
  await buildSite();
  [browser, simulator] = await Promise.all([launchBrowser(), startSimulatorProcess()]);
  // Each has storage of its own: a chart that finds the values of the page before shows those, and not that it failed.
  const live = (namespace: string) => () =>
    pageWith(`mode="live" namespace="${namespace}" ws-url="ws://127.0.0.1:${simulator.port}/ws"`);
  site = await startStaticServer({
    folders: { '/': outDir },
    pages: {
      '/demo': () => pageWith('mode="demo" namespace="loading-demo"'),
      '/live': live('loading-live'),
      '/refused': live('loading-refused'),
      '/late': live('loading-late'),
      '/grid': () => pageWith('mode="demo" namespace="loading-grid"', '<aurigraph-node-grid></aurigraph-node-grid>'),
    },
    policy: strictPolicy,
  });
});

afterAll(async () => {
  await Promise.all([browser?.close(), simulator?.kill(), site?.close()]);
});

beforeEach(async () => {
  [asked, refused] = [[], undefined];
  ({ page, problems } = await openWatchedPage(browser));
  await page.setRequestInterception(true);
  page.on('request', note);
});

afterEach(() => page.close());

const partsIn = (paths: readonly string[]): string[] =>
  paths.filter((path) => /open-|stored-schemas|key-ring/.test(path));

describe('a page that loads modules', () => {
  it('loads the demo network for a demo, and neither stream nor schemas', async () => {
    await page.goto(`${site.url}/demo`);
    await waitForState(page, 'aurigraph-tps-chart', 'demo');
    expect(partsIn(asked)).toEqual(['/open-demo.js']);
    expect(problems).toEqual([]);
  });

  it('loads the stream for a backend, and no demo network', async () => {
    await page.goto(`${site.url}/live`);
    await waitForState(page, 'aurigraph-tps-chart', 'live');
    // The other copies of the library on the page share it, where there are some.
    expect(partsIn(asked).sort()).toEqual(['/open-live.js', '/open-shared.js']);
    expect(problems).toEqual([]);
  });

  it('says so where a part cannot be loaded, and shows it once a person tries again', async () => {
    refused = /open-live/;
    await page.goto(`${site.url}/refused`);
    await waitForState(page, 'aurigraph-tps-chart', 'failed');
    expect(await textOf(page, 'aurigraph-tps-chart')).toContain(
      'The part of this library that speaks with a backend could not be loaded',
    );
    // The browser's own word for the request, and nothing that nobody caught.
    expect(problems.filter((problem) => !/open-live|ERR_INTERNET_DISCONNECTED/.test(problem))).toEqual([]);
    expect(problems.filter((problem) => problem.startsWith('uncaught'))).toEqual([]);
    refused = undefined;
    await press('aurigraph-tps-chart', 'Try again');
    await waitForState(page, 'aurigraph-tps-chart', 'live');
  });

  it('has nothing left of a part that comes after its session has ended', async () => {
    let release = (): void => undefined;
    page.off('request', note);
    page.on('request', (request) => {
      if (request.url().includes('open-live')) release = () => void request.continue();
      else void request.continue();
    });
    await page.goto(`${site.url}/late`);
    await waitForState(page, 'aurigraph-tps-chart', 'loading');
    await page.evaluate(() => {
      const { WebSocket: Original } = globalThis;
      const opened: string[] = [];
      Object.assign(globalThis, {
        openedSockets: opened,
        WebSocket: class extends Original {
          constructor(url: string) {
            opened.push(url);
            super(url);
          }
        },
      });
      const provider = document.querySelector('aurigraph-provider') as Element & { session?: { dispose(): void } };
      provider.session?.dispose();
    });
    const arrival = page.waitForResponse((response) => response.url().includes('open-live'));
    release();
    await arrival;
    await page.waitForNetworkIdle({ idleTime: 500 });
    expect(await page.evaluate(() => (globalThis as unknown as { openedSockets: string[] }).openedSockets)).toEqual([]);
    expect(problems).toEqual([]);
  });

  it.each(['comes', 'is refused'])(
    'lets go of a grid that went while what reads its filter was on the way, when that %s',
    async (end) => {
      let answer: (() => void) | undefined;
      page.off('request', note);
      page.on('request', (request) => {
        if (!request.url().includes('filter-part')) return void request.continue();
        answer = () => void (end === 'comes' ? request.continue() : request.abort('internetdisconnected'));
      });
      await page.goto(`${site.url}/grid`);
      await waitForState(page, 'aurigraph-node-grid', 'demo');
      await page.evaluate(() => {
        const grid = document.querySelector('aurigraph-node-grid');
        grid?.setAttribute('filter', 'state:active');
        globalThis.gone = new WeakRef(grid ?? document);
      });
      await expect.poll(() => answer).toBeDefined();
      await page.evaluate(() => document.querySelector('aurigraph-node-grid')?.remove());
      answer?.();
      const devtools = await page.createCDPSession();
      const isHeld = async (): Promise<boolean> => {
        await devtools.send('HeapProfiler.collectGarbage');
        return page.evaluate(() => gone.deref() !== undefined);
      };
      await expect.poll(isHeld, { timeout: 5_000 }).toBe(false);
      expect(problems.filter((problem) => !/filter-part|ERR_INTERNET_DISCONNECTED/.test(problem))).toEqual([]);
      expect(problems.filter((problem) => problem.startsWith('uncaught'))).toEqual([]);
    },
  );
});

declare global {
  /** A grid that was on the page. */
  var gone: WeakRef<object>;
}
