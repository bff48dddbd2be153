import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { expect, it, onTestFinished } from 'vitest';
import { describeEngines, newProfile, openTab, openTabs, ownBrowser, removeProfile, until } from './support/engine.js';
import { record } from './support/results.js';

/** What both engines let in: keys and values together (reliability S1). */
const LOCAL_STORAGE_UNITS = 5_242_880;

describeEngines('full stores', (chapter) => {
  it('S1: with localStorage full a save resolves, the mirror is told to be stale, and is written when there is room', async () => {
    const [page] = (await openTabs(chapter, 1)) as [Page];
    await page.evaluate(() => stage.save('before'));
    await until(() => page.evaluate(() => String(stage.mirrored()) === 'before'));
    const { units, error } = await page.evaluate(() => stage.faults.fillLocalStorage());
    expect(error.name).toBe('QuotaExceededError');
    expect(units).toBeGreaterThan(LOCAL_STORAGE_UNITS * 0.99);
    const saved = await page.evaluate(() => stage.outcome(() => stage.save('after', { description: 'x'.repeat(500) })));
    expect(saved.code).toBeUndefined();
    await until(() => page.evaluate(() => stage.fact().mirror === 'stale'));
    expect(await page.evaluate(() => stage.told)).toContain('quota-exceeded');
    // The old text is untouched, and the journal has both.
    expect(await page.evaluate(() => stage.mirrored())).toEqual(['before']);
    expect(await page.evaluate(() => stage.ids())).toEqual(['after', 'before']);
    await page.evaluate(async () => {
      stage.faults.emptyLocalStorage();
      await stage.save('later');
    });
    await until(() => page.evaluate(() => String(stage.mirrored()) === 'after,before,later'));
    expect((await page.evaluate(() => stage.fact())).mirror).toBe('current');
  });

  it('S2: a quota error that is not true is tried again, and nobody sees anything', async () => {
    const [page] = (await openTabs(chapter, 1)) as [Page];
    await page.evaluate(async () => {
      const setItem = Storage.prototype.setItem;
      const thrown: string[] = [];
      Object.assign(globalThis, { thrown });
      Storage.prototype.setItem = function (key, text) {
        if (key === 'aurigraph_configs' && thrown.length < 2) {
          thrown.push(key);
          throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
        }
        setItem.call(this, key, text);
      };
      await stage.save('one');
    });
    await until(() => page.evaluate(() => String(stage.mirrored()) === 'one'));
    expect(await page.evaluate(() => (globalThis as unknown as { thrown: string[] }).thrown)).toHaveLength(2);
    expect((await page.evaluate(() => stage.fact())).mirror).toBe('current');
  });

  it('S2: four tabs that write at once after a clear lose nothing, whatever the browser says about quota', async () => {
    const tabs = await openTabs(chapter, 4);
    const watch = (): void => {
      const setItem = Storage.prototype.setItem;
      const counts = { spurious: 0 };
      Object.assign(globalThis, { counts });
      Storage.prototype.setItem = function (key, text) {
        try {
          setItem.call(this, key, text);
        } catch (error) {
          counts.spurious += 1;
          throw error;
        }
      };
    };
    await Promise.all(tabs.map((tab) => tab.evaluate(watch)));
    await tabs[0]?.evaluate(() => localStorage.clear());
    const saves = await Promise.all(
      tabs.map((tab, index) =>
        tab.evaluate(async (name) => {
          for (let at = 0; at < 25; at += 1) localStorage.setItem(`other-${name}-${at}`, 'x'.repeat(300));
          return stage.saveMany(name, 25);
        }, `s${index}`),
      ),
    );
    const counts = await Promise.all(
      tabs.map((tab) =>
        tab.evaluate(() => (globalThis as unknown as { counts: { spurious: number } }).counts.spurious),
      ),
    );
    record('S2', chapter.engine.name, { spurious: counts.reduce((sum, count) => sum + count, 0) });
    expect(saves.flatMap(({ failures }) => failures)).toEqual([]);
    await until(() => tabs[0]?.evaluate(() => stage.mirrored()?.length === 100) ?? false);
    const states = await Promise.all(tabs.map((tab) => tab.evaluate(() => stage.fact().mirror)));
    expect(states).toEqual(['current', 'current', 'current', 'current']);
  });

  it('S3: the engine’s own quota error is recognised, whatever its class', async () => {
    const context = await chapter.shared.context();
    onTestFinished(() => context.close());
    const page = await openTab(context, chapter.site.url);
    await page.evaluate(() => stage.open({ indexedDB: null }));
    await page.evaluate(() => stage.save('before'));
    const { error } = await page.evaluate(() => stage.faults.fillLocalStorage());
    expect(error.type).toMatch(/^(QuotaExceededError|DOMException)$/);
    const refused = await page.evaluate(() =>
      stage.outcome(() => stage.save('before', { description: 'x'.repeat(2_000) })),
    );
    expect(refused.code).toBe('quota-exceeded');
    expect(await page.evaluate(() => stage.descriptions())).toEqual({ before: undefined });
  });
});

describeEngines('a full disk', (chapter) => {
  it.skipIf(chapter.engine.name === 'firefox')(
    'S4: over the quota of IndexedDB a refused save is told, nothing that was saved is lost, and saving recovers',
    async () => {
      // In the profile's own context: the protocol does not reach the quota of another one.
      const page = await openTab(chapter.shared.browser, `${chapter.site.url}/plain.html`);
      onTestFinished(() => page.close());
      const cdp = await chapter.shared.cdp(page);
      const origin = chapter.site.url;
      await cdp.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 5 << 20 });
      onTestFinished(() => cdp.send('Storage.overrideQuotaForOrigin', { origin }).then(() => undefined));
      // Before the first database: the browser remembers for a while how much room there was.
      await page.goto(origin);
      await page.evaluate(async () => {
        await stage.open();
        await stage.save('before');
      });
      const { refusal, bytes, accepted } = await page.evaluate(() => stage.faults.fillIndexedDb(20 << 20));
      expect(refusal).toBe('QuotaExceededError');
      // The put that was refused had been accepted first: only the transaction's end counts (finding 3).
      expect(accepted).toBe(bytes >> 20);
      expect(bytes).toBeLessThan(8 << 20);
      const refused = await page.evaluate(async () => {
        const refusals: (string | undefined)[] = [];
        for (let index = 0; index < 60; index += 1) {
          // Each of them new and unlike the others: what is written over, or can be compressed, takes no more room.
          const numbers = (): string => Array.from(crypto.getRandomValues(new Uint32Array(16_000)), String).join('');
          const notes = Array.from({ length: 4 }, numbers).join('');
          refusals.push((await stage.outcome(() => stage.save(`big-${index}`, { notes }))).code);
          if (refusals.at(-1) !== undefined) break;
        }
        return refusals.at(-1);
      });
      expect(refused).toBe('quota-exceeded');
      expect(await page.evaluate(() => stage.ids())).toContain('before');
      // With room again the next save works, without a reload.
      await page.evaluate(() => stage.faults.deleteDatabase('filler'));
      await until(() => page.evaluate(async () => (await stage.outcome(() => stage.save('after'))).code === undefined));
      expect((await page.evaluate(() => stage.fact())).configurations).toBe('durable');
    },
  );

  it('S5: on a full disk nothing that was saved is lost, and saving goes on when there is room', async ({ skip }) => {
    const profile = newProfile();
    const mounted = mountSmallDisk(profile);
    onTestFinished(() => {
      if (mounted) spawnSync('umount', ['-l', profile]);
      removeProfile(profile);
    });
    if (!mounted) skip('only root can mount a small disk');
    mkdirSync(join(profile, 'data'), { recursive: true });
    const own = await ownBrowser(chapter, { profile: join(profile, 'data') });
    const page = await openTab(own.browser, chapter.site.url);
    await page.evaluate(async () => {
      await stage.open();
      await stage.save('before');
    });
    const { refusal, bytes } = await page.evaluate(() => stage.faults.fillIndexedDb(256 << 20));
    record('S5', chapter.engine.name, { refusal: refusal ?? 'none', 'MB written': bytes >> 20 });
    expect(refusal).toBeDefined();
    const full = await page.evaluate(() => stage.outcome(() => stage.save('full', { description: 'y'.repeat(2_000) })));
    // Small saves may still fit. What must not happen: an answer that is not true, or none.
    expect(full.ms).toBeLessThan(3_300);
    expect([undefined, 'quota-exceeded', 'storage-blocked']).toContain(full.code);
    expect(await page.evaluate(() => stage.ids())).toEqual(full.code === undefined ? ['before', 'full'] : ['before']);
    await page.evaluate(() => stage.faults.deleteDatabase('filler'));
    await until(() => page.evaluate(async () => (await stage.outcome(() => stage.save('after'))).code === undefined));
    expect(await page.evaluate(() => stage.ids())).toEqual(expect.arrayContaining(['after', 'before']));
  });
});

/** A disk of its own for one profile; false where that is not allowed. */
function mountSmallDisk(folder: string): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/bin/mount')) return false;
  return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=96m', 'tmpfs', folder]).status === 0;
}
