import { readFileSync } from 'node:fs';
import type { Page } from 'puppeteer-core';
import { expect, it } from 'vitest';
import { describeEngines, freshContext, openTab, openTabs, size, until } from './support/engine.js';
import { expectSettled, SETTLED_MS } from './support/settled.js';

describeEngines('connections that break', (chapter) => {
  it('S6 G16: a database that never opens is done without, and taken up when it answers late', async () => {
    const context = await freshContext(chapter);
    const [holder, upgrader, page] = [
      await openTab(context, chapter.site.url),
      await openTab(context, chapter.site.url),
      await openTab(context, chapter.site.url),
    ];
    expect(await holder.evaluate(() => stage.faults.openDatabase(1, { stores: ['records'] }))).toBe('open');
    expect(await upgrader.evaluate(() => stage.faults.openDatabase(2))).toBe('blocked');
    // Firefox lets the timers of a tab in the background run once a second.
    await page.bringToFront();
    const ready = await page.evaluate(() => stage.open());
    expect(ready).toBeGreaterThan(1_900);
    expect(ready).toBeLessThan(SETTLED_MS);
    expect((await page.evaluate(() => stage.fact())).configurations).toBe('fallback');
    expectSettled(await page.evaluate(() => stage.callEverything()));
    await page.evaluate(() => stage.save('meanwhile'));
    expect(await page.evaluate(() => stage.ids())).toContain('meanwhile');
    // The holder goes, the upgrade goes through, and the late answer is adopted without a reload.
    await holder.close();
    await until(() => page.evaluate(() => stage.fact().configurations === 'durable'), 45_000);
    expect(await page.evaluate(() => stage.ids())).toContain('meanwhile');
    expect(await page.evaluate(() => stage.faults.dumpDatabase('aurigraph-widgets', 'records'))).toContain('meanwhile');
  });

  it('S7 G17: a connection that is closed under us is opened anew, and no save is lost', async () => {
    const context = await freshContext(chapter);
    const page = await openTab(context, chapter.site.url);
    await page.evaluate(async () => {
      stage.faults.tapDatabases();
      await stage.open();
    });
    const rounds = size(20, 500);
    const result = await page.evaluate(async (count) => {
      const failures: string[] = [];
      for (let round = 0; round < count; round += 1) {
        stage.faults.closeTapped();
        const { code, message } = await stage.outcome(() => stage.save(`r${round}`));
        if (code !== undefined) failures.push(`${code} ${message}`);
      }
      return { failures, refusals: stage.faults.refusals };
    }, rounds);
    // Both the journal's and the metrics' connection were closed; only the journal's was asked.
    expect(result.refusals.filter((name) => name === 'InvalidStateError').length).toBeGreaterThanOrEqual(rounds);
    expect(result.failures).toEqual([]);
    expect(await page.evaluate(() => stage.ids())).toHaveLength(rounds);
    expect((await page.evaluate(() => stage.fact())).configurations).toBe('durable');
  });

  it.skipIf(chapter.engine.name === 'firefox')(
    'S7 S17 G17: the browser clears IndexedDB under a living page, and it is rebuilt from the mirror',
    async () => {
      const [page] = (await openTabs(chapter, 1)) as [Page];
      const cdp = await chapter.shared.cdp(page);
      await page.evaluate(() => stage.saveMany('kept', 5));
      for (let round = 0; round < size(20, 500); round += 1) {
        await until(() => page.evaluate((count) => stage.mirrored()?.length === count, 5 + round));
        await page.evaluate(() => stage.faults.witness());
        await cdp.send('Storage.clearDataForOrigin', { origin: chapter.site.url, storageTypes: 'indexeddb' });
        await until(() => page.evaluate((count) => stage.faults.closes > count, round));
        const saved = await page.evaluate((id) => stage.outcome(() => stage.save(id)), `new-${round}`);
        expect(saved.code).toBeUndefined();
        await until(() => page.evaluate(async (count) => (await stage.ids()).length === count, 6 + round));
      }
    },
  );

  it('S9: a newer library upgrades the database; we give way and work on with it', async () => {
    const [ours] = (await openTabs(chapter, 1)) as [Page];
    const newer = await openTab(ours.browserContext(), chapter.site.url);
    await ours.evaluate(() => stage.save('before'));
    for (let round = 0; round < size(20, 500); round += 1) {
      // Not "blocked": the library closed its connection when it was asked to.
      const opened = await newer.evaluate(
        (version) => stage.faults.openDatabase(version, { stores: [`newer-${version}`], polite: true }),
        round + 2,
      );
      expect(opened).toBe('open');
      const saved = await ours.evaluate(() => stage.outcome(() => stage.save('after')));
      expect(saved.code).toBeUndefined();
    }
    expect((await ours.evaluate(() => stage.faults.describeDatabase())).version).toBe(size(20, 500) + 1);
    expect(await ours.evaluate(() => stage.ids())).toEqual(['after', 'before']);
    expect((await ours.evaluate(() => stage.fact())).configurations).toBe('durable');
  });

  it('S10: a database that is newer than this library is used as it is', async () => {
    const page = await openTab(await freshContext(chapter), chapter.site.url);
    await page.evaluate(() => stage.faults.openDatabase(9, { stores: ['future', 'records'] }));
    await page.evaluate(() => stage.faults.closeDatabases());
    await page.evaluate(async () => {
      await stage.open();
      await stage.save('one');
    });
    expect((await page.evaluate(() => stage.fact())).configurations).toBe('durable');
    const { version, stores } = await page.evaluate(() => stage.faults.describeDatabase());
    expect({ version, stores }).toEqual({ version: 9, stores: ['future', 'records'] });
    expect(await page.evaluate(() => stage.faults.dumpDatabase('aurigraph-widgets', 'records'))).toContain('"one"');
  });

  it('S10: a database without our store is left alone, and saving still survives a reload', async () => {
    const context = await freshContext(chapter);
    const page = await openTab(context, chapter.site.url);
    await page.evaluate(() => stage.faults.openDatabase(9, { stores: ['future'] }));
    await page.evaluate(() => stage.faults.closeDatabases());
    await page.evaluate(async () => {
      await stage.open();
      await stage.save('one');
    });
    const { version, stores } = await page.evaluate(() => stage.faults.describeDatabase());
    expect({ version, stores }).toEqual({ version: 9, stores: ['future'] });
    expect((await page.evaluate(() => stage.fact())).configurations).toBe('durable');
    await page.reload();
    await page.evaluate(() => stage.open());
    expect(await page.evaluate(() => stage.ids())).toEqual(['one']);
  });

  it('S11: the schema design’s own metrics are read and never altered', async () => {
    const page = await openTab(await freshContext(chapter), chapter.site.url);
    const before = await page.evaluate(async (snapshot) => {
      const [timestamp, expiresAt] = [0, 240_000].map((ms) => new Date(Date.now() + ms).toISOString());
      await stage.createDesignMetrics({ ...snapshot, timestamp, expiresAt });
      return stage.faults.dumpDatabase('AurigraphMetrics', 'metrics');
    }, designSnapshot());
    const { tps, after, described } = await page.evaluate(async () => {
      await stage.open();
      const latest = await stage.storage.metricsCache.getLatestMetrics();
      if (latest !== null) await stage.storage.metricsCache.saveMetrics(latest);
      await stage.storage.metricsCache.clearCache();
      return {
        tps: latest?.systemMetrics.tps,
        after: await stage.faults.dumpDatabase('AurigraphMetrics', 'metrics'),
        described: await stage.faults.describeDatabase('AurigraphMetrics'),
      };
    });
    expect(before).toContain('28640');
    expect(tps).toBe(28_640);
    expect(after).toBe(before);
    expect(described).toEqual({ version: 1, stores: ['metrics'] });
  });

  it('S12: another tab holds a transaction for ever; no call waits longer than three seconds', async () => {
    const [page] = (await openTabs(chapter, 1)) as [Page];
    const holder = await openTab(page.browserContext(), chapter.site.url);
    await page.evaluate(() => stage.save('before'));
    await holder.evaluate(() => stage.faults.holdTransaction());
    // In Chromium the tab is frozen as well, so that it cannot be asked to let go.
    if (chapter.engine.name === 'chromium') {
      const cdp = await chapter.shared.cdp(holder);
      await cdp.send('Page.setWebLifecycleState', { state: 'frozen' });
    }
    await page.bringToFront();
    const outcomes = await page.evaluate(() => stage.callEverything());
    expect(Math.max(...Object.values(outcomes).map(({ ms }) => ms))).toBeGreaterThan(1_000);
    expectSettled(outcomes);
    await holder.close();
    // Far sooner than after the half minute for which a store that is dead is left alone.
    await until(() => page.evaluate(() => stage.fact().configurations === 'durable'), 15_000);
    await page.evaluate(() => stage.save('after'));
    const kept = await page.evaluate(() => stage.ids());
    expect(kept).toEqual(expect.arrayContaining(['after', 'before']));
    // What was acknowledged meanwhile is there.
    if (outcomes.save?.code === undefined) expect(kept).toContain('probe');
  });
});

/** A snapshot as the schema design's own code keeps it. */
function designSnapshot(): Record<string, unknown> {
  const file = new URL('../fixtures/samples/metricscache-seed.json', import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
}
