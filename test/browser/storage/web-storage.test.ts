/** What only a real browser can show: real stores, real events, real limits. */
import { expect } from '@open-wc/testing';
import { createConfiguration, type Configuration } from '../../../src/domain/configuration.js';
import { createNodeConfiguration } from '../../../src/domain/node-config.js';
import {
  openStorage,
  type ConfigurationChange,
  type PreferenceChange,
  type Storage,
  type StorageOptions,
} from '../../../src/storage/index.js';

let namespace = '';
let opened: Storage[] = [];
let frames: HTMLIFrameElement[] = [];

const open = (options: StorageOptions = {}): Storage => {
  const storage = openStorage({ namespace, ...options });
  opened.push(storage);
  return storage;
};

const configuration = (id: string, changes: Partial<Configuration> = {}): Configuration => ({
  ...createConfiguration({ id, name: `Configuration ${id}`, now: Date.parse('2026-09-20T08:00:00.000Z') }),
  nodes: [createNodeConfiguration('channel', `${id}-1`, 'Channel 1')],
  ...changes,
});

const mirrored = (): Configuration[] =>
  JSON.parse(localStorage.getItem(`${namespace}:aurigraph_configs`) ?? '[]') as Configuration[];

async function until(check: () => boolean | Promise<boolean>, timeoutMs = 2_000): Promise<number> {
  const start = performance.now();
  while (!(await check())) {
    if (performance.now() - start > timeoutMs) throw new Error(`not within ${timeoutMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return performance.now() - start;
}

/** The `localStorage` of another document of this origin: what it writes is heard here as a `storage` event. */
function otherDocument(): globalThis.Storage {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  frames.push(frame);
  const { contentWindow } = frame;
  if (contentWindow === null) throw new Error('the frame has no window');
  return contentWindow.localStorage;
}

describe('storage in a browser', () => {
  beforeEach(() => {
    namespace = `test-${crypto.randomUUID()}`;
  });

  afterEach(() => {
    for (const storage of opened) storage.dispose();
    for (const frame of frames) frame.remove();
    opened = [];
    frames = [];
    localStorage.clear();
    indexedDB.deleteDatabase(`${namespace}:aurigraph-widgets`);
    indexedDB.deleteDatabase(`${namespace}:aurigraph-widgets-metrics`);
  });

  it('keeps a configuration for the next visit and mirrors it in the schema design’s format', async () => {
    const first = open();
    const saved = await first.configurations.saveConfiguration({
      ...configuration('a', { isDefault: true }),
      'x-unknown': { kept: [1, null] },
    });
    await until(() => mirrored().length === 1);
    expect(mirrored()).to.deep.equal([saved]);
    first.dispose();

    const second = open();

    expect(await second.configurations.getDefaultConfiguration()).to.deep.equal(saved);
    expect(second.persistence.configurations).to.equal('durable');
    expect(second.persistence.metrics).to.equal('durable');
    expect(second.persistence.failure).to.equal(undefined);
  });

  it('shows a save to a second instance within a second', async () => {
    const [one, two] = [open(), open()];
    await Promise.all([one.ready, two.ready]);
    const heard: ConfigurationChange[] = [];
    two.configurations.subscribe((change) => heard.push(change));
    await one.configurations.saveConfiguration(configuration('a'));
    const waitedMs = await until(() => heard.length > 0, 1_000);
    expect(waitedMs).to.be.below(1_000);
    expect(heard[0]).to.include({ kind: 'saved', id: 'a', origin: 'elsewhere' });
    expect((await two.configurations.getConfiguration('a'))?.name).to.equal('Configuration a');
  });

  it('keeps a preference for the next visit, and tells a second instance of it', async () => {
    const [one, two] = [open(), open()];
    await Promise.all([one.ready, two.ready]);
    const heard: PreferenceChange[] = [];
    two.preferences.subscribe((change) => heard.push(change));
    await one.preferences.savePreference('node-grid', 'columns.node-166');
    await until(() => heard.length > 0, 1_000);
    expect(heard).to.deep.equal([{ name: 'node-grid', origin: 'elsewhere' }]);
    expect(await two.preferences.getPreference('node-grid')).to.equal('columns.node-166');
    await two.preferences.savePreference('node-grid', 'columns.node-200');
    one.dispose();
    two.dispose();
    expect(await open().preferences.getPreference('node-grid')).to.equal('columns.node-200');
    expect(localStorage.length).to.equal(0);
  });

  it('keeps a preference in localStorage where IndexedDB is forbidden, and takes it over when that is back', async () => {
    const poor = open({ indexedDB: null });
    await poor.preferences.savePreference('node-grid', 'density.compact');
    expect(poor.persistence.configurations).to.equal('fallback');
    poor.dispose();
    const good = open();
    expect(await good.preferences.getPreference('node-grid')).to.equal('density.compact');
    expect(good.persistence.configurations).to.equal('durable');
    localStorage.clear();
    expect(await open().preferences.getPreference('node-grid')).to.equal('density.compact');
  });

  it('takes in what another page wrote with the schema design’s own code', async () => {
    const storage = open();
    await storage.configurations.saveConfiguration(configuration('ours'));
    await until(() => mirrored().length === 1);
    otherDocument().setItem(`${namespace}:aurigraph_configs`, JSON.stringify([configuration('theirs')]));
    await until(async () => (await storage.configurations.getConfiguration('theirs')) !== null);
    // What the other page left out is back: nothing is deleted by leaving it out.
    await until(() => mirrored().length === 2);
  });

  it('gives both versions to the second of two editors', async () => {
    const [one, two] = [open(), open()];
    await one.configurations.saveConfiguration(configuration('a'));
    const copy = await two.configurations.getConfiguration('a');
    if (copy === null) throw new Error('not saved');
    await one.configurations.saveConfiguration(configuration('a', { name: 'One' }));
    const failure: unknown = await two.configurations
      .saveConfiguration({ ...copy, name: 'Two' }, { base: two.configurations.revisionOf(copy) })
      .catch((error: { failure: unknown }) => error.failure);
    expect(failure).to.deep.include({ code: 'conflict' });
    expect((await one.configurations.getConfiguration('a'))?.name).to.equal('One');
  });

  it('goes on with localStorage where IndexedDB is forbidden, and says so', async () => {
    const forbidden = {
      open: () => {
        throw new DOMException('forbidden', 'SecurityError');
      },
    } as unknown as IDBFactory;
    const storage = open({ indexedDB: forbidden });
    await storage.configurations.saveConfiguration(configuration('__proto__'));
    expect(storage.persistence.configurations).to.equal('fallback');
    expect(storage.persistence.failure?.code).to.equal('storage-blocked');
    const [found] = await open({ indexedDB: forbidden }).configurations.getAllConfigurations();
    expect(found?.id).to.equal('__proto__');
  });

  it('is ready within three seconds where IndexedDB never answers', async () => {
    const silent = { open: () => ({}) } as unknown as IDBFactory;
    const start = performance.now();
    const storage = open({ indexedDB: silent });
    await storage.configurations.saveConfiguration(configuration('a'));
    expect(performance.now() - start).to.be.below(3_000);
    expect(storage.persistence.configurations).to.equal('fallback');
  });

  it('saves although localStorage is full, and says that the mirror is stale', async () => {
    const storage = open();
    await storage.ready;
    fillLocalStorage();
    await storage.configurations.saveConfiguration(configuration('a', { description: 'x'.repeat(1_500) }));
    await until(() => storage.persistence.mirror === 'stale');
    expect(storage.persistence.failure).to.include({ code: 'quota-exceeded', store: 'localStorage' });
    expect(mirrored()).to.deep.equal([]);
    expect((await storage.usage.getStorageStats()).usagePercentage).to.be.above(99);
    expect(await open().configurations.getAllConfigurations()).to.have.length(1);
    localStorage.removeItem('filler');
    storage.resume();
    await until(() => storage.persistence.mirror === 'current');
    expect(mirrored()).to.have.length(1);
  });

  it('leaves no connection open that would hold up another version', async () => {
    const databases: IDBDatabase[] = [];
    const watched = {
      open: (name: string) => {
        const request = indexedDB.open(name);
        request.addEventListener('success', () => databases.push(request.result));
        return request;
      },
    } as IDBFactory;
    const storage = open({ indexedDB: watched });
    await storage.configurations.saveConfiguration(configuration('a'));
    expect(databases).to.have.length(2);
    storage.dispose();
    for (const database of databases) expect(() => database.transaction('records')).to.throw(DOMException, /clos/u);
  });
});

/** Takes every character that the browser gives to this origin. */
function fillLocalStorage(): void {
  let text = '';
  for (let size = 4_194_304; size >= 1; size = Math.floor(size / 2)) {
    try {
      localStorage.setItem('filler', text + 'x'.repeat(size));
      text += 'x'.repeat(size);
    } catch {
      // Too much: a smaller piece may still fit.
    }
  }
}
