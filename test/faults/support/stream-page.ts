/** Pages that watch networks with the built script tag, as a host page has it, and what a person sees on them. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import type { StaticServer } from '../../../scripts/static-server.mjs';
import type { AurigraphProvider } from '../../../src/index.js';
import { serveBodies } from '../../support/dashboard-site.js';
import { until, type FaultBrowser } from './engine.js';
import { prepareBackends } from './stream-simulator.js';
import { watchPage } from './stream-watch.js';

/** One network on a page. */
export interface Network {
  /** Id of the provider on the page. */
  readonly id: string;
  /** Port of the backend, or of the line in front of it. */
  readonly port: number;
  /** What stands inside the provider; default: a chart. */
  readonly elements?: string;
  /** Where its stream is decoded; default `never`, so that a stream does not move in the middle of a fault. */
  readonly worker?: 'always' | 'never';
}

/** A new session of the next test must not find what the one before stored. */
let pages = 0;

/** A server of pages with nothing but the script tag, and of one to go away to. Call inside a chapter of tests. */
export function useSite(): { readonly url: string } {
  let site: StaticServer | undefined;
  beforeAll(async () => {
    await prepareBackends();
    site = await serveBodies({ '/': '', '/away': 'elsewhere' });
  });
  afterAll(() => site?.close());
  return {
    get url() {
      return site?.url ?? '';
    },
  };
}

/** Opens a page that watches itself from its first script on; it goes with the test. */
export async function openPage(browser: FaultBrowser, url: string, prepare?: () => void): Promise<Page> {
  const context = await browser.context();
  onTestFinished(() => context.close().catch(() => undefined));
  return watchedPage(await context.newPage(), url, prepare);
}

/** Lets a tab watch itself, and opens the page in it. */
export async function watchedPage(page: Page, url: string, prepare?: () => void): Promise<Page> {
  if (prepare !== undefined) await page.evaluateOnNewDocument(prepare);
  await page.evaluateOnNewDocument(watchPage);
  await page.goto(url);
  return page;
}

/** Puts networks on the page, one after the other with `staggerMs` between them, and waits until all are live. */
export async function showNetworks(page: Page, networks: readonly Network[], staggerMs = 0): Promise<void> {
  pages += 1;
  await page.evaluate(addNetworks, networks as Network[], pages, staggerMs);
  for (const { id } of networks) await untilState(page, id, 'live', 15_000);
}

/** Runs in the page. */
async function addNetworks(networks: readonly Network[], run: number, staggerMs: number): Promise<void> {
  for (const { id, port, worker = 'never', elements = '<aurigraph-tps-chart></aurigraph-tps-chart>' } of networks) {
    const provider = document.createElement('aurigraph-provider');
    provider.id = id;
    provider.setAttribute('mode', 'live');
    provider.setAttribute('worker', worker);
    provider.setAttribute('namespace', `${id}-${run}`);
    provider.setAttribute('ws-url', `ws://127.0.0.1:${port}/ws`);
    provider.setAttribute('api-url', `http://127.0.0.1:${port}`);
    provider.append(document.createRange().createContextualFragment(elements));
    document.body.append(provider);
    await new Promise((resolve) => setTimeout(resolve, staggerMs));
  }
}

/** What the first element of a network shows as its state, and in its badge. */
export function shown(page: Page, id: string): Promise<{ readonly state: string; readonly badge: string }> {
  return page.evaluate((network) => watch.shown(network), id);
}

/** Waits until the first element of a network shows a state, as its custom state and in the badge that a person reads. */
export async function untilState(page: Page, id: string, state: string, withinMs: number): Promise<void> {
  await until(
    async () =>
      (await shown(page, id)).state === state &&
      (await page.evaluate((selector) => document.querySelector(selector) !== null, `#${id} > :state(${state})`)),
    withinMs,
  );
}

/** Epoch milliseconds at which each network first showed one of the states after `since`; NaN where it did not. */
export async function allFirstShown(
  page: Page,
  ids: readonly string[],
  states: readonly string[],
  since: number,
): Promise<number[]> {
  const changes = await page.evaluate(() => watch.changes);
  const old = changes.filter(({ at, state }) => at >= since && states.includes(state));
  return ids.map((id) => old.find((change) => change.id === id)?.at ?? NaN);
}

/** Throughput of a node as the session of a network knows it; NaN where there is no such node. */
export function throughputOf(page: Page, id: string, nodeId: string): Promise<number> {
  return page.evaluate(
    (network, node) => {
      const { session } = document.querySelector(`#${network}`) as AurigraphProvider;
      const row = session?.live.nodes.rowOf(node);
      // NaN does not survive every protocol on its way to the test.
      return row === undefined ? -1 : (session?.live.nodes.value(row, 'throughput') ?? -1);
    },
    id,
    nodeId,
  );
}

/** Where the stream of a network is. */
export function phaseOf(page: Page, id: string): Promise<{ readonly phase: string; readonly attempt: number }> {
  return page.evaluate((network) => {
    const { session } = document.querySelector(`#${network}`) as AurigraphProvider;
    const { phase, attempt } = session?.stream.status ?? { phase: 'idle', attempt: 0 };
    return { phase, attempt };
  }, id);
}

/** Everything that was not caught on the page so far. */
export function problemsOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => watch.problems);
}
