import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { launchBrowser, openWatchedPage } from '../support/browser.js';
import { serveBodies, waitForState } from '../support/dashboard-site.js';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser?.close());

/** A page with a chart of the demo network. */
async function openChart(): Promise<Page> {
  const body = '<aurigraph-provider mode="demo"><aurigraph-tps-chart></aurigraph-tps-chart></aurigraph-provider>';
  const site = await serveBodies({ '/': body });
  const { page } = await openWatchedPage(browser);
  onTestFinished(async () => {
    await page.close();
    await site.close();
  });
  await page.goto(site.url);
  await waitForState(page, 'aurigraph-tps-chart', 'demo');
  await page.waitForSelector('aurigraph-tps-chart >>> canvas');
  return page;
}

/** Opens the menu as a person does, and chooses. */
async function choose(page: Page, action: string): Promise<void> {
  await page.hover('aurigraph-tps-chart');
  await (await page.waitForSelector('aurigraph-tps-chart >>> .menu-button'))?.click();
  await (await page.waitForSelector(`aurigraph-tps-chart >>> [data-action="${action}"]`, { visible: true }))?.click();
}

it.each(['csv', 'json', 'png'])('saves a chart as %s', async (format) => {
  const folder = mkdtempSync(join(tmpdir(), 'aurigraph-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const page = await openChart();
  const devtools = await page.createCDPSession();
  await devtools.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
  await choose(page, format);
  const isSaved = (): string | undefined => readdirSync(folder).find((name) => name.endsWith(`Z.${format}`));
  await expect.poll(isSaved, { timeout: 5_000 }).toMatch(/^aurigraph-tps-chart-/);
  const content = readFileSync(join(folder, isSaved() ?? ''));
  const starts = { csv: '\uFEFFtime,TPS', json: '{', png: '\u{FFFD}PNG' }[format] ?? '';
  expect(content.toString('utf8').startsWith(starts)).toBe(true);
});

it('copies a chart as an image', async () => {
  const page = await openChart();
  await page.bringToFront();
  const origin = new URL(page.url()).origin;
  await page.browserContext().overridePermissions(origin, ['clipboard-read', 'clipboard-sanitized-write']);
  await choose(page, 'copy');
  const types = (): Promise<string[]> =>
    page.evaluate(async () => (await navigator.clipboard.read()).flatMap((item) => [...item.types]));
  await expect.poll(types, { timeout: 5_000 }).toEqual(['image/png']);
});

it('shows five minutes at least on the full screen, and the chosen minute again afterwards', async () => {
  const page = await openChart();
  const windowSeconds = (): Promise<number> =>
    page.$eval('aurigraph-tps-chart', (chart) => {
      const { exportJson } = chart as unknown as { exportJson(): string };
      const { from, to } = JSON.parse(exportJson.call(chart)) as { from: string; to: string };
      return (Date.parse(to) - Date.parse(from)) / 1_000;
    });
  expect(await windowSeconds()).toBe(60);
  await choose(page, 'full-screen');
  await page.waitForFunction(() => document.fullscreenElement?.localName === 'aurigraph-tps-chart');
  await expect.poll(windowSeconds, { timeout: 5_000 }).toBe(300);
  await page.evaluate(() => document.exitFullscreen());
  await expect.poll(windowSeconds, { timeout: 5_000 }).toBe(60);
});
