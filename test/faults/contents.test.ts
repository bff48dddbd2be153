import type { Page } from 'puppeteer-core';
import { expect, it } from 'vitest';
import { describeEngines, freshContext, openTab, openTabs, size, until } from './support/engine.js';

/** What stands in `aurigraph_configs` where somebody or something wrote nonsense. */
const GARBAGE: readonly string[] = [
  '',
  '{',
  '[{"id":"a","name":',
  'not json at all',
  '42',
  '"text"',
  'true',
  '{"id":"a"}',
  '[1,2,',
  '\u0000\u0001\u0002',
  'Ã¤Ã¶Ã¼ â‚¬ [}',
  '\ud800 lone',
  '\ufeff{',
  'undefined',
  '[object Object]',
  '['.repeat(50_000),
];

describeEngines('contents that are wrong', (chapter) => {
  it('S13: an unreadable list goes to quarantine to the last byte before anything overwrites it', async () => {
    const page = await openTab(await freshContext(chapter), chapter.site.url);
    for (const [index, text] of GARBAGE.entries()) {
      const found = await page.evaluate(
        async (namespace, garbage) => {
          const key = `${namespace}:aurigraph_configs`;
          localStorage.setItem(key, garbage);
          const there = localStorage.getItem(key) === garbage;
          await stage.open({ namespace });
          await stage.save('one');
          stage.storage.flush();
          const kept = (await stage.storage.quarantine.list()).map((entry) => entry.text);
          const ids = await stage.ids();
          stage.storage.dispose();
          return { there, kept: kept.includes(garbage), count: kept.length, ids, after: localStorage.getItem(key) };
        },
        `n${index}`,
        text,
      );
      expect(found.there, text.slice(0, 20)).toBe(true);
      expect({ text: text.slice(0, 20), kept: found.kept, ids: found.ids }).toEqual({
        text: text.slice(0, 20),
        kept: true,
        ids: ['one'],
      });
    }
    // With the copy committed, the key holds the schema design's format again.
    const key = 'n1:aurigraph_configs';
    await page.evaluate(() => stage.open({ namespace: 'n1' }).then(() => stage.save('two')));
    await until(() => page.evaluate((name) => localStorage.getItem(name)?.includes('"two"') ?? false, key));
  });

  it('S14: one bad element of a good list is set aside, and the others load', async () => {
    const page = await openTab(await freshContext(chapter), chapter.site.url);
    const bad = { id: 'bad', name: 7, nodes: 'none', secretNote: 'keep me' };
    await page.evaluate((element) => {
      const list = [stage.configuration('good'), element, null, stage.configuration('fine')];
      localStorage.setItem('aurigraph_configs', JSON.stringify(list));
    }, bad);
    await page.evaluate(() => stage.open());
    expect(await page.evaluate(() => stage.ids())).toEqual(['fine', 'good']);
    const kept = await page.evaluate(async () => (await stage.storage.quarantine.list()).map(({ text }) => text));
    expect(kept.map((text) => JSON.parse(text) as unknown)).toContainEqual(bad);
    expect(await page.evaluate(() => stage.told)).toContain('unreadable-data');
  });

  it('S20 G17: what a host page clears in localStorage is written anew from the journal', async () => {
    const [page] = (await openTabs(chapter, 1)) as [Page];
    await page.evaluate(() => stage.save('kept'));
    await until(() => page.evaluate(() => String(stage.mirrored()) === 'kept'));
    for (let round = 0; round < size(20, 500); round += 1) {
      const gone = await page.evaluate(() => {
        localStorage.clear();
        const before = localStorage.length;
        // As on the next look at the page.
        stage.storage.resume();
        return before;
      });
      expect(gone).toBe(0);
      await until(() => page.evaluate(() => String(stage.mirrored()) === 'kept'));
      expect(await page.evaluate(() => stage.ids())).toEqual(['kept']);
    }
  });

  it('S26: hostile ids and names come back as they were, or are refused, and no prototype changes', async () => {
    const page = await openTab(await freshContext(chapter), chapter.site.url);
    for (const options of [{ namespace: 'db' }, { namespace: 'ls', indexedDB: null }]) {
      const result = await page.evaluate(async (how) => {
        const ids = ['__proto__', 'constructor', 'prototype', 'toString', 'a\u0000b', '\ud800', '/', 'a/b', '𝒳'];
        await stage.open(how);
        const refused: string[] = [];
        for (const id of ids) {
          const { code } = await stage.outcome(() => stage.save(id, { name: `<b>${id}</b>` }));
          if (code !== undefined) refused.push(`${id} ${code}`);
        }
        const long = await stage.outcome(() => stage.save('long', { name: 'x'.repeat(1_000_000) }));
        const back: string[] = [];
        for (const id of ids) {
          const found = await stage.storage.configurations.getConfiguration(id);
          if (found?.id === id && found.name === `<b>${id}</b>`) back.push(id);
        }
        const all = await stage.ids();
        stage.storage.dispose();
        const polluted = ({} as Record<string, unknown>).name;
        return { ids, refused, back, all, long: long.code, polluted };
      }, options);
      expect(result.refused.filter((text) => !text.endsWith('invalid-configuration'))).toEqual([]);
      const refusedIds = result.refused.map((text) => text.slice(0, text.lastIndexOf(' ')));
      expect(result.back).toEqual(result.ids.filter((id) => !refusedIds.includes(id)));
      expect(result.all).toEqual([...result.back].sort());
      expect(result.long).toBe('invalid-configuration');
      expect(result.polluted).toBeUndefined();
    }
  });
});
