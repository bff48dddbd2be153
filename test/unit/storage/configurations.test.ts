import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../../src/domain/configuration.js';
import type { ConfigurationChange } from '../../../src/storage/index.js';
import { configuration, failureFrom, FakeProfile, seedConfiguration } from './support.js';

describe('saving a configuration', () => {
  it('gives it back on the next visit, with every field that it does not know', async () => {
    const profile = new FakeProfile();
    const first = profile.open();
    const original = { ...seedConfiguration(), isDefault: false, 'x-team': { colour: 'teal', since: [2024, null] } };
    await first.configurations.saveConfiguration(original);
    first.dispose();

    const loaded = await profile.open().configurations.getConfiguration(original.id);

    expect(loaded).toEqual({ ...original, modified: '2026-09-21T14:15:23.456Z' });
  });

  it('sets the time of the change and leaves the time of creation', async () => {
    const profile = new FakeProfile();
    const { configurations } = profile.open();
    profile.clock.setWallClock(Date.parse('2026-10-01T00:00:00.000Z'));

    const saved = await configurations.saveConfiguration(configuration('a'));

    expect(saved.modified).toBe('2026-10-01T00:00:00.000Z');
    expect(saved.created).toBe('2026-09-20T08:00:00.000Z');
  });

  it('says in words what is wrong with it, and saves nothing', async () => {
    const { configurations } = new FakeProfile().open();
    const [node] = configuration('a').nodes;
    const broken = configuration('a', {
      name: ' ',
      nodes: [{ ...node, config: { ...node?.config, consensusTimeout: 9_000 } }] as Configuration['nodes'],
    });

    const failure = await failureFrom(configurations.saveConfiguration(broken));

    expect(failure.code).toBe('invalid-configuration');
    expect(failure.message).toContain('Name must not be empty');
    expect(failure.message).toContain('Consensus timeout must be between 150 and 300 ms. You entered 9,000 ms.');
    expect(await configurations.getAllConfigurations()).toEqual([]);
  });

  it.each(['__proto__', 'constructor', 'a\u0000b', '\ud800', 'a/b', '../x', 'ü 漢'])(
    'takes the id %j for a text like any other',
    async (id) => {
      const profile = new FakeProfile();
      await profile.open().configurations.saveConfiguration(configuration(id));

      const { configurations } = profile.open();

      expect((await configurations.getConfiguration(id))?.id).toBe(id);
      expect((await configurations.getAllConfigurations()).map((each) => each.id)).toEqual([id]);
      expect(({} as Record<string, unknown>)['name']).toBeUndefined();
      await configurations.deleteConfiguration(id);
      expect(await configurations.getConfiguration(id)).toBeNull();
    },
  );

  it('saves many at once, or none if one of them is wrong', async () => {
    const { configurations } = new FakeProfile().open();
    await configurations.saveConfigurations([configuration('a'), configuration('b')]);
    expect((await configurations.getAllConfigurations()).map(({ id }) => id)).toEqual(['a', 'b']);

    const failure = await failureFrom(
      configurations.saveConfigurations([configuration('c'), configuration('d', { name: '' })]),
    );

    expect(failure.code === 'invalid-configuration' && failure.issues[0]?.path).toEqual([1, 'name']);
    expect(await configurations.getConfiguration('c')).toBeNull();
    expect((await failureFrom(configurations.saveConfigurations([configuration('e'), configuration('e')]))).code).toBe(
      'invalid-configuration',
    );
  });

  it('rejects with a message that begins as the schema design has it when a store is full', async () => {
    const profile = new FakeProfile();
    profile.local.limit = 2_000;
    const { configurations } = profile.open({ indexedDB: null });
    await configurations.saveConfiguration(configuration('a'));

    const failure = await failureFrom(
      configurations.saveConfiguration(configuration('b', { description: 'x'.repeat(1_900) })),
    );

    expect(failure.code).toBe('quota-exceeded');
    expect(failure.message).toMatch(/^Storage quota exceeded/);
    expect((await configurations.getAllConfigurations()).map(({ id }) => id)).toEqual(['a']);
  });
});

describe('two people editing one configuration', () => {
  it('gives both versions to the second one, and overwrites nothing', async () => {
    const profile = new FakeProfile();
    const [mine, theirs] = [profile.open().configurations, profile.open().configurations];
    await mine.saveConfiguration(configuration('a'));
    const [myCopy, theirCopy] = [await mine.getConfiguration('a'), await theirs.getConfiguration('a')];
    if (myCopy === null || theirCopy === null) throw new Error('not saved');
    await theirs.saveConfiguration({ ...theirCopy, name: 'Theirs' }, { base: theirs.revisionOf(theirCopy) });

    const failure = await failureFrom(
      mine.saveConfiguration({ ...myCopy, name: 'Mine' }, { base: mine.revisionOf(myCopy) }),
    );

    expect(failure).toMatchObject({ code: 'conflict', mine: { name: 'Mine' }, theirs: { name: 'Theirs' } });
    expect((await mine.getConfiguration('a'))?.name).toBe('Theirs');
  });

  it('tells the second one when the first has deleted it, and keeps it deleted', async () => {
    const { configurations } = new FakeProfile().open();
    const saved = await configurations.saveConfiguration(configuration('a'));
    await configurations.deleteConfiguration('a');

    const failure = await failureFrom(
      configurations.saveConfiguration(saved, { base: configurations.revisionOf(saved) }),
    );

    expect(failure).toMatchObject({ code: 'conflict', theirs: undefined });
    expect(failure.message).toContain('deleted');
    expect(await configurations.getConfiguration('a')).toBeNull();
  });

  it('lets one person save again and again', async () => {
    const { configurations } = new FakeProfile().open();
    let saved = await configurations.saveConfiguration(configuration('a'), { base: 0 });
    for (const name of ['one', 'two', 'three']) {
      saved = await configurations.saveConfiguration({ ...saved, name }, { base: configurations.revisionOf(saved) });
    }
    expect((await configurations.getConfiguration('a'))?.name).toBe('three');
    expect(configurations.revisionOf({ ...saved })).toBeUndefined();
  });

  it('loses none of many edits that were each based on the last one', async () => {
    const profile = new FakeProfile();
    const tabs = [profile.open(), profile.open(), profile.open()];
    await tabs[0]?.configurations.saveConfiguration(configuration('a', { name: '0' }));
    const increment = async ({ configurations }: (typeof tabs)[number]): Promise<void> => {
      const read = await configurations.getConfiguration('a');
      if (read === null) throw new Error('not saved');
      const next = { ...read, name: String(Number(read.name) + 1) };
      await configurations
        .saveConfiguration(next, { base: configurations.revisionOf(read) })
        .catch(() => increment({ configurations } as (typeof tabs)[number]));
    };

    await Promise.all(tabs.flatMap((tab) => Array.from({ length: 10 }, () => increment(tab))));

    expect((await tabs[1]?.configurations.getConfiguration('a'))?.name).toBe('30');
  });
});

describe('the default configuration', () => {
  const defaults = (all: readonly Configuration[]): string[] =>
    all.filter(({ isDefault }) => isDefault).map(({ id }) => id);

  it('is nothing until one is chosen', async () => {
    const { configurations } = new FakeProfile().open();
    await configurations.saveConfiguration(configuration('a'));
    expect(await configurations.getDefaultConfiguration()).toBeNull();
  });

  it('is exactly one, whatever is saved with the flag', async () => {
    const { configurations } = new FakeProfile().open();
    await configurations.saveConfigurations([
      configuration('a', { isDefault: true }),
      configuration('b', { isDefault: true }),
    ]);
    expect(defaults(await configurations.getAllConfigurations())).toEqual(['b']);

    await configurations.saveConfiguration(configuration('c', { isDefault: true }));
    expect(defaults(await configurations.getAllConfigurations())).toEqual(['c']);

    await configurations.setDefaultConfiguration('a');
    expect(defaults(await configurations.getAllConfigurations())).toEqual(['a']);
    expect((await configurations.getDefaultConfiguration())?.id).toBe('a');
  });

  it('stays the default when it is saved without the flag', async () => {
    const { configurations } = new FakeProfile().open();
    await configurations.saveConfiguration(configuration('a', { isDefault: true }));
    const saved = await configurations.saveConfiguration(configuration('a', { name: 'Renamed', isDefault: false }));
    expect(saved.isDefault).toBe(true);
  });

  it('is nothing after it was deleted, and cannot be one that does not exist', async () => {
    const { configurations } = new FakeProfile().open();
    await configurations.saveConfiguration(configuration('a', { isDefault: true }));
    await configurations.deleteConfiguration('a');
    expect(await configurations.getDefaultConfiguration()).toBeNull();
    expect(await failureFrom(configurations.setDefaultConfiguration('nobody'))).toMatchObject({
      code: 'not-found',
      id: 'nobody',
    });
  });

  it('is the same in every tab after two tabs chose at once', async () => {
    const profile = new FakeProfile();
    const [one, two] = [profile.open().configurations, profile.open().configurations];
    await one.saveConfigurations([configuration('a'), configuration('b')]);
    await Promise.all([one.setDefaultConfiguration('a'), two.setDefaultConfiguration('b')]);
    const [inOne, inTwo] = [defaults(await one.getAllConfigurations()), defaults(await two.getAllConfigurations())];
    expect(inOne).toHaveLength(1);
    expect(inTwo).toEqual(inOne);
  });
});

describe('deleting', () => {
  it('deletes all and tells so once', async () => {
    const { configurations } = new FakeProfile().open();
    await configurations.saveConfigurations([configuration('a', { isDefault: true }), configuration('b')]);
    const heard: ConfigurationChange[] = [];
    configurations.subscribe((change) => heard.push(change));

    await configurations.clearAll();

    expect(await configurations.getAllConfigurations()).toEqual([]);
    expect(await configurations.getDefaultConfiguration()).toBeNull();
    expect(heard).toEqual([{ kind: 'cleared', id: '', revision: 0, origin: 'here' }]);
  });

  it('does nothing for an id that nobody has', async () => {
    const { configurations } = new FakeProfile().open();
    await configurations.deleteConfiguration('nobody');
    await configurations.saveConfiguration(configuration('nobody'), { base: 0 });
    expect(await configurations.getConfiguration('nobody')).not.toBeNull();
  });
});

describe('listeners', () => {
  it('hear what was saved, deleted and chosen, until they stop', async () => {
    const { configurations } = new FakeProfile().open();
    const heard: string[] = [];
    const stop = configurations.subscribe(({ kind, id, revision, origin }) =>
      heard.push(`${kind} ${id} ${revision} ${origin}`),
    );
    await configurations.saveConfiguration(configuration('a', { isDefault: true }));
    await configurations.deleteConfiguration('a');
    stop();
    await configurations.saveConfiguration(configuration('b'));
    expect(heard).toEqual(['saved a 1 here', 'default a 1 here', 'deleted a 2 here']);
  });

  it('do not keep each other from hearing when one throws', async () => {
    const { configurations } = new FakeProfile().open();
    const reported: unknown[] = [];
    globalThis.reportError = (error) => reported.push(error);
    const heard: string[] = [];
    configurations.subscribe(() => {
      throw new Error('a defect of the host page');
    });
    configurations.subscribe(({ kind }) => heard.push(kind));
    await configurations.saveConfiguration(configuration('a'));
    expect(heard).toEqual(['saved']);
    expect(reported).toHaveLength(1);
  });
});

describe('any valid configuration', () => {
  const json = fc.jsonValue({ maxDepth: 3 });
  const text = fc
    .string({ minLength: 1, maxLength: 60, unit: 'grapheme' })
    .filter((value) => value.trim() !== '' && value.length <= 100);
  const arbitrary = fc
    .record({
      id: fc.string({ minLength: 1, maxLength: 40 }),
      name: text,
      unknown: json,
      nodeUnknown: json,
      key: fc.string({ maxLength: 10 }),
    })
    .map(({ id, name, unknown, nodeUnknown, key }) => {
      const base = configuration(id, { name });
      const nodes = base.nodes.map((node) => ({ ...node, [`x-${key}`]: nodeUnknown }));
      return { ...base, nodes, [`x-${key}`]: unknown };
    });

  it('comes back as it was saved, but for the time of the change', async () => {
    const profile = new FakeProfile();
    await fc.assert(
      fc.asyncProperty(arbitrary, async (original) => {
        const saving = profile.open();
        await saving.configurations.saveConfiguration(original);
        const reading = profile.open();
        const loaded = await reading.configurations.getConfiguration(original.id);
        saving.dispose();
        reading.dispose();
        expect(JSON.parse(JSON.stringify(loaded))).toEqual(
          JSON.parse(JSON.stringify({ ...original, modified: loaded?.modified })),
        );
      }),
      { numRuns: 60 },
    );
  });
});
