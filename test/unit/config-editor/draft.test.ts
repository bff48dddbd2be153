import { describe, expect, it } from 'vitest';
import { createStarterConfiguration, type Configuration } from '../../../src/domain/configuration.js';
import { Draft } from '../../../src/elements/config-editor/draft.js';
import { estimatedTps } from '../../../src/elements/config-editor/problems.js';

let ids = 0;
const newId = (): string => `id-${(ids += 1)}`;

function stored(): Configuration {
  const now = Date.parse('2026-09-21T14:15:23.456Z');
  return createStarterConfiguration({ name: 'Production test setup', now, newId });
}

function idOf(draft: Draft, name: string): string {
  const node = draft.configuration.nodes.find((other) => other.name === name);
  if (node === undefined) throw new Error(`There is no ${name}.`);
  return node.id;
}

function names(draft: Draft): string[] {
  return draft.configuration.nodes.map(({ name }) => name);
}

describe('a draft', () => {
  it('is clean as it is opened, dirty after an edit, and clean again when the edit is taken back by hand', () => {
    const opened = Draft.of(stored());
    expect(opened.dirty).toBe(false);
    const edited = opened.edit({ name: 'Another name' });
    expect(edited.dirty).toBe(true);
    expect(edited.edit({ name: 'Production test setup' }).dirty).toBe(false);
  });

  it('counts a description that was added and emptied again as no change', () => {
    const draft = Draft.of(stored()).edit({ description: 'x' }).edit({ description: undefined });
    expect(draft.dirty).toBe(false);
  });

  it('does not change the configuration it was made from', () => {
    const original = stored();
    const copy = structuredClone(original);
    const draft = Draft.of(original);
    draft.editNode(idOf(draft, 'Channel 1'), 'config.timeout', 6_000);
    expect(original).toEqual(copy);
  });

  it('has something to save from the start where nothing was stored yet', () => {
    expect(Draft.fresh(stored()).dirty).toBe(true);
  });

  it('names the field, the range and the value that was entered', () => {
    const draft = Draft.of(stored());
    const channel = idOf(draft, 'Channel 1');
    const [problem, ...others] = draft.editNode(channel, 'config.maxConnections', 612).problems;
    expect(others).toEqual([]);
    expect(problem).toEqual({
      nodeId: channel,
      field: 'config.maxConnections',
      message: 'Connections must be between 10 and 500. You entered 612.',
    });
  });

  it.each([
    ['', 'Nothing was entered.'],
    ['abc', 'You entered “abc”.'],
    [5_000.5, 'a whole number'],
  ])('says what is wrong with %j as a number', (value, words) => {
    const draft = Draft.of(stored());
    expect(draft.editNode(idOf(draft, 'Channel 1'), 'config.timeout', value).problems[0]?.message).toContain(words);
  });

  it('lists the problems of the configuration before those of its nodes', () => {
    const draft = Draft.of(stored());
    const wrong = draft.editNode(idOf(draft, 'Market feed'), 'config.rateLimit', 0).edit({ name: '   ' });
    expect(wrong.problems.map(({ field }) => field)).toEqual(['name', 'config.rateLimit']);
  });

  it('shows a problem of one entry at the field of the whole list', () => {
    const draft = Draft.of(stored());
    const feed = idOf(draft, 'Market feed');
    const wrong = draft.editNode(feed, 'config.alpaca.symbols', ['AAPL', 'x'.repeat(101)]);
    expect(wrong.problems).toEqual([
      { nodeId: feed, field: 'config.alpaca.symbols', message: 'A symbol must have at most 100 characters.' },
    ]);
  });

  it('is given out for saving only while nothing is wrong', () => {
    const draft = Draft.of(stored());
    expect(draft.validated()).toMatchObject({ ok: true, value: { name: 'Production test setup' } });
    expect(draft.edit({ name: '' }).validated()).toMatchObject({ ok: false });
  });

  it('keeps fields that this library does not know', () => {
    const original = { ...stored(), region: 'eu' };
    const draft = Draft.of(original);
    const edited = draft.editNode(idOf(draft, 'Channel 1'), 'config.timeout', 6_000).validated();
    expect(edited).toMatchObject({ ok: true, value: { region: 'eu' } });
  });
});

describe('the nodes of a draft', () => {
  it.each([
    ['channel', 'Channel', 'Channel 2'],
    ['validator', 'Validator', 'Validator 4'],
    ['business', 'Business', 'Business 2'],
    ['slim', 'Slim', 'Slim 1'],
  ] as const)('get a new %s with every default, under the next free name, and it is looked at', (type, label, name) => {
    const draft = Draft.of(stored()).addNode(type, 'new', label);
    expect(draft.selectedNode).toMatchObject({ id: 'new', type, name, enabled: true });
    expect(draft.problems).toEqual([]);
  });

  it('are copied behind the original, and the copy is independent of it', () => {
    const draft = Draft.of(stored());
    const validator = idOf(draft, 'Validator 1');
    const copied = draft.duplicateNode(validator, 'copy').editNode('copy', 'config.stakeAmount', 5);
    expect(names(copied).slice(1, 4)).toEqual(['Validator 1', 'Validator 4', 'Validator 2']);
    expect(copied.configuration.nodes[1]?.config['stakeAmount']).toBe(1_000);
  });

  it('are removed, the neighbour is looked at, and undo brings the node back to its place', () => {
    const draft = Draft.of(stored());
    const before = names(draft);
    const removed = draft.removeNode(idOf(draft, 'Validator 2'));
    expect(removed.selectedNode?.name).toBe('Validator 3');
    expect(names(removed.undo())).toEqual(before);
  });

  it('look at the last one when the last one is removed, and at the configuration when none is left', () => {
    let draft = Draft.of(stored());
    draft = draft.removeNode(idOf(draft, 'Market feed'));
    expect(draft.selectedNode?.name).toBe('Business 1');
    for (const { id } of draft.configuration.nodes) draft = draft.removeNode(id);
    expect(draft.selectedId).toBeUndefined();
  });

  it('are at least one', () => {
    let draft = Draft.of(stored());
    for (const { id } of draft.configuration.nodes) draft = draft.removeNode(id);
    expect(draft.problems).toMatchObject([{ nodeId: undefined, field: 'nodes' }]);
    expect(draft.problems[0]?.message).toContain('at least 1 node');
  });

  it('are at most fifty: the fifty-first is refused', () => {
    let draft = Draft.of(stored());
    while (!draft.full) draft = draft.addNode('validator', newId(), 'Validator');
    expect(draft.configuration.nodes).toHaveLength(50);
    expect(draft.addNode('slim', newId(), 'Slim')).toBe(draft);
    expect(draft.duplicateNode(idOf(draft, 'Channel 1'), newId())).toBe(draft);
    expect(draft.problems).toEqual([]);
  });

  it('above fifty stay readable and can be edited, where they are stored already', () => {
    const original = stored();
    const [node] = original.nodes;
    if (node === undefined) throw new Error('The starter has nodes.');
    const many = { ...original, nodes: Array.from({ length: 851 }, (_, index) => ({ ...node, id: `node-${index}` })) };
    expect(Draft.of(many).edit({ name: 'Imported' }).validated().ok).toBe(true);
  });
});

describe('a slim node that reads another provider', () => {
  it('takes the defaults of the new one and keeps the list of the old one', () => {
    const draft = Draft.of(stored());
    const changed = draft.editNode(idOf(draft, 'Market feed'), 'config.feedType', 'weather');
    expect(changed.selectedNode?.config).toMatchObject({
      feedType: 'weather',
      endpoint: 'https://api.openweathermap.org/data/2.5',
      apiKeyRef: 'openweathermap',
      rateLimit: 60,
      weather: { locations: ['New York', 'London'] },
      alpaca: { symbols: ['AAPL', 'GOOGL'] },
    });
  });

  it('keeps what a person changed', () => {
    const draft = Draft.of(stored());
    const feed = idOf(draft, 'Market feed');
    const changed = draft.editNode(feed, 'config.rateLimit', 7).editNode(feed, 'config.feedType', 'twitter');
    expect(changed.selectedNode?.config).toMatchObject({ rateLimit: 7, apiKeyRef: 'twitter' });
  });
});

describe('undo and redo', () => {
  it('take typing in one field back as one step, and typing after leaving the field as another', () => {
    const typed = Draft.of(stored()).edit({ name: 'P' }).edit({ name: 'Pr' }).settled().edit({ name: 'Pro' });
    expect(typed.undo().configuration.name).toBe('Pr');
    expect(typed.undo().undo().configuration.name).toBe('Production test setup');
    expect(typed.undo().undo().dirty).toBe(false);
  });

  it('show the node that changes', () => {
    const draft = Draft.of(stored());
    const channel = idOf(draft, 'Channel 1');
    const elsewhere = draft.select(channel).editNode(channel, 'config.timeout', 6_000).select(undefined);
    expect(elsewhere.undo().selectedId).toBe(channel);
  });

  it('do again what was undone, until something else is done', () => {
    const undone = Draft.of(stored()).edit({ name: 'A' }).undo();
    expect(undone.redo().configuration.name).toBe('A');
    expect(undone.edit({ name: 'B' }).canRedo).toBe(false);
  });

  it('take a revert back', () => {
    const reverted = Draft.of(stored()).edit({ name: 'A' }).reverted();
    expect(reverted.dirty).toBe(false);
    expect(reverted.undo().configuration.name).toBe('A');
  });

  it('do not count a change that changes nothing', () => {
    const draft = Draft.of(stored());
    expect(draft.edit({ name: draft.configuration.name }).canUndo).toBe(false);
    expect(draft.reverted().canUndo).toBe(false);
  });
});

describe('what is stored meanwhile', () => {
  it('is the new base after a save, and steps before the save can still be undone', () => {
    const edited = Draft.of(stored()).edit({ name: 'A' });
    const checked = edited.validated();
    if (!checked.ok) throw new Error('This draft is valid.');
    const saved = edited.saved({ ...checked.value, modified: '2026-09-21T15:00:00.000Z' });
    expect(saved.dirty).toBe(false);
    expect(saved.undo().configuration.name).toBe('Production test setup');
    expect(saved.undo().dirty).toBe(true);
  });

  it('does not lose edits when the work is kept over someone else’s version', () => {
    const original = stored();
    const kept = Draft.of(original)
      .edit({ name: 'Mine' })
      .rebased({ ...original, name: 'Theirs' });
    expect(kept.configuration.name).toBe('Mine');
    expect(kept.dirty).toBe(true);
  });

  it('is followed when another configuration becomes the default', () => {
    const original = { ...stored(), isDefault: true };
    const followed = Draft.of(original)
      .edit({ name: 'Mine' })
      .followed({ ...original, isDefault: false });
    expect(followed.configuration).toMatchObject({ name: 'Mine', isDefault: false });
    expect(followed.undo().configuration.isDefault).toBe(false);
    expect(followed.undo().dirty).toBe(false);
  });
});

describe('the estimate', () => {
  it('is the sum of what enabled business nodes process; a node with a problem counts as nothing', () => {
    let draft = Draft.of(stored())
      .addNode('business', 'second', 'Business')
      .editNode('second', 'config.processingCapacity', 2_000);
    expect(estimatedTps(draft.configuration)).toBe(10_000);
    draft = draft.editNode('second', 'enabled', false);
    expect(estimatedTps(draft.configuration)).toBe(8_000);
    draft = draft.editNode(idOf(draft, 'Business 1'), 'config.processingCapacity', 'many');
    expect(estimatedTps(draft.configuration)).toBe(0);
  });
});
