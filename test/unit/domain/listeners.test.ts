import { afterEach, describe, expect, it, vi } from 'vitest';
import { FailureError, failureOf } from '../../../src/domain/failure.js';
import { Listeners } from '../../../src/domain/listeners.js';

afterEach(() => vi.unstubAllGlobals());

describe('listeners', () => {
  it('hear what is told until they stop, the same function as often as it was added', () => {
    const heard: number[] = [];
    const listener = (event: number): void => void heard.push(event);
    const listeners = new Listeners<number>();
    const stops = [listeners.add(listener), listeners.add(listener)];
    listeners.tell(1);
    stops[0]?.();
    stops[0]?.();
    expect(listeners.count).toBe(1);
    listeners.tell(2);
    expect(heard).toEqual([1, 1, 2]);
    listeners.clear();
    listeners.tell(3);
    expect([heard.length, listeners.count]).toEqual([3, 0]);
  });

  it('that are added while something is told hear the next thing', () => {
    const heard: string[] = [];
    const listeners = new Listeners<string>();
    listeners.add((event) => {
      heard.push(event);
      if (event === 'first') listeners.add((later) => void heard.push(`new: ${later}`));
    });
    listeners.tell('first');
    expect(heard).toEqual(['first']);
    listeners.tell('second');
    expect(heard).toEqual(['first', 'second', 'new: second']);
  });

  it.each(['reportError', 'console'])('that throw do not keep others from hearing, and are reported: %s', (where) => {
    const report = vi.fn();
    vi.stubGlobal('reportError', where === 'reportError' ? report : undefined);
    vi.stubGlobal('console', { ...console, error: where === 'console' ? report : vi.fn() });
    const heard = vi.fn();
    const listeners = new Listeners<number>();
    const error = new Error('broken');
    listeners.add(() => {
      throw error;
    });
    listeners.add(heard);
    listeners.tell(1);
    expect(heard).toHaveBeenCalledExactlyOnceWith(1);
    expect(report).toHaveBeenCalledExactlyOnceWith(error);
  });
});

describe('a failure', () => {
  it('travels in an error with its message, its name and its cause', () => {
    const failure = { code: 'not-found', id: 'a', message: 'There is none.' } as const;
    const cause = new Error('why');
    const error = new FailureError(failure, { cause });
    expect(error).toMatchObject({ name: 'FailureError', message: 'There is none.', failure, cause });
    expect(failureOf(error)).toBe(failure);
  });

  it.each([
    [new Error('broken'), 'Something unexpected happened: broken'],
    ['broken', 'Something unexpected happened: broken'],
    [undefined, 'Something unexpected happened: undefined'],
  ])('is made of whatever else was thrown: %j', (thrown, message) => {
    expect(failureOf(thrown)).toEqual({ code: 'unexpected', message });
  });
});
