import type { Browser, BrowserContext, Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StaticServer } from '../../scripts/static-server.mjs';
import { launchBrowser } from '../support/browser.js';
import { serveBodies, textOf } from '../support/dashboard-site.js';

const EDITOR = 'aurigraph-config-editor';

let browser: Browser;
let site: StaticServer;
let context: BrowserContext;
const thrown: string[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
  site = await serveBodies({ '/': `<${EDITOR}></${EDITOR}>` });
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

beforeEach(async () => {
  thrown.length = 0;
  // Tabs of one context share their storage; another test has another one.
  context = await browser.createBrowserContext();
});

afterEach(async () => {
  await context.close();
  expect(thrown).toEqual([]);
});

async function openTab(prepare?: () => void): Promise<Page> {
  const page = await context.newPage();
  page.on('pageerror', (error) => thrown.push(String(error)));
  if (prepare !== undefined) await page.evaluateOnNewDocument(prepare);
  await page.goto(site.url);
  await page.waitForSelector(`${EDITOR}:not(:state(loading))`);
  return page;
}

/** Creates a configuration with a name by keyboard, as a person would, and saves it. */
async function createConfiguration(page: Page, name: string): Promise<void> {
  await page.locator(`${EDITOR} >>> [part~=create]`).click();
  await page.waitForFunction(
    (tag) => document.querySelector(tag)?.shadowRoot?.activeElement instanceof HTMLInputElement,
    {},
    EDITOR,
  );
  await page.keyboard.down('Control');
  await page.keyboard.press('a');
  await page.keyboard.up('Control');
  await page.keyboard.type(name);
  await page.keyboard.down('Control');
  await page.keyboard.press('s');
  await page.keyboard.up('Control');
  await expect.poll(() => textOf(page, EDITOR)).toContain('Saved at');
}

/** The seed's own web repository, reading as any old page does (schema design 7.1). */
function readAsTheSeed(page: Page): Promise<Record<string, unknown>[]> {
  return page.evaluate(
    () => JSON.parse(localStorage.getItem('aurigraph_configs') ?? '[]') as Record<string, unknown>[],
  );
}

describe('a configuration made in the editor', () => {
  it('survives a reload and is in localStorage in the design’s format', async () => {
    const page = await openTab();
    await createConfiguration(page, 'Field trial');
    await expect.poll(() => readAsTheSeed(page)).toHaveLength(1);
    const [stored] = await readAsTheSeed(page);
    expect(stored).toMatchObject({ name: 'Field trial', version: '1.0', performanceMode: 'development' });
    expect(Object.keys(stored ?? {})).toEqual(
      expect.arrayContaining(['id', 'created', 'modified', 'isDefault', 'nodes']),
    );
    expect(stored?.['id']).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    await page.reload();
    await expect.poll(() => textOf(page, EDITOR)).toContain('Field trial');
  });

  it('is seen by a second tab within a second', async () => {
    const [first, second] = [await openTab(), await openTab()];
    await first.bringToFront();
    await createConfiguration(first, 'Seen elsewhere');
    const start = performance.now();
    await expect.poll(() => textOf(second, EDITOR), { interval: 20, timeout: 5_000 }).toContain('Seen elsewhere');
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  it('is there although localStorage holds rubbish, which is kept and told', async () => {
    const page = await openTab(() => {
      if (localStorage.getItem('aurigraph_configs') === null) localStorage.setItem('aurigraph_configs', '[{"id":"half');
    });
    await expect.poll(() => textOf(page, EDITOR)).toMatch(/could not be read/);
    await createConfiguration(page, 'Started anew');
    await expect.poll(() => readAsTheSeed(page)).toHaveLength(1);
    await page.reload();
    await expect.poll(() => textOf(page, EDITOR)).toContain('Started anew');
    expect(await quarantinedTexts(page)).toEqual(['[{"id":"half']);
  });

  it('is kept in memory where every storage is blocked, and the editor says so', async () => {
    const page = await openTab(() => {
      for (const name of ['localStorage', 'indexedDB']) {
        Object.defineProperty(window, name, {
          get: () => {
            throw new DOMException('Denied', 'SecurityError');
          },
        });
      }
    });
    await expect.poll(() => textOf(page, EDITOR)).toMatch(/memory only/);
    await createConfiguration(page, 'Until the page is closed');
    expect(await textOf(page, EDITOR)).toContain('Until the page is closed');
  });

  it('of an old page that writes the shared key itself appears in the editor', async () => {
    const page = await openTab();
    await createConfiguration(page, 'Ours');
    const other = await openTab();
    await other.evaluate(() => {
      const all = JSON.parse(localStorage.getItem('aurigraph_configs') ?? '[]') as object[];
      const now = new Date().toISOString();
      const theirs = { id: 'theirs', name: 'Written by an old page', created: now, modified: now, isDefault: false };
      localStorage.setItem(
        'aurigraph_configs',
        JSON.stringify([...all, { ...theirs, performanceMode: 'staging', nodes: [], version: '1.0' }]),
      );
    });
    await expect.poll(() => textOf(page, EDITOR), { timeout: 5_000 }).toContain('Written by an old page');
  });
});

/** What the journal keeps aside, as it was found. */
function quarantinedTexts(page: Page): Promise<string[]> {
  return page.evaluate(
    () =>
      new Promise<string[]>((resolve, reject) => {
        const request = indexedDB.open('aurigraph-widgets');
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          const all = request.result.transaction('records').objectStore('records').getAll();
          all.onsuccess = () => {
            const records = all.result as { value?: { text?: string } }[];
            request.result.close();
            resolve(records.flatMap(({ value }) => (typeof value?.text === 'string' ? [value.text] : [])));
          };
        };
      }),
  );
}
