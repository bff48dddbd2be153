import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadInterchange } from '../../../../src/storage/interchange/load-interchange.js';
import { step, World, type Model } from './steps.js';

/** Each is told with other delays of `localStorage` every time. */
const SEEDS = 30;

beforeAll(() => loadInterchange());

/** Stories that generated ones found to end badly, shortened: what must never happen again. */
const STORIES: Readonly<Record<string, readonly fc.AsyncCommand<Model, World>[]>> = {
  'IndexedDB fails again while it takes over what stood in for it: nothing is deleted there that it has not got': [
    step('IndexedDB dies', { turns: 3 }),
    step('save settings', { tab: 1, turns: 1 }),
    step('half a minute passes'),
    step('half a minute passes', { ms: 400 }),
    step('a tab is closed and opened again', { ms: 400 }),
    step('freeze', { ms: 400 }),
    step('IndexedDB works again', { ms: 160 }),
    step('the schema design’s class, in a tab of its own, saves a configuration', { ms: 160 }),
    step('the browser dies and is started again'),
  ],
  'only the shared text survives two crashes: it is taken in, although it is what this library wrote': [
    step('IndexedDB dies'),
    step('a tab is closed and opened again'),
    step('save settings', { turns: 3 }),
    step('the storage service dies', { turns: 3, ms: 160 }),
    step('freeze', { ms: 400 }),
    step('the browser dies and is started again'),
  ],
  'two stores count the same revision for two versions: the shared text shows the one that counts': [
    step('freeze', { tab: 2 }),
    step('the schema design’s class saves a configuration', { id: 'b', ms: 1 }),
    step('IndexedDB dies', { turns: 10 }),
    step('save without base', { ms: 160 }),
    step('IndexedDB works again', { ms: 400 }),
    step('the storage service dies'),
    step('thaw', { tab: 2 }),
    step('save new', { tab: 2, ms: 160 }),
    step('IndexedDB dies', { ms: 160 }),
    step('a tab is closed and opened again', { tab: 2, turns: 3 }),
    step('localStorage.clear()'),
  ],
  'an old shared text is taken in where IndexedDB is away: it does not bring back what was deleted meanwhile': [
    step('save new', { id: 'b', ms: 400 }),
    step('the schema design’s class saves settings'),
    step('half a minute passes', { turns: 3 }),
    step('half a minute passes'),
    step('a tab is closed and opened again', { tab: 1, ms: 160 }),
    step('save without base', { id: 'b' }),
    step('save settings', { ms: 400 }),
    step('clear all'),
    step('save settings'),
  ],
  'what a lesser store set aside is lost with it: the better one sets it aside itself': [
    step('IndexedDB works again', { ms: 160 }),
    step('save settings', { turns: 10, ms: 400 }),
    step('save settings', { turns: 10 }),
    step('half a minute passes'),
    step('a tab is closed and opened again'),
    step('IndexedDB dies', { turns: 10, ms: 400 }),
    step('the storage service dies'),
    step('a tab is closed and opened again', { turns: 10, ms: 160 }),
    step('localStorage.clear()'),
    step('the schema design’s class saves settings', { turns: 10, ms: 400 }),
    step('the browser dies and is started again'),
    step('the schema design’s class saves a configuration'),
  ],
};

describe('stories that went wrong once', () => {
  it.each(Object.entries(STORIES))('G18: %s', async (_title, steps) => {
    for (let seed = 0; seed < SEEDS; seed += 1) {
      const world = new World(seed);
      await fc.asyncModelRun(() => ({ model: { frozen: new Set<number>() }, real: world }), steps);
      const wrongs = await world.end();
      for (const tab of world.tabs) tab.close();
      expect(wrongs, `seed ${seed}\n${world.history.toString()}`).toEqual([]);
    }
  });
});
