import { expect, it, vi } from 'vitest';
import { configuration, failureFrom, FakeProfile } from '../support.js';

const loaded = vi.hoisted(() => ({ times: 0 }));

vi.mock('../../../../src/storage/interchange/interchange.js', () => {
  loaded.times += 1;
  throw new TypeError('Failed to fetch dynamically imported module');
});

it('says so in words if import and export cannot be loaded, and everything else goes on', async () => {
  const { configurations } = new FakeProfile().open();
  await configurations.saveConfiguration(configuration('a'));
  expect(loaded.times).toBe(0);

  const failure = await failureFrom(configurations.exportConfiguration('a'));

  expect(loaded.times).toBe(1);
  expect(failure).toEqual({
    code: 'not-loaded',
    message:
      'The part of this library that reads and writes files could not be loaded: the page is offline, or another version was put in its place.',
    remedy: 'Try again. If that does not help, reload the page.',
  });
  expect(await configurations.getConfiguration('a')).not.toBeNull();
});
