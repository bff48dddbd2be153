import { fileURLToPath } from 'node:url';
import type { Browser, CDPSession, Page } from 'puppeteer-core';
import { launch } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findBrowser, launchOptions } from '../../scripts/browser.mjs';
import { startStaticServer, type StaticServer } from '../../scripts/static-server.mjs';
import { startSimulatorProcess, type SimulatorProcess } from '../support/simulator.js';

/** A name that is no secure context, so that there are no Web Locks (reliability, finding 8). */
const INTRANET = 'intranet.test';

/** Time for another tab to take over, in milliseconds. */
const TAKEOVER_MS = 4_000;

interface TabFacts {
  readonly role: string;
  readonly phase: string;
  readonly tps: number;
  readonly at: number;
  readonly nodes: number;
}

let browser: Browser;
let site: StaticServer;
let simulator: SimulatorProcess;
/** The protocol of the browser as a whole. */
let system: CDPSession;

beforeAll(async () => {
  const options = launchOptions(await findBrowser());
  browser = await launch({
    ...options,
    args: [...(options.args ?? []), `--host-resolver-rules=MAP ${INTRANET} 127.0.0.1`],
    // Puppeteer's own choice keeps pages out of the back-forward cache.
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  });
  system = await browser.target().createCDPSession();
});

afterAll(() => browser?.close());

beforeEach(async () => {
  simulator = await startSimulatorProcess({ control: true });
  const provider = `<aurigraph-provider mode="live" share="tabs" ws-url="ws://127.0.0.1:${simulator.port}/ws"><aurigraph-tps-chart></aurigraph-tps-chart><aurigraph-node-grid></aurigraph-node-grid></aurigraph-provider>`;
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Test</title><link rel="icon" href="data:,"><script src="/dist/aurigraph-widgets.js"></script>${provider}</html>`;
  site = await startStaticServer({
    folders: { '/dist/': fileURLToPath(new URL('../../dist', import.meta.url)) },
    pages: { '/': () => html, '/away': () => '<!doctype html><title>Away</title><link rel="icon" href="data:,">' },
    policy: '',
  });
});

afterEach(async () => {
  await simulator.kill();
  await site.close();
});

/** What a tab shows, from the values that its elements draw. */
function factsOf(page: Page): Promise<TabFacts> {
  return page.evaluate(() => {
    interface Sharing {
      session: {
        stream: { status: { phase: string }; sharing?: { role: string } };
        live: {
          reading(field: string): { value: number; origin: { at: number } } | undefined;
          nodes: { count: number };
        };
      };
    }
    const { session } = document.querySelector('aurigraph-provider') as unknown as Sharing;
    const tps = session.live.reading('tps');
    return {
      role: session.stream.sharing?.role ?? 'none',
      phase: session.stream.status.phase,
      tps: tps?.value ?? NaN,
      at: tps?.origin.at ?? 0,
      nodes: session.live.nodes.count,
    };
  });
}

/** Connections that are open at the simulator, as it counts them itself. */
async function connections(): Promise<number> {
  const response = await fetch(`${simulator.url}/__control`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ do: 'state' }),
  });
  const report = (await response.json()) as { connections: Record<string, number> };
  return Object.values(report.connections).reduce((sum, count) => sum + count, 0);
}

async function openTabs(count: number, url = site.url): Promise<Page[]> {
  const pages: Page[] = [];
  for (let index = 0; index < count; index += 1) {
    const page = await browser.newPage();
    await page.goto(url);
    pages.push(page);
  }
  await expect.poll(() => allShow(pages), { timeout: 20_000 }).toBe(true);
  return pages;
}

async function allShow(pages: readonly Page[]): Promise<boolean> {
  const facts = await Promise.all(pages.map(factsOf));
  return facts.every(({ phase, nodes, tps }) => phase === 'live' && nodes > 0 && tps > 0);
}

/** Waits until every tab has a value that came after this moment; tells after how many milliseconds. */
async function movesOn(pages: readonly Page[], timeout: number): Promise<number> {
  const start = Date.now();
  const isNewer = async (): Promise<boolean> => {
    const facts = await Promise.all(pages.map(factsOf));
    return facts.every(({ at, phase }) => at > start && phase === 'live');
  };
  await expect.poll(isNewer, { timeout, interval: 50 }).toBe(true);
  return Date.now() - start;
}

async function leaderOf(pages: readonly Page[]): Promise<Page> {
  const facts = await Promise.all(pages.map(factsOf));
  expect(facts.map(({ role }) => role).sort()).toEqual([...facts.slice(1).map(() => 'follower'), 'leader']);
  const page = pages[facts.findIndex(({ role }) => role === 'leader')];
  if (page === undefined) throw new Error('Nobody leads.');
  return page;
}

/** Waits until one of the rest leads and all show its live stream, and then until values move on. */
async function takenOver(rest: readonly Page[]): Promise<void> {
  const isTaken = async (): Promise<boolean> => {
    const facts = await Promise.all(rest.map(factsOf));
    return facts.some(({ role }) => role === 'leader') && facts.every(({ phase }) => phase === 'live');
  };
  await expect.poll(isTaken, { timeout: TAKEOVER_MS, interval: 50 }).toBe(true);
  // The simulator speaks once a second.
  await movesOn(rest, 3_000);
  await leaderOf(rest);
}

async function close(pages: readonly Page[]): Promise<void> {
  await Promise.all(pages.map((page) => page.close().catch(() => undefined)));
}

/** Process id of a page: the one that works hardest while its main thread is busy. */
async function pidOf(page: Page): Promise<number> {
  const times = async () => {
    const { processInfo } = await system.send('SystemInfo.getProcessInfo');
    return processInfo.filter(({ type }) => type === 'renderer');
  };
  const before = new Map((await times()).map(({ id, cpuTime }) => [id, cpuTime]));
  await page.evaluate(() => {
    const end = performance.now() + 300;
    while (performance.now() < end);
  });
  const spent = (await times()).map(({ id, cpuTime }) => ({ id, spent: cpuTime - (before.get(id) ?? 0) }));
  return spent.sort((a, b) => b.spent - a.spent)[0]?.id ?? 0;
}

/** Watches the connections while something happens; tells for how long there were more than one, in milliseconds. */
async function whileWatched(run: () => Promise<void>): Promise<number> {
  let [done, manyMs, before] = [false, 0, Date.now()];
  const watch = (async () => {
    while (!done) {
      const count = await connections();
      const now = Date.now();
      if (count > 1) manyMs += now - before;
      before = now;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  })();
  await run().finally(() => (done = true));
  await watch;
  return manyMs;
}

describe.each([
  ['on a secure page', true],
  ['on plain http, without locks', false],
])('three tabs that share a stream, %s', (_where, hasLocks) => {
  const address = (): string => (hasLocks ? site.url : `http://${INTRANET}:${site.port}/`);

  it('have one connection, and all show values that move', async () => {
    const pages = await openTabs(3, address());
    expect(await pages[0]?.evaluate(() => 'locks' in navigator)).toBe(hasLocks);
    await leaderOf(pages);
    await movesOn(pages, 5_000);
    expect(await connections()).toBe(1);
    await close(pages);
  });

  it('go on when the tab of the leader is closed', async () => {
    const pages = await openTabs(3, address());
    const leader = await leaderOf(pages);
    const rest = pages.filter((page) => page !== leader);
    const manyMs = await whileWatched(async () => {
      await leader.close();
      await takenOver(rest);
    });
    expect(manyMs).toBeLessThan(1_000);
    expect(await connections()).toBe(1);
    await close(rest);
  });

  it('go on when the process of the leader is killed', async () => {
    const pages = await openTabs(3, address());
    const leader = await leaderOf(pages);
    const rest = pages.filter((page) => page !== leader);
    const pid = await pidOf(leader);
    const others = await Promise.all(rest.map(pidOf));
    // Otherwise the others would die with it.
    expect(others).not.toContain(pid);
    process.kill(pid, 'SIGKILL');
    await takenOver(rest);
    expect(await connections()).toBe(1);
    await close(pages);
  });

  it('go on when the page of the leader is frozen, which comes back as a follower', async () => {
    const pages = await openTabs(3, address());
    const leader = await leaderOf(pages);
    const rest = pages.filter((page) => page !== leader);
    const devtools = await leader.createCDPSession();
    await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
    await takenOver(rest);
    await devtools.send('Page.setWebLifecycleState', { state: 'active' });
    await movesOn(pages, 5_000);
    await leaderOf(pages);
    await expect.poll(connections, { timeout: 3_000 }).toBe(1);
    await close(pages);
  });

  it('go on when the leader hangs and keeps its lock, and have one connection when it wakes', async () => {
    const pages = await openTabs(3, address());
    const leader = await leaderOf(pages);
    const rest = pages.filter((page) => page !== leader);
    // The main thread is busy and tells nothing: no event, no goodbye.
    const hanging = leader.evaluate(() => {
      const end = performance.now() + 8_000;
      while (performance.now() < end);
    });
    await takenOver(rest);
    await hanging;
    await movesOn(pages, 5_000);
    await leaderOf(pages);
    await expect.poll(connections, { timeout: 3_000 }).toBe(1);
    await close(pages);
  });

  it('let the leader into the back-forward cache, and take it back as a follower', async () => {
    const pages = await openTabs(3, address());
    const leader = await leaderOf(pages);
    const rest = pages.filter((page) => page !== leader);
    await leader.evaluate(() => document.documentElement.setAttribute('data-kept', ''));
    await leader.goto(new URL('away', address()).href);
    await takenOver(rest);
    await leader.goBack();
    // The same document, as it was left.
    expect(await leader.evaluate(() => document.documentElement.hasAttribute('data-kept'))).toBe(true);
    await movesOn(pages, 5_000);
    await leaderOf(pages);
    expect(await connections()).toBe(1);
    await close(pages);
  });
});
