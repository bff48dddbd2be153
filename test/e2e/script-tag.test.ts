import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startStaticServer, strictPolicy, type StaticServer } from '../../scripts/static-server.mjs';
import { launchBrowser, openWatchedPage } from '../support/browser.js';

const classic = '<script src="/dist/aurigraph-widgets.js"></script>';
const asModule = '<script type="module" src="/dist/aurigraph-widgets.js"></script>';
// The same file under a second address is a second copy, as when two teams each bring their own.
const secondCopy = '<script src="/dist/aurigraph-widgets.js?second"></script>';

const trustedTypes = `${strictPolicy}; require-trusted-types-for 'script'; trusted-types lit-html`;

let browser: Browser;
let strict: StaticServer;
let trusted: StaticServer;

beforeAll(async () => {
  browser = await launchBrowser();
  strict = await startStaticServer(site());
  trusted = await startStaticServer({ ...site(), policy: trustedTypes });
});

afterAll(async () => {
  await browser?.close();
  await strict?.close();
  await trusted?.close();
});

it('shows a dashboard from a classic script under a strict policy', async () => {
  await expectDashboard(`${strict.url}/classic`);
});

it('shows a dashboard from a module script under a strict policy', async () => {
  await expectDashboard(`${strict.url}/module`);
});

it('shows one dashboard when the script is on the page twice', async () => {
  await expectDashboard(`${strict.url}/twice`);
});

it('works twice on one page where Trusted Types are required', async () => {
  await expectDashboard(`${trusted.url}/twice`);
});

it('keeps the global of the first copy', async () => {
  const { page } = await openWatchedPage(browser);
  await page.goto(`${strict.url}/first-wins`);
  expect(await page.evaluate(() => document.documentElement.dataset['kept'])).toBe('yes');
  await page.close();
});

function site() {
  const body = '<aurigraph-dashboard></aurigraph-dashboard>';
  const keep = '<script src="/keep.js"></script>';
  const compare = '<script src="/compare.js"></script>';
  const documents = {
    '/classic': classic + body,
    '/module': asModule + body,
    '/twice': classic + secondCopy + asModule + body,
    '/first-wins': classic + keep + secondCopy + compare,
  };
  const pages = Object.entries(documents).map(([path, html]) => [path, () => htmlPage(html)] as const);
  const folders = {
    '/dist/': fileURLToPath(new URL('../../dist', import.meta.url)),
    '/': fileURLToPath(new URL('./pages', import.meta.url)),
  };
  return { folders, pages: Object.fromEntries(pages) };
}

function htmlPage(body: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Test</title><link rel="icon" href="data:,">${body}</html>`;
}

async function expectDashboard(url: string): Promise<void> {
  const { page, problems } = await openWatchedPage(browser);
  await page.goto(url);
  await page.waitForFunction(() => document.querySelector('aurigraph-dashboard')?.shadowRoot?.childElementCount);
  expect(await exportedNames(page)).toEqual(expect.arrayContaining(['createSession', 'AurigraphDashboard']));
  expect(problems).toEqual([]);
  await page.close();
}

function exportedNames(page: Page): Promise<string[]> {
  return page.evaluate(() => Object.keys((globalThis as unknown as { AurigraphWidgets: object }).AurigraphWidgets));
}
