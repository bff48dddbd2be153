import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Page } from 'puppeteer-core';
import { expect, it } from 'vitest';
import { describeEngines, freshContext, openTab, openTabs, ownBrowser, until, type Chapter } from './support/engine.js';
import { faultsFolder } from './support/folder.js';
import { expectSettled } from './support/settled.js';

/** How soon an element must have something to show (reliability G16), in milliseconds. */
const FIRST_PAINT_MS = 1_000;

/** Opens storage where it is forbidden and shows that everything settles and saving works for the moment. */
async function expectMemory(page: Page | Frame, kept: { configurations: string; mirror?: string }): Promise<void> {
  const ready = await page.evaluate(() => stage.open());
  expect(ready).toBeLessThan(FIRST_PAINT_MS);
  const outcomes = await page.evaluate(() => stage.callEverything());
  expectSettled(outcomes);
  expect(outcomes.save?.code).toBeUndefined();
  expect(await page.evaluate(() => stage.fact())).toMatchObject(kept);
  await page.evaluate(() => stage.save('now'));
  expect(await page.evaluate(() => stage.ids())).toEqual(['now', 'probe']);
}

/** A page of a browser that forbids something. */
async function pageWith(chapter: Chapter, prefs: Record<string, unknown>): Promise<Page> {
  const browser = await ownBrowser(chapter, { prefs });
  return openTab(browser.browser, chapter.site.url);
}

/** What a page gets when it asks for its stores: names of errors, or "works". */
function reach(page: Page | Frame): Promise<{ local: string; database: string }> {
  return page.evaluate(async () => {
    const named = (error: unknown): string => (error as { name: string }).name;
    const local = ((): string => {
      try {
        return String(localStorage === null ? null : 'works');
      } catch (error) {
        return named(error);
      }
    })();
    const database = await new Promise<string>((resolve) => {
      try {
        const request = indexedDB.open('probe');
        request.onsuccess = () => resolve('works');
        request.onerror = () => resolve(String(request.error?.name));
      } catch (error) {
        resolve(named(error));
      }
    });
    return { local, database };
  });
}

describeEngines('stores that are forbidden', (chapter) => {
  it('S15 G16: in a sandboxed frame everything works in memory, and says so', async () => {
    const page = await openTab(await freshContext(chapter), `${chapter.site.url}/plain.html`);
    await page.evaluate(() => {
      const frame = document.createElement('iframe');
      frame.setAttribute('sandbox', 'allow-scripts');
      frame.srcdoc = '<!doctype html><title>Sandboxed</title>';
      document.body.append(frame);
    });
    await until(() => page.frames().length === 2);
    const frame = page.frames()[1] as Frame;
    await frame.evaluate(scriptInOpaqueOrigin());
    expect(await reach(frame)).toEqual({ local: 'SecurityError', database: 'SecurityError' });
    await expectMemory(frame, { configurations: 'none', mirror: 'off' });
  });

  it.runIf(chapter.engine.name === 'firefox')('S15 G16: with cookies refused everything works in memory', async () => {
    const page = await pageWith(chapter, { 'network.cookie.cookieBehavior': 2 });
    expect(await reach(page)).toEqual({ local: 'SecurityError', database: 'SecurityError' });
    await expectMemory(page, { configurations: 'none', mirror: 'off' });
  });

  it.runIf(chapter.engine.name === 'firefox')(
    'S15 G16: with localStorage switched off the journal works alone',
    async () => {
      const page = await pageWith(chapter, { 'dom.storage.enabled': false });
      expect(await reach(page)).toEqual({ local: 'null', database: 'works' });
      await expectMemory(page, { configurations: 'durable', mirror: 'off' });
    },
  );

  it('S16 G16: in a private window saving works for as long as the window is open', async () => {
    const page =
      chapter.engine.name === 'firefox'
        ? await pageWith(chapter, { 'browser.privatebrowsing.autostart': true })
        : await openTab(await freshContext(chapter), chapter.site.url);
    expect(await reach(page)).toEqual({ local: 'works', database: 'works' });
    await page.evaluate(async () => {
      await stage.open();
      await stage.save('private');
    });
    await page.reload();
    await page.evaluate(() => stage.open());
    expect(await page.evaluate(() => stage.ids())).toEqual(['private']);
    // Another context, as after the window was closed, knows nothing of it.
    const other = (await openTabs(chapter, 1)) as [Page];
    expect(await other[0].evaluate(() => stage.ids())).toEqual([]);
  });

  it.runIf(chapter.engine.name === 'firefox')(
    'S16 G16: a private window without IndexedDB uses localStorage',
    async () => {
      const page = await pageWith(chapter, {
        'browser.privatebrowsing.autostart': true,
        'dom.indexedDB.privateBrowsing.enabled': false,
      });
      expect(await reach(page)).toEqual({ local: 'works', database: 'InvalidStateError' });
      await expectMemory(page, { configurations: 'fallback' });
    },
  );
});

describeEngines('half of the storage is gone', (chapter) => {
  it('S17: localStorage is evicted, and the mirror is written anew', async () => {
    const [page] = (await openTabs(chapter, 1)) as [Page];
    await page.evaluate(() => stage.saveMany('kept', 3));
    await until(() => page.evaluate(() => stage.mirrored()?.length === 3));
    if (chapter.engine.name === 'chromium') {
      const cdp = await chapter.shared.cdp(page);
      await cdp.send('Storage.clearDataForOrigin', { origin: chapter.site.url, storageTypes: 'local_storage' });
    } else await page.evaluate(() => localStorage.clear());
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    await page.reload();
    await page.evaluate(() => stage.open());
    expect(await page.evaluate(() => stage.ids())).toHaveLength(3);
    await until(() => page.evaluate(() => stage.mirrored()?.length === 3));
  });

  it('S17: the database is evicted between two visits, and the journal is rebuilt from the mirror', async () => {
    const [page] = (await openTabs(chapter, 1)) as [Page];
    await page.evaluate(() => stage.saveMany('kept', 3));
    await until(() => page.evaluate(() => stage.mirrored()?.length === 3));
    await page.goto(`${chapter.site.url}/plain.html`);
    const deleted = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const request = indexedDB.deleteDatabase('aurigraph-widgets');
          request.onsuccess = (event) => resolve((event as IDBVersionChangeEvent).oldVersion);
        }),
    );
    expect(deleted).toBeGreaterThan(0);
    await page.goto(chapter.site.url);
    await page.evaluate(() => stage.open());
    expect(await page.evaluate(() => stage.descriptions())).toEqual({ 'kept-0': '0', 'kept-1': '1', 'kept-2': '2' });
  });

  it('S17 G17: the database is deleted under a living page, and the next save does not take the mirror with it', async () => {
    const [page, other] = (await openTabs(chapter, 2)) as [Page, Page];
    await page.evaluate(() => stage.saveMany('kept', 3));
    await until(() => page.evaluate(() => stage.mirrored()?.length === 3));
    expect(await other.evaluate(() => stage.faults.deleteDatabase())).toBe('deleted');
    await page.evaluate(() => stage.save('new'));
    await until(() => page.evaluate(() => stage.mirrored()?.length === 4));
    expect(await page.evaluate(() => stage.ids())).toEqual(['kept-0', 'kept-1', 'kept-2', 'new']);
  });

  it('S17: all of it is cleared under a living page, which says so and puts back what it knows', async () => {
    const [page] = (await openTabs(chapter, 1)) as [Page];
    await page.evaluate(() => stage.saveMany('kept', 3));
    await until(() => page.evaluate(() => stage.mirrored()?.length === 3));
    await clearSite(page, chapter);
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    expect(await page.evaluate(() => stage.ids())).toEqual(['kept-0', 'kept-1', 'kept-2']);
    const said = await page.evaluate(() => stage.storage.persistence.failure?.message);
    expect(said).toMatch(/^Storage was cleared by the browser/);
    await until(() => page.evaluate(() => stage.mirrored()?.length === 3));
    await page.reload();
    await page.evaluate(() => stage.open());
    expect(await page.evaluate(() => stage.descriptions())).toEqual({ 'kept-0': '0', 'kept-1': '1', 'kept-2': '2' });
  });
});

/** Throws away everything of the page's origin, as a browser does that needs the room. */
async function clearSite(page: Page, chapter: Chapter): Promise<void> {
  if (chapter.engine.name === 'firefox') {
    await page.evaluate(() => localStorage.clear());
    expect(await page.evaluate(() => stage.faults.deleteDatabase())).toBe('deleted');
    return;
  }
  await page.evaluate(() => stage.faults.witness());
  const cdp = await chapter.shared.cdp(page);
  const storageTypes = 'local_storage,indexeddb';
  await cdp.send('Storage.clearDataForOrigin', { origin: chapter.site.url, storageTypes });
  await until(() => page.evaluate(() => stage.faults.closes === 1));
}

/** The library and the tools as modules without an address: a sandboxed frame may not fetch ours. */
function scriptInOpaqueOrigin(): string {
  const web = join(faultsFolder, 'www');
  const address = (text: string): string => `data:text/javascript;base64,${Buffer.from(text).toString('base64')}`;
  const library = address(readFileSync(join(web, 'dist/aurigraph-storage.js'), 'utf8'));
  const tools = address(readFileSync(join(web, 'stage.js'), 'utf8'));
  return `(async () => {
    globalThis.aurigraphStorage = await import('${library}');
    await import('${tools}');
  })()`;
}
