/** What a text that someone else wrote means, decided without any store. */
import '../../support/storage-parts-loaded.js';
import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../../src/storage/journal/fingerprint.js';
import { HybridTime } from '../../../src/storage/journal/hybrid-time.js';
import type { JournalRecord } from '../../../src/storage/journal.js';
import type { MirrorContent } from '../../../src/storage/mirror/mirror-base.js';
import { planMerge, type MergePlan, type MirrorFormat } from '../../../src/storage/mirror/mirror-merge.js';
import { ManualClock } from '../../support/manual-clock.js';

/** An element of the smallest format there is. */
interface Element {
  readonly id: string;
  readonly text: string;
  readonly at: number;
  readonly chosen?: boolean;
}

/** Elements with an id, a text, and the moment of their last change. */
const format: MirrorFormat = {
  kind: 'note',
  key: 'notes',
  elementTitle: 'A note',
  title: 'The notes',
  parse: (text) => JSON.parse(text) as unknown[],
  print: (elements) => `[${elements.join(',')}]`,
  read: (element) => {
    const { id, chosen = false, ...value } = element as Element;
    return typeof id === 'string' && typeof value.text === 'string'
      ? { id, value: { id, ...value }, chosen }
      : undefined;
  },
  show: (_id, value) => value,
  compare: () => 0,
  modified: (value) => (value as Element | undefined)?.at ?? 0,
};

const time = new HybridTime(new ManualClock(), 'test');

function element(text: string, at = 1_000, id = 'a'): Element {
  return { id, text, at };
}

function kept(value: Element, more: Partial<JournalRecord> = {}): JournalRecord {
  return { rev: 3, hlc: time.of(value.at), writer: 'test', base: 2, value, ...more };
}

function deletedAt(ms: number): JournalRecord {
  return { rev: 4, hlc: time.of(ms), writer: 'test', base: 3, value: undefined, deleted: true };
}

/** The text as it was written last, with one element marked. */
function baseOf(elements: readonly Element[], choice: string | null = null): MirrorContent {
  return { prints: elements.map((each) => [each.id, fingerprintOf(each)]), choice };
}

function merge(
  elements: readonly unknown[],
  history: Readonly<Record<string, JournalRecord>> = {},
  { base, choice = null }: { base?: MirrorContent; choice?: string | null } = {},
): MergePlan {
  return planMerge({ format, elements, history: new Map(Object.entries(history)), base, choice });
}

const NOTHING = { writes: [], setAside: [], carried: [], choice: undefined };

describe('a text that says what is here', () => {
  it('changes nothing and need not be written anew', () => {
    const ours = element('mine');
    expect(merge([ours], { a: kept(ours) }, { base: baseOf([ours]) })).toEqual({
      ...NOTHING,
      outdated: false,
      prints: [['a', fingerprintOf(ours)]],
    });
  });

  it('is behind where something of ours is missing, and nothing is deleted by that', () => {
    const [ours, other] = [element('mine'), element('other', 1_000, 'b')];
    const plan = merge([ours], { a: kept(ours), b: kept(other) }, { base: baseOf([ours, other]) });
    expect(plan).toMatchObject({ ...NOTHING, outdated: true });
  });

  it('does not miss what was deleted here', () => {
    const ours = element('mine');
    expect(merge([ours], { a: kept(ours), b: deletedAt(9_000) }, { base: baseOf([ours]) }).outdated).toBe(false);
  });

  it('is behind where ours was changed since it was written', () => {
    const [before, now] = [element('before'), element('now', 2_000)];
    const plan = merge([before], { a: kept(now) }, { base: baseOf([before]) });
    expect(plan).toMatchObject({ ...NOTHING, outdated: true });
  });
});

describe('an element that somebody else wrote', () => {
  it('is taken if it is new, as old as it says', () => {
    const theirs = element('theirs', 5_000);
    const plan = merge([theirs]);
    expect(plan.writes).toEqual([{ kind: 'note', id: 'a', value: theirs, base: 0, madeAt: 5_000 }]);
    expect(plan).toMatchObject({ setAside: [], outdated: false });
  });

  it('is taken over ours if only they changed it, and ours is kept aside, because they may not have seen it', () => {
    const [ours, theirs] = [element('ours'), element('theirs', 2_000)];
    const plan = merge([theirs], { a: kept(ours) }, { base: baseOf([ours]) });
    expect(plan.writes).toMatchObject([{ id: 'a', value: theirs, base: 3 }]);
    expect(plan.setAside).toEqual([{ text: JSON.stringify(ours), why: 'replaced' }]);
  });

  it('is refused if it is an older copy that was written back', () => {
    const [ours, theirs] = [element('ours', 2_000), element('theirs', 1_000)];
    const plan = merge([theirs], { a: kept(ours) }, { base: baseOf([ours]) });
    expect(plan).toMatchObject({ writes: [], outdated: true });
    expect(plan.setAside).toEqual([{ text: JSON.stringify(theirs), why: 'outdated' }]);
  });

  it('wins if both changed it and theirs is later; both versions are kept', () => {
    const [before, ours, theirs] = [element('before'), element('ours', 2_000), element('theirs', 3_000)];
    const plan = merge([theirs], { a: kept(ours) }, { base: baseOf([before]) });
    expect(plan.writes).toMatchObject([{ value: theirs, base: 3 }]);
    expect(plan.setAside).toEqual([{ text: JSON.stringify(ours), why: 'conflict', mine: ours, theirs }]);
  });

  it('loses if both changed it and ours is later; both versions are kept', () => {
    const [before, ours, theirs] = [element('before'), element('ours', 3_000), element('theirs', 2_000)];
    const plan = merge([theirs], { a: kept(ours) }, { base: baseOf([before]) });
    expect(plan).toMatchObject({ writes: [], outdated: true });
    expect(plan.setAside).toEqual([{ text: JSON.stringify(theirs), why: 'conflict', mine: ours, theirs }]);
  });

  it.each([
    ['before the deletion', 8_999, []],
    ['at the moment of the deletion', 9_000, []],
    ['after the deletion', 9_001, [{ id: 'a', base: 0 }]],
  ])('that was deleted here comes back only if it was changed later: %s', (_when, at, writes) => {
    const plan = merge([element('theirs', at)], { a: deletedAt(9_000) });
    expect(plan.writes).toMatchObject(writes);
    expect(plan.setAside.map(({ why }) => why)).toEqual(writes.length === 0 ? ['outdated'] : []);
    expect(plan.outdated).toBe(writes.length === 0);
  });

  it('counts once; what stands there again under the same id is set aside', () => {
    const [first, second] = [element('first'), element('second')];
    const plan = merge([first, second]);
    expect(plan.writes).toMatchObject([{ value: first }]);
    expect(plan.setAside).toEqual([{ text: JSON.stringify(second), why: 'outdated' }]);
    expect(plan.outdated).toBe(true);
  });
});

describe('an element that cannot be read', () => {
  it.each([[{ id: 5 }], [{ id: 'x' }], [{}]])('is set aside and stays in the text: %j', (broken) => {
    const plan = merge([broken]);
    expect(plan.setAside).toEqual([{ text: JSON.stringify(broken), why: 'unreadable' }]);
    expect(plan).toMatchObject({ writes: [], carried: [broken], outdated: false, prints: [] });
  });

  it('gives way to ours of the same id', () => {
    const [ours, broken] = [element('ours'), { id: 'a', text: 7 }];
    const plan = merge([broken], { a: kept(ours) }, { base: baseOf([ours]) });
    expect(plan.carried).toEqual([]);
    expect(plan.outdated).toBe(true);
  });
});

describe('the element that is marked', () => {
  const [a, b] = [element('a'), element('b', 1_000, 'b')];
  const history = { a: kept(a), b: kept(b) };
  const marked = (each: Element): Element => ({ ...each, chosen: true });

  it('is the newly marked one, although the former one is marked still', () => {
    const plan = merge([marked(a), marked(b)], history, { base: baseOf([a, b], 'a'), choice: 'a' });
    expect(plan).toMatchObject({ choice: 'b', outdated: true });
  });

  it('is the last of several that are newly marked', () => {
    expect(merge([marked(a), marked(b)], history, { base: baseOf([a, b]) }).choice).toBe('b');
  });

  it('stays ours if another one was chosen here meanwhile, and the text is behind', () => {
    const plan = merge([marked(a), b], history, { base: baseOf([a, b], null), choice: 'b' });
    expect(plan).toMatchObject({ choice: undefined, outdated: true });
  });

  it('stays what it is if nobody marked another one', () => {
    const plan = merge([marked(a), b], history, { base: baseOf([a, b], 'a'), choice: 'a' });
    expect(plan).toMatchObject({ choice: undefined, outdated: false });
  });

  it('is written anew where the mark is gone', () => {
    const plan = merge([a, b], history, { base: baseOf([a, b], 'a'), choice: 'a' });
    expect(plan).toMatchObject({ choice: undefined, outdated: true });
  });

  it('is not missed in a text that has not got it', () => {
    expect(merge([b], { b: kept(b) }, { base: baseOf([b], 'a'), choice: 'a' }).outdated).toBe(false);
  });
});
