import { describe, expect, it } from 'vitest';
import { decide } from '../../../src/storage/mirror/three-way.js';

describe('an element of the shared list', () => {
  const same = { theirsModified: 1, oursModified: 1 };

  it.each([
    ['is as we wrote it', { theirs: 'a', base: 'a', ours: 'b', ...same }, 'keep'],
    ['is what we have', { theirs: 'a', base: 'b', ours: 'a', ...same }, 'keep'],
    ['is new', { theirs: 'a', base: undefined, ours: undefined, ...same }, 'take'],
    ['was deleted here and edited there', { theirs: 'b', base: 'a', ours: undefined, ...same }, 'take'],
    ['was edited there only', { theirs: 'b', base: 'a', ours: 'a', ...same }, 'take'],
    ['is an older copy', { theirs: 'b', base: 'a', ours: 'a', theirsModified: 1, oursModified: 2 }, 'refuse'],
    [
      'was edited here and later there',
      { theirs: 'b', base: 'a', ours: 'c', theirsModified: 2, oursModified: 1 },
      'take-newer',
    ],
    [
      'was edited there and later here',
      { theirs: 'b', base: 'a', ours: 'c', theirsModified: 1, oursModified: 2 },
      'keep-newer',
    ],
    ['was edited in both places at once', { theirs: 'b', base: 'a', ours: 'c', ...same }, 'keep-newer'],
    ['differs and no one knows since when', { theirs: 'b', base: undefined, ours: 'c', ...same }, 'keep-newer'],
  ] as const)('that %s', (_case, versions, decision) => {
    expect(decide(versions)).toBe(decision);
  });
});
