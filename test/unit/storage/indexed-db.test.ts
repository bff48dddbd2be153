import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { FailureError } from '../../../src/domain/failure.js';
import { IndexedDbRecords } from '../../../src/storage/adapters/web/indexed-db.js';
import { ManualClock } from '../../support/manual-clock.js';
import { failureFrom } from './support.js';

const NAME = 'test-records';

/** A factory that hands out what it opened, so that a test can close it behind the back of the adapter. */
function watchedFactory() {
  const factory = new IDBFactory();
  const opened: IDBDatabase[] = [];
  const watched = {
    open: (name: string) => {
      const request = factory.open(name);
      request.addEventListener('success', () => opened.push(request.result));
      return request;
    },
  } as IDBFactory;
  return { factory, watched, opened };
}

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

  it('opens anew when the browser closed the connection under it', async () => {
    const { watched, opened } = watchedFactory();
    const records = open(watched);
    await put(records, 'a', 1);
    opened[0]?.close();
    expect(await records.read(['a'])).toEqual([1]);
    await put(records, 'a', 2);
    opened[1]?.close();
    opened[1]?.onclose?.(new Event('close'));
    expect(await records.read(['a'])).toEqual([2]);
    expect(opened).toHaveLength(3);
    records.close();
  });

  it('gets out of the way of a newer library that upgrades the database, and goes on with it', async () => {
    const factory = new IDBFactory();
    const records = open(factory);
    await put(records, 'a', 1);
    const upgrade = factory.open(NAME, 9);
    await new Promise<void>((resolve, reject) => {
      upgrade.onblocked = () => reject(new Error('blocked'));
      upgrade.onsuccess = () => resolve();
    });
    upgrade.result.close();
    expect(await records.read(['a'])).toEqual([1]);
    records.close();
  });

  it('tells that it is blocked when it is of another make, without touching it', async () => {
    const factory = new IDBFactory();
    const foreign = factory.open(NAME);
    await new Promise((resolve) => (foreign.onsuccess = resolve));
    foreign.result.close();
    expect(await failureFrom(open(factory).open())).toMatchObject({ code: 'storage-blocked', store: 'IndexedDB' });
  });

  it('gives up after a while when it does not answer, and keeps no connection that comes late', async () => {
    const clock = new ManualClock();
    let closed = 0;
    const request: { onsuccess?: () => void; result: unknown } = { result: { close: () => (closed += 1) } };
    const records = open({ open: () => request } as unknown as IDBFactory, clock);
    const opening = failureFrom(records.open());
    clock.advance(2_000);
    expect(await opening).toMatchObject({
      code: 'storage-blocked',
      message: 'IndexedDB cannot be used: it does not answer.',
    });
    records.close();
    request.onsuccess?.();
    expect(closed).toBe(1);
    expect(clock.pending).toBe(0);
  });

  it('tells that storage is full when the browser does, also when it names no reason', async () => {
    for (const error of [new DOMException('full', 'QuotaExceededError'), null]) {
      const factory = new IDBFactory();
      const records = open(failing(factory, error));
      expect(await failureFrom(put(records, 'a', 1))).toMatchObject({ code: 'quota-exceeded', store: 'IndexedDB' });
      records.close();
    }
  });
});

/** A factory whose transactions accept a value and then end with an error, as a full disk makes them do. */
function failing(factory: IDBFactory, error: DOMException | null): IDBFactory {
  const transaction = () => {
    const store = {
      transaction: { error, commit: () => queueMicrotask(() => fake.onabort?.()), abort: () => undefined } as {
        onabort?: () => void;
        error: unknown;
      },
      get: () => {
        const request: { onsuccess?: () => void; result: unknown } = { result: undefined };
        queueMicrotask(() => request.onsuccess?.());
        return request;
      },
      put: () => ({}),
    };
    const fake = store.transaction;
    return { objectStore: () => store };
  };
  return {
    open: (name: string) => {
      const request = factory.open(name);
      request.addEventListener('success', () => Object.assign(request.result, { transaction }));
      return request;
    },
  } as IDBFactory;
}
