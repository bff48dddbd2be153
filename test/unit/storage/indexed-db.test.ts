import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { FailureError } from '../../../src/domain/failure.js';
import { IndexedDbRecords } from '../../../src/storage/adapters/web/indexed-db.js';
import { ManualClock } from '../../support/manual-clock.js';
import { FaultyIndexedDB, holdTransaction } from '../../support/faulty-indexed-db.js';
import { failureFrom, until } from './support.js';

const NAME = 'test-records';

function open(factory: IDBFactory, clock = new ManualClock()): IndexedDbRecords {
  return new IndexedDbRecords({ factory, keyRange: IDBKeyRange, databaseName: NAME, durability: 'strict', clock });
}

const put = (records: IndexedDbRecords, key: string, value: unknown): Promise<void> =>
  records.transact({ keys: [key] }, () => ({ writes: new Map([[key, value]]), result: undefined }));

describe('IndexedDB', () => {
  it('gives records by key and by prefix, and nothing that only looks alike', async () => {
    const records = open(new IDBFactory());
    for (const key of ['a/1', 'a/\uffff\uffff', 'a0', 'b/1']) await put(records, key, key);
    expect(await records.read(['b/1', 'nobody', 'a/1'])).toEqual(['b/1', undefined, 'a/1']);
    expect([...(await records.readAll('a/')).keys()]).toEqual(['a/1', 'a/\uffff\uffff']);
    expect((await records.readAll('')).size).toBe(4);
    records.close();
  });

  it('sees single keys and a prefix together in one transaction, and deletes what is undefined', async () => {
    const records = open(new IDBFactory());
    await put(records, 'a/1', 1);
    await put(records, 'other', 2);
    const seen = await records.transact({ keys: ['other'], prefix: 'a/' }, (current) => ({
      writes: new Map([['a/1', undefined]]),
      result: [...current],
    }));
    expect(seen).toEqual([
      ['other', 2],
      ['a/1', 1],
    ]);
    expect(await records.read(['a/1'])).toEqual([undefined]);
    records.close();
  });

  it('writes nothing when the change throws, and passes on what it threw', async () => {
    const records = open(new IDBFactory());
    const mine = new FailureError({ code: 'not-found', id: 'x', message: 'x' });
    const failure = await failureFrom(
      records.transact({ keys: ['a'] }, () => {
        throw mine;
      }),
    );
    expect(failure).toBe(mine.failure);
    expect(await records.read(['a'])).toEqual([undefined]);
    records.close();
  });

  it('refuses a value that cannot be stored, and keeps the former one', async () => {
    const records = open(new IDBFactory());
    await put(records, 'a', 1);
    const writes = new Map<string, unknown>([
      ['a', 2],
      ['b', () => 3],
    ]);
    expect((await failureFrom(records.transact({}, () => ({ writes, result: undefined })))).code).toBe('unexpected');
    expect(await records.read(['a', 'b'])).toEqual([1, undefined]);
    records.close();
  });

  it('S7: reopens a connection that was closed under it, told or not, 20 times', async () => {
    const faulty = new FaultyIndexedDB();
    const records = open(faulty.factory);
    for (let round = 0; round < 20; round += 1) {
      await put(records, 'a', round);
      expect(faulty.closeConnections(round % 2 === 0)).toBe(1);
      expect(await records.read(['a'])).toEqual([round]);
      expect(faulty.closeConnections(round % 2 === 0)).toBe(1);
    }
    await put(records, 'a', 20);
    expect(records.generation).toBe(40);
    records.close();
  });

  it('S7: heals a connection that several operations lose at once, and counts it once', async () => {
    const faulty = new FaultyIndexedDB();
    const records = open(faulty.factory);
    await put(records, 'a', 1);
    faulty.closeConnections(false);
    const read = await Promise.all(Array.from({ length: 10 }, () => records.read(['a'])));
    expect(read).toEqual(Array.from({ length: 10 }, () => [1]));
    expect(records.generation).toBe(1);
    records.close();
  });

  it('S8: gives up a lost server after three tries, tries once each time after that, and heals when it is back', async () => {
    const faulty = new FaultyIndexedDB();
    const records = open(faulty.factory);
    await put(records, 'a', 1);
    faulty.fault = 'server-lost';
    expect(await failureFrom(records.read(['a']))).toMatchObject({ code: 'storage-blocked', store: 'IndexedDB' });
    expect(faulty.met['server-lost']).toBe(4);
    expect((await failureFrom(records.read(['a']))).message).toContain('server lost');
    expect(faulty.met['server-lost']).toBe(5);
    faulty.fault = 'none';
    expect(await records.read(['a'])).toEqual([1]);
    records.close();
  });

  it('S12: gives up an operation that a frozen tab holds up, and gets through when that is gone', async () => {
    const clock = new ManualClock();
    const faulty = new FaultyIndexedDB();
    const records = open(faulty.factory, clock);
    await put(records, 'a', 1);
    const release = await holdTransaction(faulty.real, NAME, 'records');
    const saving = failureFrom(put(records, 'a', 2));
    await new Promise((resolve) => setTimeout(resolve, 20));
    clock.advance(2_500);
    expect(await saving).toMatchObject({ code: 'storage-blocked', message: expect.stringContaining('not answer') });
    release();
    expect(await records.read(['a'])).toEqual([1]);
    records.close();
  });

  it('S9, S10: gets out of the way of a newer library that upgrades the database, and goes on with it, 20 times', async () => {
    const factory = new IDBFactory();
    const records = open(factory);
    for (let version = 9; version < 29; version += 1) {
      await put(records, 'a', version);
      const upgrade = factory.open(NAME, version);
      let wasUpgraded = false;
      await new Promise<void>((resolve, reject) => {
        upgrade.onblocked = () => reject(new Error('blocked'));
        upgrade.onupgradeneeded = () => (wasUpgraded = true);
        upgrade.onsuccess = () => resolve();
      });
      upgrade.result.close();
      expect(wasUpgraded).toBe(true);
      expect(await records.read(['a'])).toEqual([version]);
    }
    records.close();
  });

  it('S10: leaves a database of another make alone, and takes the next number', async () => {
    const factory = new IDBFactory();
    for (const name of [NAME, `${NAME}-2`]) {
      const foreign = factory.open(name, 3);
      foreign.onupgradeneeded = () => foreign.result.createObjectStore('theirs');
      await new Promise((resolve) => (foreign.onsuccess = resolve));
      foreign.result.close();
    }
    const records = open(factory);
    await put(records, 'a', 1);
    records.close();
    const again = open(factory);
    expect(await again.read(['a'])).toEqual([1]);
    again.close();
    const databases = await factory.databases();
    expect(databases.map(({ name, version }) => `${name} ${version}`).sort()).toEqual([
      `${NAME} 3`,
      `${NAME}-2 3`,
      `${NAME}-3 1`,
    ]);
  });

  it('S6: waits with open, not with operations, and keeps no connection that comes after it was closed', async () => {
    const clock = new ManualClock();
    const faulty = new FaultyIndexedDB();
    faulty.fault = 'silent';
    const records = open(faulty.factory, clock);
    let isOpen = false;
    void records.open().then(() => (isOpen = true));
    const reading = failureFrom(records.read(['a']));
    clock.advance(2_500);
    expect(await reading).toMatchObject({
      code: 'storage-blocked',
      message: 'IndexedDB cannot be used: it does not answer.',
    });
    expect(isOpen).toBe(false);
    faulty.fault = 'none';
    await until(() => expect(isOpen).toBe(true));
    expect(await records.read(['a'])).toEqual([undefined]);
    records.close();
    expect(clock.pending).toBe(0);

    const late = open(faulty.factory, clock);
    faulty.fault = 'silent';
    const opening = failureFrom(late.open());
    late.close();
    expect(await opening).toMatchObject({ code: 'storage-blocked', message: expect.stringContaining('closed') });
    faulty.fault = 'none';
    await until(() => expect(faulty.opened).toHaveLength(2));
    expect(() => faulty.opened[1]?.transaction('records')).toThrow('InvalidStateError');
    expect(clock.pending).toBe(0);
  });

  it('S4, S5: tells that storage is full when the browser does, also when it names no reason', async () => {
    const faulty = new FaultyIndexedDB();
    const records = open(faulty.factory);
    for (const fault of ['full', 'aborting'] as const) {
      faulty.fault = fault;
      expect(await failureFrom(put(records, 'a', 1))).toMatchObject({ code: 'quota-exceeded', store: 'IndexedDB' });
      expect(faulty.met[fault]).toBeGreaterThan(0);
      faulty.fault = 'none';
      expect(await records.read(['a'])).toEqual([undefined]);
    }
    records.close();
  });
});
