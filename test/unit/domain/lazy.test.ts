import { describe, expect, it, vi } from 'vitest';
import { Lazy } from '../../../src/domain/lazy.js';

const part = { name: 'a part' };

describe('a part that is loaded when it is needed', () => {
  it('is loaded once for everyone who asks, and is here from then on', async () => {
    const load = vi.fn(async () => part);
    const lazy = new Lazy('The part', load);
    expect(lazy.here).toBeUndefined();
    expect(load).not.toHaveBeenCalled();
    const both = Promise.all([lazy.load(), lazy.load()]);
    expect(lazy.here).toBeUndefined();
    expect(await both).toEqual([part, part]);
    expect(lazy.here).toBe(part);
    expect(await lazy.load()).toBe(part);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('says in words that it could not be loaded, to everyone who waits', async () => {
    const cause = new TypeError('Failed to fetch dynamically imported module: /secret/path.js');
    const lazy = new Lazy('The part', () => Promise.reject(cause));
    const outcomes = await Promise.allSettled([lazy.load(), lazy.load()]);
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({
        status: 'rejected',
        reason: {
          failure: {
            code: 'not-loaded',
            message: 'The part could not be loaded: the page is offline, or another version was put in its place.',
            remedy: expect.stringContaining('reload') as string,
          },
          cause,
        },
      });
    }
    expect(lazy.here).toBeUndefined();
  });

  it('is tried again by whoever asks after a failure', async () => {
    const load = vi.fn(async () => part).mockRejectedValueOnce(new TypeError('offline'));
    const lazy = new Lazy('The part', load);
    await expect(lazy.load()).rejects.toThrow('could not be loaded');
    expect(await lazy.load()).toBe(part);
    expect(lazy.here).toBe(part);
    expect(load).toHaveBeenCalledTimes(2);
  });
});
