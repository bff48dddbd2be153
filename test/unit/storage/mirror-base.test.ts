/** What is remembered of the texts that were written, and how a former one is told from an edit. */
import '../../support/storage-parts-loaded.js';
import { expect, it } from 'vitest';
import { contentAt, nextBase, type MirrorBase, type MirrorContent } from '../../../src/storage/mirror/mirror-base.js';

function content(stamp: string, prints: Readonly<Record<string, string>>, choice: string | null = null): MirrorContent {
  return { stamp, choice, prints: Object.entries(prints) };
}

/** The base after these texts were written, one after the other. */
function after(...contents: readonly MirrorContent[]): MirrorBase {
  return contents.reduce<MirrorBase | undefined>((base, next) => nextBase(base, next), undefined) as MirrorBase;
}

function at(base: MirrorBase, stamp: string | null): { prints: Record<string, string>; choice: string | null } {
  const { prints, choice } = contentAt(base, stamp);
  return { prints: Object.fromEntries(prints), choice };
}

const first = content('1', { a: 'a1', b: 'b1' }, 'a');
const second = content('2', { a: 'a2', b: 'b1', c: 'c1' }, 'a');
const third = content('3', { a: 'a2', c: 'c2' }, 'c');

it('gives each text back by its stamp: changed, added and removed elements, and the mark', () => {
  const base = after(first, second, third);
  expect(at(base, '3')).toEqual({ prints: { a: 'a2', c: 'c2' }, choice: 'c' });
  expect(at(base, '2')).toEqual({ prints: { a: 'a2', b: 'b1', c: 'c1' }, choice: 'a' });
  expect(at(base, '1')).toEqual({ prints: { a: 'a1', b: 'b1' }, choice: 'a' });
});

it.each([['unknown'], [null]])('compares a text with another stamp, or none, with the last one: %s', (stamp) => {
  expect(at(after(first, second), stamp)).toEqual({ prints: { a: 'a2', b: 'b1', c: 'c1' }, choice: 'a' });
});

it('has nothing before the first text', () => {
  expect(nextBase(undefined, first)).toBe(first);
  expect(at(first, '1')).toEqual({ prints: { a: 'a1', b: 'b1' }, choice: 'a' });
});

it('keeps only the differences', () => {
  expect(after(first, second).former).toEqual([
    {
      stamp: '1',
      choice: 'a',
      changes: [
        ['a', 'a1'],
        ['c', null],
      ],
    },
  ]);
});

it('remembers 64 former texts', () => {
  const base = after(...Array.from({ length: 70 }, (_, index) => content(`s${index}`, { a: `a${index}` })));
  expect(base.former).toHaveLength(64);
  expect(at(base, 's5').prints).toEqual({ a: 'a5' });
  expect(at(base, 's4').prints).toEqual({ a: 'a69' });
});

it('remembers 2,000 differences in all, and forgets the oldest texts first', () => {
  const many = (round: number): MirrorContent =>
    content(`s${round}`, Object.fromEntries(Array.from({ length: 500 }, (_, id) => [`e${id}`, `${id} ${round}`])));
  const base = after(...[0, 1, 2, 3, 4, 5].map(many));
  expect(base.former?.map(({ stamp }) => stamp)).toEqual(['s4', 's3', 's2', 's1']);
});
