import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'puppeteer-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startStaticServer, strictPolicy, type StaticServer } from '../../scripts/static-server.mjs';
import type { AurigraphProvider } from '../../src/index.js';
import type { FeedStatus } from '../../src/v11/feed.js';
import { launchBrowser, openWatchedPage } from '../support/browser.js';
import { textOf, waitForState } from '../support/dashboard-site.js';
import { startSimulatorProcess, type SimulatorProcess } from '../support/simulator.js';

const elements = '<aurigraph-tps-chart></aurigraph-tps-chart><aurigraph-node-grid></aurigraph-node-grid>';
const trustedTypes = `${strictPolicy}; require-trusted-types-for 'script'; trusted-types lit-html`;

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser?.close());

/** A page on a simulator, whose stream is decoded as `worker` says. */
function pageOn(
  simulator: SimulatorProcess,
  worker: string,
  { body = elements, script = '/dist/aurigraph-widgets.js' } = {},
) {
  const provider = `<aurigraph-provider mode="live" worker="${worker}" namespace="worker-${worker}" ws-url="ws://127.0.0.1:${simulator.port}/ws">${body}</aurigraph-provider>`;
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Test</title><link rel="icon" href="data:,"><script src="${script}"></script>${provider}</html>`;
}

function serve(html: string, policy?: string): Promise<StaticServer> {
  const folders = { '/dist/': fileURLToPath(new URL('../../dist', import.meta.url)) };
  return startStaticServer({ folders, pages: { '/': () => html }, ...(policy === undefined ? {} : { policy }) });
}

/** Where the stream of the page's provider is decoded. */
function threadOf(page: Page): Promise<unknown> {
  return page.evaluate(() => {
    const provider = document.querySelector('aurigraph-provider') as Element & {
      session?: { stream: { thread: unknown } };
    };
    return provider.session?.stream.thread;
  });
}

/** What is not the page's fault: the browser itself logs a connection that the network refused. */
function own(problems: readonly string[]): string[] {
  return problems.filter(
    (problem) => !/ERR_CONNECTION|WebSocket connection to|request failed: (http|ws):..127/.test(problem),
  );
}

describe('a page whose stream is decoded in a Worker', () => {
  it('shows live values, moving, without a word in the console', async () => {
    const simulator = await startSimulatorProcess();
    const site = await serve(pageOn(simulator, 'always'));
    const { page, problems } = await openWatchedPage(browser);
    await page.goto(site.url);
    await waitForState(page, 'aurigraph-tps-chart', 'live');
    await waitForState(page, 'aurigraph-node-grid', 'live');
    expect(page.workers()).toHaveLength(1);
    expect(await threadOf(page)).toEqual({ place: 'worker' });
    const before = await textOf(page, 'aurigraph-tps-chart');
    await expect.poll(() => textOf(page, 'aurigraph-tps-chart'), { timeout: 5_000 }).not.toBe(before);
    expect(await textOf(page, 'aurigraph-node-grid')).toMatch(/(channel|validator|business|slim)/i);
    expect(problems).toEqual([]);
    await page.close();
    await simulator.kill();
    await site.close();
  });

  it('says so when the backend dies, and comes back without a reload', async () => {
    const simulator = await startSimulatorProcess();
    const site = await serve(pageOn(simulator, 'always'));
    const { page, problems } = await openWatchedPage(browser);
    await page.goto(site.url);
    await waitForState(page, 'aurigraph-node-grid', 'live');
    await simulator.kill();
    expect(await waitForState(page, 'aurigraph-tps-chart', 'stale')).toBeLessThan(6_000);
    const again = await startSimulatorProcess({ port: simulator.port });
    await waitForState(page, 'aurigraph-tps-chart', 'live', 40_000);
    await waitForState(page, 'aurigraph-node-grid', 'live', 40_000);
    expect(await threadOf(page)).toEqual({ place: 'worker' });
    expect(own(problems)).toEqual([]);
    await page.close();
    await again.kill();
    await site.close();
  });

  it('works where Trusted Types are required', async () => {
    const simulator = await startSimulatorProcess();
    const site = await serve(pageOn(simulator, 'always'), trustedTypes);
    const { page, problems } = await openWatchedPage(browser);
    await page.goto(site.url);
    await waitForState(page, 'aurigraph-node-grid', 'live');
    expect(await threadOf(page)).toEqual({ place: 'worker' });
    expect(problems).toEqual([]);
    await page.close();
    await simulator.kill();
    await site.close();
  });

  it('has no Worker and no connection left when its elements are gone', async () => {
    const simulator = await startSimulatorProcess();
    const site = await serve(pageOn(simulator, 'always'));
    const { page, problems } = await openWatchedPage(browser);
    await page.goto(site.url);
    await waitForState(page, 'aurigraph-node-grid', 'live');
    expect(page.workers()).toHaveLength(1);
    await page.evaluate(() => document.querySelector('aurigraph-provider')?.remove());
    await expect.poll(() => page.workers().length, { timeout: 5_000 }).toBe(0);
    expect(problems).toEqual([]);
    await page.close();
    await simulator.kill();
    await site.close();
  });

  it('shows a large demo network from a Worker, marked as simulated', async () => {
    const body = `<aurigraph-provider mode="demo" demo-nodes="10000" namespace="worker-demo">${elements}</aurigraph-provider>`;
    const site = await serve(
      `<!doctype html><title>Test</title><link rel="icon" href="data:,"><script src="/dist/aurigraph-widgets.js"></script>${body}`,
    );
    const { page, problems } = await openWatchedPage(browser);
    await page.goto(site.url);
    await waitForState(page, 'aurigraph-node-grid', 'demo');
    await waitForState(page, 'aurigraph-tps-chart', 'demo');
    expect(page.workers()).toHaveLength(1);
    expect(problems).toEqual([]);
    await page.close();
    await site.close();
  });
});

describe('a page with a token', () => {
  const TOKEN = 'canary-Kx7Qm2Zr9Tw4-token';

  /** A page whose provider has a token from the start, and what asks for it. */
  async function pageWithToken(simulator: SimulatorProcess, worker: string, token: string) {
    const site = await serve(pageOn(simulator, worker).replace(/<aurigraph-provider.*<.aurigraph-provider>/, ''));
    const { page, problems } = await openWatchedPage(browser);
    const addresses: string[] = [];
    const devtools = await page.createCDPSession();
    await devtools.send('Network.enable');
    devtools.on('Network.webSocketCreated', ({ url }) => addresses.push(url));
    page.on('request', (request) => addresses.push(request.url()));
    await page.goto(site.url);
    await page.evaluate(
      (port, choice, secret, inside) => {
        const provider = document.createElement('aurigraph-provider');
        const asked: string[] = [];
        Object.assign(globalThis, { asked });
        Object.assign(provider, { token: (origin: string) => (asked.push(origin), secret) });
        provider.setAttribute('mode', 'live');
        provider.setAttribute('worker', choice);
        provider.setAttribute('ws-url', `ws://127.0.0.1:${port}/ws`);
        provider.append(document.createRange().createContextualFragment(inside));
        document.body.append(provider);
      },
      simulator.port,
      worker,
      token,
      elements,
    );
    const asked = () => page.evaluate(() => (globalThis as unknown as { asked: string[] }).asked);
    return { page, problems, addresses, asked, close: async () => (await page.close(), await site.close()) };
  }

  /** What the page's stream says of itself. */
  function statusOf(page: Page): Promise<Pick<FeedStatus, 'source' | 'failure' | 'calls'>> {
    return page.evaluate(() => {
      const provider = document.querySelector('aurigraph-provider') as AurigraphProvider;
      return JSON.parse(JSON.stringify(provider.session?.stream.status)) as FeedStatus;
    });
  }

  it('has its stream in a Worker, which asks for the token and opens with it what wants one', async () => {
    const users = [{ id: 'u1', role: 'USER', tokens: [TOKEN] }];
    const simulator = await startSimulatorProcess({ profile: 'backend-head', users });
    const { page, problems, addresses, asked, close } = await pageWithToken(simulator, 'always', TOKEN);
    await waitForState(page, 'aurigraph-tps-chart', 'live');
    await expect.poll(async () => (await statusOf(page)).source, { timeout: 10_000 }).toContain('/ws/v11');
    expect(await threadOf(page)).toEqual({ place: 'worker' });
    expect(page.workers()).toHaveLength(1);
    expect(new Set(await asked())).toEqual(new Set([`http://127.0.0.1:${simulator.port}`]));
    expect(await statusOf(page)).not.toHaveProperty('failure');
    // The calls that the Worker makes are given to it by the page, which counts them.
    await expect.poll(async () => (await statusOf(page)).calls?.used, { timeout: 10_000 }).toBeGreaterThan(1);
    expect(addresses.length).toBeGreaterThan(0);
    expect([addresses, await page.content(), problems].flat().join('\n')).not.toContain(TOKEN);
    expect(own(problems)).toEqual([]);
    await close();
    await simulator.kill();
  });

  it('that the backend refuses shows what needs none, and says what is missing', async () => {
    const simulator = await startSimulatorProcess({ profile: 'backend-head' });
    const { page, problems, close } = await pageWithToken(simulator, 'always', 'wrong-token');
    await waitForState(page, 'aurigraph-tps-chart', 'live');
    await expect.poll(async () => (await statusOf(page)).failure?.code, { timeout: 10_000 }).toBe('unauthorized');
    expect(await threadOf(page)).toEqual({ place: 'worker' });
    expect(own(problems)).toEqual([]);
    await close();
    await simulator.kill();
  });
});

describe('a page that loads modules', () => {
  it('has the Worker that its bundler made of them', async () => {
    const outDir = fileURLToPath(new URL('../../.cache/worker-site', import.meta.url));
    const input = fileURLToPath(new URL('../../dist/define.js', import.meta.url));
    await build({
      configFile: false,
      logLevel: 'warn',
      publicDir: false,
      build: { outDir, emptyOutDir: true, rolldownOptions: { input, output: { entryFileNames: '[name].js' } } },
    });
    const simulator = await startSimulatorProcess();
    const html = pageOn(simulator, 'always').replace(
      /<script.*<.script>/,
      '<script type="module" src="/define.js"></script>',
    );
    const site = await startStaticServer({ folders: { '/': outDir }, pages: { '/': () => html } });
    const { page, problems } = await openWatchedPage(browser);
    await page.goto(site.url);
    await waitForState(page, 'aurigraph-node-grid', 'live');
    expect(await threadOf(page)).toEqual({ place: 'worker' });
    expect(page.workers()[0]?.url()).toContain('stream-worker');
    expect(problems).toEqual([]);
    await page.close();
    await simulator.kill();
    await site.close();
  });

  it('has a script for the Worker that needs no import map', async () => {
    const site = await serve('<!doctype html><title>Test</title><link rel="icon" href="data:,">');
    const { page, problems } = await openWatchedPage(browser);
    await page.goto(site.url);
    const first = await page.evaluate(
      () =>
        new Promise((resolve, reject) => {
          const worker = new Worker('/dist/session/off-thread/stream-worker.js', { type: 'module' });
          worker.onmessage = ({ data }) => resolve(data);
          worker.onerror = () => reject(new Error('The script did not run.'));
        }),
    );
    expect(first).toEqual({ type: 'ready' });
    expect(problems).toEqual([]);
    await page.close();
    await site.close();
  });
});

describe('a page that may not have a Worker still shows live values', () => {
  it('where the policy refuses one', async () => {
    const simulator = await startSimulatorProcess();
    const site = await serve(pageOn(simulator, 'always'), `${strictPolicy}; worker-src 'none'`);
    const { page, problems } = await openWatchedPage(browser);
    await page.goto(site.url);
    await waitForState(page, 'aurigraph-tps-chart', 'live');
    await waitForState(page, 'aurigraph-node-grid', 'live');
    expect(page.workers()).toHaveLength(0);
    expect(await threadOf(page)).toEqual({ place: 'page', refusal: 'refused' });
    // The browser itself tells the owner of the policy; there is no other way to learn that it refuses.
    expect(problems.filter((problem) => problem.startsWith('policy: worker-src'))).toHaveLength(1);
    expect(problems.filter((problem) => problem.startsWith('uncaught'))).toEqual([]);
    await page.close();
    await simulator.kill();
    await site.close();
  });

  it('where the script comes from another origin', async () => {
    const simulator = await startSimulatorProcess();
    const cdn = await serve('');
    const script = `${cdn.url}/dist/aurigraph-widgets.js`;
    const site = await serve(
      pageOn(simulator, 'always', { script }),
      strictPolicy.replace("script-src 'self'", `script-src ${cdn.url}`),
    );
    const { page, problems } = await openWatchedPage(browser);
    await page.goto(site.url);
    await waitForState(page, 'aurigraph-node-grid', 'live');
    expect(await threadOf(page)).toEqual({ place: 'page', refusal: 'refused' });
    expect(problems).toEqual([]);
    await page.close();
    await simulator.kill();
    await site.close();
    await cdn.close();
  });
});

describe('ten thousand nodes', () => {
  /** Seconds of work on the main thread in five seconds. */
  async function busySeconds(simulator: SimulatorProcess, worker: string, body = elements): Promise<number> {
    const site = await serve(pageOn(simulator, worker, { body }));
    const { page, problems } = await openWatchedPage(browser);
    await page.goto(site.url);
    await page.waitForFunction(
      () =>
        (document.querySelector('aurigraph-provider') as Element & { session?: { live: { nodes: { count: number } } } })
          ?.session?.live.nodes.count === 10_000,
      { timeout: 30_000 },
    );
    const devtools = await page.createCDPSession();
    await devtools.send('Performance.enable');
    const taskSeconds = async () => {
      const { metrics } = await devtools.send('Performance.getMetrics');
      return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN;
    };
    // The first moments belong to starting.
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 2_000)));
    const before = await taskSeconds();
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 5_000)));
    const busy = (await taskSeconds()) - before;
    expect(await threadOf(page)).toEqual({ place: worker === 'always' ? 'worker' : 'page' });
    expect(problems).toEqual([]);
    await page.close();
    await site.close();
    return busy;
  }

  it('keep the main thread less busy with a Worker than without', async () => {
    const simulator = await startSimulatorProcess({ nodes: 10_000 });
    // First the stream alone, as it is what moves; then with a grid and a chart, whose drawing stays.
    const [without, withWorker] = [
      await busySeconds(simulator, 'never', ''),
      await busySeconds(simulator, 'always', ''),
    ];
    const [drawn, drawnWithWorker] = [await busySeconds(simulator, 'never'), await busySeconds(simulator, 'always')];
    process.stdout.write(
      `Main thread busy without and with a Worker: ${percent(without)} and ${percent(withWorker)} for the stream, ` +
        `${percent(drawn)} and ${percent(drawnWithWorker)} with a grid and a chart.\n`,
    );
    expect(withWorker).toBeLessThan(without);
    await simulator.kill();
  });

  it('move to a Worker by themselves', async () => {
    const simulator = await startSimulatorProcess({ nodes: 10_000 });
    const site = await serve(pageOn(simulator, 'auto'));
    const { page, problems } = await openWatchedPage(browser);
    await page.goto(site.url);
    await expect.poll(() => threadOf(page), { timeout: 30_000 }).toEqual({ place: 'worker' });
    await waitForState(page, 'aurigraph-node-grid', 'live');
    await waitForState(page, 'aurigraph-tps-chart', 'live');
    expect(problems).toEqual([]);
    await page.close();
    await simulator.kill();
    await site.close();
  });
});

function percent(seconds: number): string {
  return `${((seconds / 5) * 100).toFixed(1)} %`;
}
