import { describe, expect, it } from 'vitest';
import { Journal } from '../../../src/storage/journal.js';
import { MemoryRecords } from '../../../src/storage/index.js';
import { ManualClock } from '../../support/manual-clock.js';
import { failureFrom } from './support.js';

function journal(now = 1_000, store = new MemoryRecords(), writer = 'me'): Journal {
  return new Journal(store, new ManualClock(now), writer);
}

describe('the journal', () => {
  it('counts the saves of a record and notes who made them from what', async () => {
    const mine = journal();
    await mine.commit([{ kind: 'thing', id: 'a', value: 1, base: 0 }]);
    const [second] = await mine.commit([{ kind: 'thing', id: 'a', value: 2, base: 1 }]);
    expect(second).toMatchObject({ rev: 2, base: 1, writer: 'me', value: 2 });
  });

  it('orders saves although a clock is behind', async () => {
    const store = new MemoryRecords();
    await journal(5_000, store, 'ahead').commit([{ kind: 'thing', id: 'a', value: 1 }]);
    const before = (await journal(0, store).read('thing', 'a'))?.hlc ?? '';
    await journal(2_000, store, 'behind').commit([{ kind: 'thing', id: 'a', value: 2 }]);
    const after = (await journal(0, store).read('thing', 'a'))?.hlc ?? '';
    expect(after > before).toBe(true);
  });

  it('saves several records of different kinds or none of them', async () => {
    const mine = journal();
    await mine.commit([{ kind: 'thing', id: 'a', value: 1 }]);
    const failure = await failureFrom(
      mine.commit([
        { kind: 'other', id: 'b', value: 1 },
        { kind: 'thing', id: 'a', value: 2, base: 7 },
      ]),
    );
    expect(failure).toMatchObject({ code: 'conflict', mine: 2, theirs: 1 });
    expect(await mine.read('other', 'b')).toBeUndefined();
  });

  it('keeps kinds apart whose names begin alike', async () => {
    const mine = journal();
    await mine.commit([
      { kind: 'thing', id: 'a', value: 1 },
      { kind: 'things', id: 'b', value: 2 },
    ]);
    expect([...(await mine.readAll('thing')).keys()]).toEqual(['a']);
  });

  it('remembers what was deleted and goes on counting when it is made anew', async () => {
    const mine = journal();
    await mine.commit([{ kind: 'thing', id: 'a', value: 1 }]);
    await mine.commit([{ kind: 'thing', id: 'a', deleted: true, base: 1 }]);
    expect(await mine.read('thing', 'a')).toBeUndefined();
    expect((await mine.readHistory('thing')).get('a')).toMatchObject({ rev: 2, deleted: true });
    const [again] = await mine.commit([{ kind: 'thing', id: 'a', value: 2, base: 0 }]);
    expect(again).toMatchObject({ rev: 3 });
    expect(again?.deleted).toBeUndefined();
  });

  it('deletes all of a kind and leaves the others', async () => {
    const mine = journal();
    await mine.commit([
      { kind: 'thing', id: 'a', value: 1 },
      { kind: 'thing', id: 'b', value: 1 },
      { kind: 'other', id: 'c', value: 1 },
    ]);
    const deleted = await mine.deleteAll('thing', [{ kind: 'other', id: 'd', value: 2 }]);
    expect(deleted.map(({ id }) => id)).toEqual(['a', 'b']);
    expect((await mine.readAll('thing')).size).toBe(0);
    expect([...(await mine.readAll('other')).keys()]).toEqual(['c', 'd']);
  });
});
