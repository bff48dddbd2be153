import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser, openWatchedPage } from '../support/browser.js';
import { serveBodies, textOf, waitForState } from '../support/dashboard-site.js';
import { startSimulatorProcess } from '../support/simulator.js';

const OFFER = 'Show the demo network meanwhile';

/** The backend must be away for ten seconds, and is found again by the next of the tries, which are half a minute apart at most. */
const OFFERED_WITHIN_MS = 25_000;
const BACK_WITHIN_MS = 45_000;

const TAGS = ['aurigraph-tps-chart', 'aurigraph-node-grid', 'aurigraph-connection-status'] as const;

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser?.close());

/** A page with a provider; the namespace keeps what tests store apart. */
function body(port: number, attributes: string): string {
  const elements = TAGS.map((tag) => `<${tag}></${tag}>`).join('');
  return `<aurigraph-provider mode="live" ws-url="ws://127.0.0.1:${port}/ws" ${attributes}>${elements}</aurigraph-provider>`;
}

/** Where the nodes and the throughput come from that the session shows, and how far they can be trusted. */
function shownOrigins(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    interface Origin {
      source: string;
      confidence: string;
    }
    interface Live {
      nodes: { size: number; originOf(row: number): Origin | undefined };
      reading(field: string): { origin: Origin } | undefined;
    }
    const { live } = (document.querySelector('aurigraph-provider') as unknown as { session: { live: Live } }).session;
    const rows = Array.from({ length: live.nodes.size }, (_, row) => live.nodes.originOf(row));
    const origins = [...rows, live.reading('tps')?.origin].filter((origin) => origin !== undefined);
    return [...new Set(origins.map(({ source, confidence }) => `${source} ${confidence}`))];
  });
}

/** Ids of the nodes that were kept for the next visit. */
function keptNodes(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    interface Cache {
      getLatestMetrics(): Promise<{ nodeMetrics: Record<string, unknown> } | null>;
    }
    const provider = document.querySelector('aurigraph-provider') as unknown as { session: { metricsCache: Cache } };
    const kept = await provider.session.metricsCache.getLatestMetrics();
    return Object.keys(kept?.nodeMetrics ?? {});
  });
}

it('offers the demo when the backend was killed, shows it on request, and is live again when it is restarted', async () => {
  const simulator = await startSimulatorProcess({ nodes: 7 });
  const site = await serveBodies({ '/': body(simulator.port, 'namespace="away" demo-when-away="true"') });
  const { page, problems } = await openWatchedPage(browser);
  await page.goto(site.url);
  for (const tag of TAGS) await waitForState(page, tag, 'live');
  await expect.poll(() => keptNodes(page), { timeout: 15_000 }).toHaveLength(7);
  const real = await keptNodes(page);

  await simulator.kill();
  const lostFor = await waitForState(page, 'aurigraph-node-grid', 'stale');
  const offeredFor = await waitForText(page, 'aurigraph-node-grid', OFFER);
  expect(lostFor + offeredFor).toBeGreaterThan(9_000);
  expect(await shownOrigins(page)).toEqual(['/ws reported']);

  await page.locator(`aurigraph-node-grid >>> button[title="${OFFER}"]`).click();
  for (const tag of TAGS) await waitForState(page, tag, 'demo');
  expect(await shownOrigins(page)).toEqual(['demo simulated']);
  expect(await textOf(page, 'aurigraph-connection-status')).toMatch(/Demo network, in this page/);
  await waitForText(page, 'aurigraph-connection-status', 'Trying again in');
  expect(await keptNodes(page)).toEqual(real);

  const again = await startSimulatorProcess({ nodes: 7, port: simulator.port });
  for (const tag of TAGS) await waitForState(page, tag, 'live', BACK_WITHIN_MS);
  expect(await shownOrigins(page)).toEqual(['/ws reported']);
  expect(await textOf(page, 'aurigraph-connection-status')).toMatch(/Back since .* The demo network has ended/);
  expect(problems.filter((problem) => !/ERR_CONNECTION|WebSocket connection to/.test(problem))).toEqual([]);
  await page.close();
  await again.kill();
  await site.close();
});

it('offers nothing where the page did not allow it', async () => {
  const simulator = await startSimulatorProcess({ nodes: 7 });
  const site = await serveBodies({ '/': body(simulator.port, 'namespace="not-allowed"') });
  const { page } = await openWatchedPage(browser);
  await page.goto(site.url);
  await waitForState(page, 'aurigraph-node-grid', 'live');
  await simulator.kill();
  await waitForState(page, 'aurigraph-node-grid', 'stale');
  // Older than with permission: there the offer is made when the values are some ten seconds old.
  await expect
    .poll(() => textOf(page, 'aurigraph-node-grid'), { timeout: 30_000 })
    .toMatch(/offline, (1[6-9]|2\d) s old/);
  for (const tag of TAGS) expect(await textOf(page, tag)).not.toContain(OFFER);
  expect(await shownOrigins(page)).toEqual(['/ws reported']);
  await page.close();
  await site.close();
});

async function waitForText(page: Page, tag: string, text: string): Promise<number> {
  const start = performance.now();
  await expect.poll(() => textOf(page, tag), { timeout: OFFERED_WITHIN_MS }).toContain(text);
  return performance.now() - start;
}
