/** Two builds of the library with two schema versions, in tabs of one origin and on one page, in two engines. */
import { type Browser, type BrowserContext, type Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findFirefox, firefoxLaunchOptions } from '../../scripts/browser.mjs';
import { launchFirefox } from '../../scripts/launch-firefox.mjs';
import { startStaticServer, type StaticServer } from '../../scripts/static-server.mjs';
import { NODE_FIELDS, SYSTEM_FIELDS } from '../../src/domain/live-update.js';
import { launchBrowser } from '../support/browser.js';
import { startSimulatorProcess, type SimulatorProcess } from '../support/simulator.js';
import { buildTwoVersions, type TwoBuilds } from '../support/two-versions.js';
import {
  addElements,
  compareNodes,
  factsOf,
  haveOwnSessions,
  layoutTold,
  openWithSettings,
  provide,
  removeElements,
  roomsOf,
  settingsFor,
  shareBetweenTabs,
  wordsOf,
  type Which,
} from '../support/two-versions-page.js';
import {
  configsInMirror,
  create,
  DATABASE,
  edit,
  original,
  prepare,
  put,
  shown,
  stored,
  storedText,
  type Data,
  type VersionPage,
} from '../support/version-pages.js';

/** Nodes of the simulator. */
const NODES = 12;

let builds: TwoBuilds;
let browser: Browser;
let site: StaticServer;
let context: BrowserContext;
const problems: string[] = [];

beforeAll(async () => {
  builds = await buildTwoVersions();
  const page = (body: string) => () =>
    `<!doctype html><html lang="en"><title>Test</title><link rel="icon" href="data:,">${body}`;
  const script = (path: string): string => `<script src="${path}"></script>`;
  site = await startStaticServer({
    folders: { '/': builds.folder },
    pages: {
      '/tab': page(''),
      '/both': page(script('/old/widgets.js') + script('/keep.js') + script('/new/widgets.js')),
      '/rubbish': page(
        script('/rubbish.js') + script('/old/widgets.js') + script('/keep.js') + script('/new/widgets.js'),
      ),
    },
  });
});

afterAll(async () => {
  await site?.close();
  builds?.remove();
});

beforeEach(async () => {
  problems.length = 0;
  context = await browser.createBrowserContext();
});

afterEach(async () => {
  await context.close();
  expect(problems).toEqual([]);
});

async function openPage(path: string): Promise<Page> {
  const page = await context.newPage();
  page.on('pageerror', (error) => problems.push(String(error)));
  await page.goto(`${site.url}${path}`);
  await prepare(page);
  return page;
}

/** A tab in which one of the two builds has opened its storage. */
async function openTab(version: 'old' | 'new'): Promise<Page> {
  const page = await openPage('/tab');
  await page.addScriptTag({ url: `/${version}/global.js`, type: 'module' });
  await page.evaluate(
    async (name) => {
      const here = globalThis as unknown as VersionPage;
      here.storage = here[name].openStorage();
      here.storage.configurations.subscribe(({ kind, id, origin }) => here.heard.push(`${kind} ${id} ${origin}`));
      await here.storage.ready;
    },
    `${version}Storage` as const,
  );
  return page;
}

const firefox = findFirefox();

const engines: [string, () => Promise<Browser>][] = [
  ['Chromium', launchBrowser],
  ...(firefox === undefined
    ? []
    : [['Firefox', () => launchFirefox(firefoxLaunchOptions(firefox))] as [string, () => Promise<Browser>]]),
];

/** Starts an engine for the tests around it. */
function inEngine(start: () => Promise<Browser>): void {
  beforeAll(async () => {
    browser = await start();
  });
  afterAll(() => browser?.close());
}

/** Whether the mirror has a word, and the journal a note of that text. */
async function isNoted(page: Page, word: string): Promise<boolean> {
  const [text, stamp] = await page.evaluate(() => [
    localStorage.getItem('aurigraph_configs'),
    localStorage.getItem('aurigraph_configs.rev'),
  ]);
  return (text ?? '').includes(word) && (await stored(page, 'mirror/aurigraph_configs'))['stamp'] === stamp;
}

describe.each(engines)('an old and a new build in two tabs of %s', (_engine, start) => {
  inEngine(start);

  it('T9: save by turns, and nothing that either of them wrote is lost', async () => {
    const [old, later] = [await openTab('old'), await openTab('new')];
    await create(old, original);
    const text = await storedText(old, 'configuration/a');

    // The new one shows the new form and has written nothing yet.
    const lifted = await shown(later);
    expect(lifted).toMatchObject({ version: '2.0', tags: [], 'x-team': original['x-team'] });
    expect(await storedText(later, 'configuration/a')).toBe(text);

    expect(await edit(later, { tags: ['prod', 'eu'], future: { deep: [{ more: true }] } })).toBe('saved');
    expect(await stored(later, 'backup/configuration/a/1.0')).toMatchObject({ version: '1.0', text });
    const { tags, future, nodes } = await stored(later, 'configuration/a');
    const inNodes = JSON.stringify(
      (nodes as Data[]).map(({ 'x-rack': rack, config }) => [rack, (config as Data)['placement']]),
    );
    expect(inNodes).toContain('"zone":"eu"');

    for (let round = 1; round <= 10; round += 1) {
      const [writer, reader] = round % 2 === 1 ? [old, later] : [later, old];
      expect(await edit(writer, { name: `Round ${round}`, [`x-round-${round}`]: { round } })).toBe('saved');
      // A text whose note is still on its way may be taken for somebody else's: then a copy of it is kept aside.
      await expect.poll(() => isNoted(writer, `Round ${round}`)).toBe(true);
      expect(await shown(reader)).toMatchObject({ name: `Round ${round}`, version: '2.0' });
    }

    const end = await stored(old, 'configuration/a');
    expect(JSON.stringify(end['tags'])).toBe(JSON.stringify(tags));
    expect(JSON.stringify(end['future'])).toBe(JSON.stringify(future));
    expect(
      JSON.stringify(
        (end['nodes'] as Data[]).map(({ 'x-rack': rack, config }) => [rack, (config as Data)['placement']]),
      ),
    ).toBe(inNodes);
    expect(JSON.stringify(end['x-team'])).toBe(JSON.stringify(original['x-team']));
    for (let round = 1; round <= 10; round += 1) expect(end[`x-round-${round}`]).toEqual({ round });
    expect(await stored(later, 'backup/configuration/a/1.0')).toMatchObject({ text });
    // The mirror says the same, and neither of them took it for something foreign.
    await expect.poll(async () => (await configsInMirror(old))[0]).toEqual(end);
    for (const page of [old, later])
      expect(await page.evaluate(() => (globalThis as unknown as VersionPage).storage.quarantine.list())).toEqual([]);
  });

  it('T9: an old tab cannot save a copy that lacks what the new one added', async () => {
    const [old, later] = [await openTab('old'), await openTab('new')];
    await create(old, original);
    const stale = await shown(old);
    expect(await edit(later, { tags: ['prod'] })).toBe('saved');
    const text = await storedText(later, 'configuration/a');

    const refused = await old.evaluate(
      (value) =>
        (globalThis as unknown as VersionPage).storage.configurations.saveConfiguration(value as never).then(
          () => 'saved',
          (error: { failure: { code: string } }) => error.failure.code,
        ),
      stale,
    );

    expect(refused).toBe('newer-version');
    expect(await storedText(later, 'configuration/a')).toBe(text);
    const isNewer = await old.evaluate(async () => {
      const { configurations } = (globalThis as unknown as VersionPage).storage;
      const read = await configurations.getConfiguration('a');
      return read !== null && configurations.isNewer(read);
    });
    expect(isNewer).toBe(true);
  });

  it('I11: two new tabs lift the same record at once to the same bytes, and one original is kept', async () => {
    const old = await openTab('old');
    for (const id of ['a', 'b', 'c']) await create(old, { ...original, id });
    const texts = new Map<string, string | undefined>();
    for (const id of ['a', 'b', 'c']) texts.set(id, await storedText(old, `configuration/${id}`));
    const tabs = [await openTab('new'), await openTab('new')];
    const asText = (page: Page, id: string): Promise<string> =>
      page.evaluate(
        async (wanted) =>
          JSON.stringify(await (globalThis as unknown as VersionPage).storage.configurations.getConfiguration(wanted)),
        id,
      );

    for (const id of ['a', 'b', 'c']) {
      const [one, two] = await Promise.all(tabs.map((page) => asText(page, id)));
      expect(one).toBe(two);
      const outcomes = await Promise.all(tabs.map((page) => edit(page, {}, id)));
      // Either one came first, or one read what the other had saved already.
      expect(outcomes.filter((outcome) => outcome !== 'saved' && outcome !== 'conflict')).toEqual([]);
      expect(outcomes).toContain('saved');
      const after = await stored(old, `configuration/${id}`);
      expect({ ...after, modified: '' }).toEqual({ ...(JSON.parse(one ?? '') as Data), modified: '' });
      expect(await stored(old, `backup/configuration/${id}/1.0`)).toMatchObject({ text: texts.get(id) });
    }
    const backups = await tabs[0]?.evaluate(() => (globalThis as unknown as VersionPage).storage.backups.list());
    expect(backups).toHaveLength(3);
  });

  it('brings the original back when it is restored', async () => {
    const [old, later] = [await openTab('old'), await openTab('new')];
    await create(old, original);
    const text = await storedText(old, 'configuration/a');
    await edit(later, { tags: ['wrong'] });
    await later.evaluate(() => (globalThis as unknown as VersionPage).storage.backups.restore('configuration/a/1.0'));
    expect(await storedText(old, 'configuration/a')).toBe(text);
    expect(await shown(later)).toMatchObject({ version: '2.0', tags: [] });
    expect(await edit(old, { name: 'Old again' })).toBe('saved');
    expect(await stored(old, 'configuration/a')).toMatchObject({ version: '1.0', name: 'Old again' });
  });

  it('share their settings, and the old one keeps what the new one added', async () => {
    const [old, later] = [await openTab('old'), await openTab('new')];
    const change = (page: Page, changes: Data): Promise<Data> =>
      page.evaluate(async (changed) => {
        const { settings } = (globalThis as unknown as VersionPage).storage;
        return settings.saveSettings({ ...(await settings.getOrCreateDefault()), ...changed });
      }, changes);
    await change(old, { theme: 'dark' });
    const text = await storedText(old, 'settings/app');
    await change(later, { density: 'high' });
    await change(old, { theme: 'light' });
    expect(await change(later, { enableAnimations: false })).toMatchObject({
      version: '2.0',
      theme: 'light',
      density: 'high',
    });
    expect(await stored(old, 'backup/settings/app/1.0')).toMatchObject({ text });
    const inMirror = (): Promise<Data> =>
      old.evaluate(() => JSON.parse(localStorage.getItem('aurigraph_settings') ?? '{}') as Data);
    await expect.poll(inMirror).toMatchObject({ density: 'high', theme: 'light', enableAnimations: false });
  });

  it('I5: an old tab leaves alone what is too new to be shown, tells it, and may delete it', async () => {
    const old = await openTab('old');
    const { created: _created, ...third }: Data = { ...original, id: 'third', version: '3.0' };
    await put(old, 'third', third);
    const seen = await old.evaluate(async () => {
      const { storage } = globalThis as unknown as VersionPage;
      const all = await storage.configurations.getAllConfigurations();
      const { failure } = storage.persistence;
      return { all: all.length, code: failure?.code, kept: (await storage.quarantine.list()).length };
    });
    expect(seen).toEqual({ all: 0, code: 'newer-version', kept: 0 });
    expect(await stored(old, 'configuration/third')).toEqual(third);
    await old.evaluate(() =>
      (globalThis as unknown as VersionPage).storage.configurations.deleteConfiguration('third'),
    );
    expect(await storedText(old, 'configuration/third')).toBeUndefined();
  });

  it('S9 and S10: go on after yet another version has upgraded the database', async () => {
    const [old, later] = [await openTab('old'), await openTab('new')];
    await create(old, original);
    const upgraded = await (
      await openPage('/tab')
    ).evaluate(
      (database) =>
        new Promise<string>((resolve) => {
          const probe = indexedDB.open(database);
          probe.onsuccess = () => {
            const next = probe.result.version + 1;
            probe.result.close();
            const upgrade = indexedDB.open(database, next);
            const events: string[] = [];
            upgrade.onblocked = () => events.push('blocked');
            upgrade.onupgradeneeded = () => upgrade.result.createObjectStore('future');
            upgrade.onsuccess = () => {
              const { version } = upgrade.result;
              upgrade.result.close();
              resolve([...events, `version ${version}`].join());
            };
          };
        }),
      DATABASE,
    );
    expect(upgraded).toBe('version 2');
    expect(await edit(old, { name: 'After the upgrade' })).toBe('saved');
    expect(await edit(later, { tags: ['after'] })).toBe('saved');
    expect(await shown(await openTab('old'))).toMatchObject({ name: 'After the upgrade', tags: ['after'] });
  });

  it('T13: ignore messages of a later protocol and forged ones, and hear each other', async () => {
    const [old, later] = [await openTab('old'), await openTab('new')];
    await later.evaluate(() => {
      const channel = new BroadcastChannel('aurigraph/v1');
      const real = { kind: 'configuration-saved', id: 'forged', rev: 1 };
      for (const message of [
        { ...real, v: 2 },
        { ...real, v: '1' },
        real,
        { ...real, kind: 'configuration-hacked', v: 1 },
        { ...real, id: { toString: 'evil' }, v: 1 },
        { ...real, rev: -1, v: 1 },
        'configuration-saved',
        null,
        [real],
      ])
        channel.postMessage(message);
      channel.close();
    });
    await create(later, { ...original, id: 'real' });
    await expect
      .poll(() => old.evaluate(() => (globalThis as unknown as VersionPage).heard))
      .toEqual(['saved real elsewhere']);
  });
});

describe.each(engines)('T8: both script tags on one page in %s', (_engine, start) => {
  inEngine(start);

  /** The two libraries. */
  interface BothPage extends VersionPage {
    OldWidgets: typeof import('../../src/index.js') & { openStorage: unknown };
    AurigraphWidgets: typeof import('../../src/index.js');
  }

  it('registers every tag once, and tells of the second version once', async () => {
    const page = await context.newPage();
    const warnings: string[] = [];
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'warn') warnings.push(message.text());
      if (message.type() === 'error') problems.push(message.text());
    });
    await page.goto(`${site.url}/both`);

    const found = await page.evaluate(async () => {
      const { OldWidgets: first, AurigraphWidgets: second } = globalThis as unknown as BothPage;
      class LaterStatus extends second.AurigraphConnectionStatus {}
      customElements.define('later-status', LaterStatus);
      const elements = ['aurigraph-connection-status', 'aurigraph-tps-chart', 'later-status', 'later-status'].map(
        (tag) => document.body.appendChild(document.createElement(tag)),
      );
      await Promise.all(
        elements.map((element) => (element as HTMLElement & { updateComplete: Promise<unknown> }).updateComplete),
      );
      return {
        versions: [first.LIBRARY_VERSION, second.LIBRARY_VERSION],
        schemas: [first.CURRENT_SCHEMA_VERSION, second.CURRENT_SCHEMA_VERSION],
        isFirst: customElements.get('aurigraph-dashboard') === first.AurigraphDashboard,
        isTwo: first.AurigraphDashboard !== second.AurigraphDashboard,
        drawn: elements.every((element) => (element.shadowRoot?.childElementCount ?? 0) > 0),
      };
    });

    const versions = { versions: ['0.1.0', '0.2.0'], schemas: ['1.0', '2.0'] };
    expect(found).toEqual({ ...versions, isFirst: true, isTwo: true, drawn: true });
    expect(warnings.filter((text) => text.includes('0.2.0'))).toHaveLength(1);
    await page.close();
  });

  it('tells the repositories of both versions of every change, and both read what the other saved', async () => {
    const page = await openPage('/both');
    for (const version of ['old', 'new']) await page.addScriptTag({ url: `/${version}/global.js`, type: 'module' });
    const told = await page.evaluate(async (value) => {
      const heard: Record<string, string[]> = { old: [], new: [] };
      const { oldStorage, newStorage } = globalThis as unknown as VersionPage;
      const storages = { old: oldStorage.openStorage(), new: newStorage.openStorage() };
      for (const [name, storage] of Object.entries(storages)) {
        await storage.ready;
        storage.configurations.subscribe(({ kind, id, origin }) => heard[name]?.push(`${kind} ${id} ${origin}`));
      }
      await storages.old.configurations.saveConfiguration(value as never);
      const read = await storages.new.configurations.getConfiguration('a');
      if (read === null) throw new Error('It was not found.');
      await storages.new.configurations.saveConfiguration({ ...read, tags: ['both'] });
      while ((heard['old']?.length ?? 0) < 2 || (heard['new']?.length ?? 0) < 2)
        await new Promise((resolve) => setTimeout(resolve, 10));
      return { heard, seen: await storages.old.configurations.getConfiguration('a') };
    }, original);
    expect(told.heard['old']).toEqual(['saved a here', 'saved a elsewhere']);
    expect([...(told.heard['new'] ?? [])].sort()).toEqual(['saved a elsewhere', 'saved a here']);
    expect(told.seen).toMatchObject({ version: '2.0', tags: ['both'] });
  });
});

describe.each(engines)('T8: elements of both versions on one page in %s', (_engine, start) => {
  inEngine(start);

  let simulator: SimulatorProcess;

  beforeEach(async () => {
    simulator = await startSimulatorProcess({ control: true, nodes: NODES });
  });

  afterEach(() => simulator.kill());

  /** Notes what goes wrong, but for what Firefox says of a connection that is given up before it is open. */
  function watch(page: Page): void {
    const givenUp = /establish a connection to the server|connection to ws:.* was interrupted/;
    page.on('pageerror', (error) => {
      if (!givenUp.test(String(error))) problems.push(String(error));
    });
  }

  /** Opens a page with both libraries, on which a person chose the simulator. */
  async function openBoth(path = '/both'): Promise<Page> {
    const settings = settingsFor(`ws://127.0.0.1:${simulator.port}/ws`);
    const page = await openWithSettings(context, `${site.url}${path}`, settings);
    watch(page);
    return page;
  }

  async function report(): Promise<{ connections: number; accepted: number }> {
    const response = await fetch(`${simulator.url}/__control`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ do: 'state' }),
    });
    const { connections, counts } = (await response.json()) as {
      connections: Record<string, number>;
      counts: Record<string, { accepted: number }>;
    };
    const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
    return {
      connections: sum(Object.values(connections)),
      accepted: sum(Object.values(counts).map(({ accepted }) => accepted)),
    };
  }

  const connections = async (): Promise<number> => (await report()).connections;

  /** Waits until both the values and the words of a version's elements are others than now. */
  async function movesOn(page: Page, which: Which): Promise<void> {
    const [before, words] = [await factsOf(page, which), await wordsOf(page, which)];
    const isOther = async (): Promise<boolean> => {
      const [facts, now] = [await factsOf(page, which), await wordsOf(page, which)];
      return facts.at > before.at && facts.phase === 'live' && now.every((text, index) => text !== words[index]);
    };
    await expect.poll(isOther, { timeout: 15_000 }).toBe(true);
  }

  async function shows(page: Page, ...versions: readonly Which[]): Promise<void> {
    for (const which of versions)
      await expect.poll(() => factsOf(page, which), { timeout: 15_000 }).toMatchObject({ phase: 'live', nodes: NODES });
    for (const which of versions) await movesOn(page, which);
  }

  it('have a session each and one connection for both, led by the newer one, and both show values that move', async () => {
    const page = await openBoth();
    await addElements(page, 'old');
    await shows(page, 'old');
    expect(await report()).toEqual({ connections: 1, accepted: 1 });
    await addElements(page, 'new');
    await shows(page, 'old', 'new');
    expect(await haveOwnSessions(page)).toBe(true);
    expect(await factsOf(page, 'old')).toMatchObject({ version: '0.1.0', onPage: 'follower' });
    expect(await factsOf(page, 'new')).toMatchObject({ version: '0.2.0', onPage: 'leader' });
    // One from each: the newer one opened its own when it took over, and the older one's is closed.
    expect(await report()).toEqual({ connections: 1, accepted: 2 });
    await page.close();
  });

  it('show the same figures of the same nodes, although the two count them in another order', async () => {
    const page = await openBoth();
    for (const which of ['old', 'new'] as const) await addElements(page, which);
    await shows(page, 'old', 'new');
    const lastFirst = [...SYSTEM_FIELDS].reverse().join(' ');
    expect(await layoutTold(page)).toMatch(/^shardCount latencyMs /);
    expect(await layoutTold(page)).toContain(`/gasPrice ${lastFirst}/`);
    // Only what both know of the same moment can be compared: until that was much.
    const different: string[] = [];
    const comparable = async (): Promise<number> => {
      const { compared, differ } = await compareNodes(page, NODE_FIELDS);
      different.push(...differ);
      return compared;
    };
    await expect.poll(comparable, { timeout: 15_000, interval: 20 }).toBeGreaterThan(NODES);
    expect(different).toEqual([]);
    await page.close();
  });

  it.each(['old', 'new'] as const)('go on when the elements of the %s one are removed first', async (gone) => {
    const stays = gone === 'old' ? 'new' : 'old';
    const page = await openBoth();
    for (const which of ['old', 'new'] as const) await addElements(page, which);
    await shows(page, 'old', 'new');
    await removeElements(page, gone);
    await expect
      .poll(() => factsOf(page, stays), { timeout: 5_000 })
      .toMatchObject({ onPage: 'leader', phase: 'live' });
    await shows(page, stays);
    expect(await connections()).toBe(1);
    expect(await roomsOf(page)).toHaveLength(1);
    await removeElements(page, stays);
    await expect.poll(connections, { timeout: 5_000 }).toBe(0);
    expect(await roomsOf(page)).toEqual([]);
    await page.close();
  });

  it('keep their connection where those of the newer one come first', async () => {
    const page = await openBoth();
    await addElements(page, 'new');
    await shows(page, 'new');
    await addElements(page, 'old');
    await shows(page, 'old', 'new');
    expect(await factsOf(page, 'new')).toMatchObject({ onPage: 'leader' });
    expect(await report()).toEqual({ connections: 1, accepted: 1 });
    await page.close();
  });

  it('go on, each with a connection of its own, beside a script that puts rubbish where they meet', async () => {
    const page = await openBoth('/rubbish');
    const warnings: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'warn') warnings.push(message.text());
    });
    for (const which of ['old', 'new'] as const) await addElements(page, which);
    await shows(page, 'old', 'new');
    expect(await connections()).toBe(2);
    expect(warnings.filter((text) => text.includes('cannot share with others'))).toHaveLength(2);
    await page.close();
  });

  it('go on beside a script that calls the hub with rubbish and claims to lead', async () => {
    const page = await openBoth();
    for (const which of ['old', 'new'] as const) await addElements(page, which);
    await shows(page, 'old', 'new');
    await page.evaluate(() => {
      type Call = (...values: unknown[]) => unknown;
      const hub = (globalThis as unknown as Record<symbol, Record<string, Call>>)[Symbol.for('aurigraph.widgets')];
      if (hub === undefined) throw new Error('There is no hub.');
      const [room] = hub['rooms']?.() as string[];
      for (const name of ['join', 'leave', 'post', 'rank', 'seats'])
        for (const value of [undefined, null, {}, room, () => 1, NaN]) hub[name]?.(value, value, value, value);
      hub['join']?.('evil', room, Number.MAX_SAFE_INTEGER, () => {
        throw new Error('rubbish');
      });
      for (const data of ['rubbish', null, { word: 'batch' }, { word: 'beat', from: '1' }])
        hub['post']?.('evil', 0, data);
    });
    await expect.poll(() => factsOf(page, 'old'), { timeout: 8_000 }).toMatchObject({ refusal: 'silent' });
    await shows(page, 'old', 'new');
    expect(await connections()).toBe(2);
    await page.close();
  });

  it('show what a provider of the other version connects to, and follow it', async () => {
    const other = await startSimulatorProcess({ nodes: 20 });
    // What a person chose is somewhere else.
    const page = await openWithSettings(context, `${site.url}/both`, settingsFor('ws://127.0.0.1:9/ws'));
    watch(page);
    await provide(page, `ws://127.0.0.1:${simulator.port}/ws`);
    for (const which of ['old', 'new'] as const) await addElements(page, which, 'aurigraph-provider');
    await shows(page, 'old', 'new');
    expect(await haveOwnSessions(page)).toBe(true);
    expect(await connections()).toBe(1);
    await provide(page, `ws://127.0.0.1:${other.port}/ws`);
    for (const which of ['old', 'new'] as const)
      await expect.poll(() => factsOf(page, which), { timeout: 15_000 }).toMatchObject({ phase: 'live', nodes: 20 });
    await expect.poll(connections, { timeout: 5_000 }).toBe(0);
    await other.kill();
    await page.close();
  });

  it('have one connection for all tabs and versions where tabs share, too', async () => {
    const pages = [await openBoth(), await openBoth()];
    for (const page of pages)
      for (const which of ['old', 'new'] as const) {
        await addElements(page, which);
        await shareBetweenTabs(page, which);
      }
    for (const page of pages) {
      // Nothing is drawn in a tab that nobody looks at, until somebody does.
      await page.bringToFront();
      await shows(page, 'old', 'new');
    }
    await expect.poll(connections, { timeout: 5_000 }).toBe(1);
    for (const page of pages) await page.close();
  });
});
