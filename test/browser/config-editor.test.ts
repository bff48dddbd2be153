import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { CURRENT_SCHEMA_VERSION } from '../../src/domain/versions.js';
import { channels, example } from '../support/config-editor-fixtures.js';
import { EditorStage } from '../support/config-editor-stage.js';

const stage = new EditorStage();

/** Presses keys together. */
async function chord(...keys: string[]): Promise<void> {
  for (const down of keys) await sendKeys({ down });
  for (const up of keys.reverse()) await sendKeys({ up });
}

function stored(): Record<string, unknown>[] {
  const text = localStorage.getItem(`${stage.namespace}:aurigraph_configs`);
  return text === null ? [] : (JSON.parse(text) as Record<string, unknown>[]);
}

describe('aurigraph-config-editor with nothing stored', () => {
  it('offers to create a configuration or to start from an example', async () => {
    await stage.open();
    expect(stage.page.text).to.contain('No configuration is stored yet.');
    expect(stage.page.badge).to.equal('nothing open');
    await expect(stage.page.element).to.be.accessible();
  });

  it('creates one that is ready to be saved, with the focus in its name', async () => {
    await stage.open();
    await stage.page.click('Create configuration');
    expect(stage.page.field<HTMLInputElement>('Name').value).to.equal('Configuration 1');
    await waitUntil(() => stage.page.focused === stage.page.field('Name'));
    expect(stage.page.badge).to.equal('not saved yet');
    expect(stage.page.entries).to.deep.equal(['General', 'Channel 1 channel']);
    await stage.page.save();
    expect(await stage.session.configurations.getDefaultConfiguration()).to.include({ name: 'Configuration 1' });
  });

  it('opens as soon as another element stores one', async () => {
    await stage.open();
    await stage.session.configurations.saveConfiguration(example('From elsewhere'));
    await stage.page.says('From elsewhere');
  });

  it('shows nothing to create where it is read only', async () => {
    await stage.open({ readonly: '' });
    expect(stage.page.all('[part=create], [part=example]')).to.deep.equal([]);
  });
});

describe('aurigraph-config-editor', () => {
  it('keeps what was saved: another editor in another tab shows it', async () => {
    await stage.open();
    await stage.page.click('Start from an example');
    await stage.page.enter('Name', 'Edge network');
    await stage.page.look('Channel 1');
    await stage.page.enter('Timeout', '12,000');
    await stage.page.save();
    const second = await stage.open({}, stage.openSession());
    expect(second.field<HTMLInputElement>('Name').value).to.equal('Edge network');
    await second.look('Channel 1');
    expect(second.field<HTMLInputElement>('Timeout').value).to.equal('12,000');
    expect(second.badge).to.equal('saved');
  });

  it('writes localStorage as the schema design has it', async () => {
    await stage.open();
    await stage.page.click('Start from an example');
    await stage.page.save();
    await waitUntil(() => stored().length === 1, 'the shared list should have one entry');
    const [configuration] = stored();
    expect(configuration).to.include({
      name: 'Example network',
      isDefault: true,
      performanceMode: 'development',
      version: CURRENT_SCHEMA_VERSION,
    });
    expect(configuration?.['created']).to.match(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
    const [node] = configuration?.['nodes'] as Record<string, unknown>[];
    expect(Object.keys(node ?? {})).to.deep.equal(['id', 'type', 'name', 'enabled', 'config']);
    expect(node?.['config']).to.deep.equal({
      maxConnections: 50,
      routingAlgorithm: 'round-robin',
      bufferSize: 5000,
      timeout: 30000,
    });
  });

  it('says what is wrong while it is typed, marks the node, and does not save it', async () => {
    await stage.openWithExample();
    await stage.page.look('Channel 1');
    await stage.page.enter('Connections', '612');
    const field = stage.page.field('Connections');
    expect(stage.page.note('Connections')).to.equal('Connections must be between 10 and 500. You entered 612.');
    expect(field.getAttribute('aria-invalid')).to.equal('true');
    expect(field.getAttribute('aria-describedby')).to.contain(`${field.id}-note`);
    expect(stage.page.entries[1]).to.equal('Channel 1 1 problem');
    expect(stage.page.element.matches(':state(invalid)')).to.be.true;
    await expect(stage.page.element).to.be.accessible();
    await stage.page.look('General');
    await stage.page.click('Save');
    await stage.page.says('Correct 1 problem, then save.');
    await waitUntil(() => stage.page.focused === stage.page.field('Connections'), 'the focus should be in the field');
    const [untouched] = await stage.session.configurations.getAllConfigurations();
    expect(untouched?.nodes[0]?.config).to.include({ maxConnections: 50 });
    await stage.page.enter('Connections', '61');
    expect(stage.page.note('Connections')).to.equal('How many peers may connect at once. 10 to 500, usually 50.');
    await stage.page.save();
  });

  it('shows what was typed as it was typed, and tidies it up when the field is left', async () => {
    await stage.openWithExample();
    await stage.page.look('Channel 1');
    await stage.page.enter('Timeout', '12000');
    expect(stage.page.field<HTMLInputElement>('Timeout').value).to.equal('12000');
    stage.page.field('Timeout').blur();
    await stage.page.element.updateComplete;
    expect(stage.page.field<HTMLInputElement>('Timeout').value).to.equal('12,000');
    await stage.page.enter('Timeout', 'soon');
    stage.page.field('Timeout').blur();
    await stage.page.element.updateComplete;
    expect(stage.page.field<HTMLInputElement>('Timeout').value).to.equal('soon');
    expect(stage.page.note('Timeout')).to.contain('You entered “soon”.');
  });

  it('shows the value of the other node when the node is changed in the middle of typing', async () => {
    await stage.openWithExample();
    await stage.page.look('Validator 1');
    await stage.page.enter('Stake', '5');
    await stage.page.look('Validator 2');
    expect(stage.page.field<HTMLInputElement>('Stake').value).to.equal('1,000');
  });

  it('adds, edits, copies, switches off and removes nodes of every type', async () => {
    await stage.openWithExample();
    for (const [type, name] of [
      ['Channel', 'Channel 2'],
      ['Validator', 'Validator 4'],
      ['Business', 'Business 2'],
      ['Slim', 'Slim 1'],
    ] as const) {
      await stage.page.click(type);
      expect(stage.page.field<HTMLInputElement>('Node name').value).to.equal(name);
      expect(stage.page.text).to.contain(`${name} was added.`);
    }
    expect(stage.page.text).to.contain('10 of 50');
    await stage.page.enter('Symbols', 'MSFT,, NVDA');
    await stage.page.click('Duplicate');
    expect(stage.page.field<HTMLInputElement>('Symbols').value).to.equal('MSFT, NVDA');
    stage.page.find('[role=switch]').click();
    await stage.page.element.updateComplete;
    expect(stage.page.entries.at(-1)).to.equal('Slim 2 slim, off');
    await stage.page.look('Channel 2');
    await stage.page.click('Remove');
    await stage.page.save();
    const [saved] = await stage.session.configurations.getAllConfigurations();
    expect(saved?.nodes.map(({ name }) => name)).to.deep.equal([
      'Channel 1',
      'Validator 1',
      'Validator 2',
      'Validator 3',
      'Business 1',
      'Market feed',
      'Validator 4',
      'Business 2',
      'Slim 1',
      'Slim 2',
    ]);
    expect(saved?.nodes.at(-1)).to.deep.include({ enabled: false });
    expect(saved?.nodes.at(-1)?.config).to.deep.include({ alpaca: { symbols: ['MSFT', 'NVDA'] } });
  });

  it('removes a node without a question and offers to undo it', async () => {
    await stage.openWithExample();
    await stage.page.look('Validator 2');
    await stage.page.click('Remove');
    expect(stage.page.text).to.contain('Validator 2 was removed.');
    expect(stage.page.entries).to.have.length(6);
    stage.page.find('[part=take-back]').click();
    await stage.page.element.updateComplete;
    expect(stage.page.field<HTMLInputElement>('Node name').value).to.equal('Validator 2');
    expect(stage.page.badge).to.equal('saved');
  });

  it('refuses the fifty-first node in words', async () => {
    await stage.session.configurations.saveConfiguration(channels(50));
    await stage.open();
    expect(stage.page.text).to.contain('A configuration has at most 50 nodes. Remove one to add another.');
    await stage.page.click('Channel');
    expect(stage.page.entries).to.have.length(51);
    expect(stage.page.badge).to.equal('saved');
    await expect(stage.page.element).to.be.accessible();
  });

  it('shows the target of the mode and warns before production', async () => {
    await stage.openWithExample();
    expect(stage.page.text).to.contain('8,000 of 30,000 TPS, 27% of the target');
    expect(stage.page.note('Performance mode')).to.equal('Target: 30,000 TPS.');
    await stage.page.choose('Performance mode', 'production');
    expect(stage.page.note('Performance mode')).to.equal('Target: 2,000,000 TPS.');
    expect(stage.page.text).to.contain(
      'Production aims at 2,000,000 TPS. The enabled nodes reach an estimated 8,000 TPS.',
    );
    expect(stage.page.text).to.contain('estimated 8K TPS, less than 1% of target');
    await expect(stage.page.element).to.be.accessible();
  });

  it('undoes and redoes with the keyboard, also from within a field', async () => {
    await stage.openWithExample();
    await stage.page.enter('Name', 'A');
    await chord('Control', 'z');
    expect(stage.page.field<HTMLInputElement>('Name').value).to.equal('Production test setup');
    expect(stage.page.badge).to.equal('saved');
    await chord('Control', 'Shift', 'z');
    expect(stage.page.field<HTMLInputElement>('Name').value).to.equal('A');
  });

  it('goes back to what is stored, and takes that back too', async () => {
    await stage.openWithExample();
    await stage.page.enter('Name', 'A');
    await stage.page.click('Revert');
    expect(stage.page.field<HTMLInputElement>('Name').value).to.equal('Production test setup');
    await stage.page.click('Undo');
    expect(stage.page.field<HTMLInputElement>('Name').value).to.equal('A');
  });

  it('deletes after a question that Escape takes back', async () => {
    await stage.openWithExample();
    await stage.page.click('Delete this configuration');
    await waitUntil(
      () => stage.page.focused?.textContent?.trim() === 'Cancel',
      'the safe answer should have the focus',
    );
    expect(stage.page.text).to.contain('Delete “Production test setup”? This cannot be undone.');
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => stage.page.focused?.getAttribute('aria-label') === 'Delete this configuration');
    await stage.page.click('Delete this configuration');
    await stage.page.click('Delete');
    await stage.page.says('No configuration is stored yet.');
    await waitUntil(
      () => stage.page.focused?.textContent?.trim() === 'Create configuration',
      'the way on should have the focus',
    );
    expect(await stage.session.configurations.getAllConfigurations()).to.deep.equal([]);
  });

  it('makes a configuration the default, and thereby no other', async () => {
    await stage.openWithExample();
    await stage.page.click('Copy this configuration');
    expect(stage.page.field<HTMLInputElement>('Name').value).to.equal('Production test setup 1');
    stage.page.find('[role=switch]').click();
    await stage.page.save();
    const all = await stage.session.configurations.getAllConfigurations();
    expect(all.map(({ name, isDefault }) => [name, isDefault])).to.deep.equal([
      ['Production test setup', false],
      ['Production test setup 1', true],
    ]);
    const ids = all.flatMap(({ nodes }) => nodes.map(({ id }) => id));
    expect(new Set(ids).size).to.equal(12);
  });

  it('can be used with the keyboard alone', async () => {
    await stage.openWithExample();
    stage.page.find('#part-general').focus();
    await sendKeys({ press: 'ArrowDown' });
    await waitUntil(() => stage.page.focused?.textContent?.includes('Channel 1') === true);
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => stage.page.focused === stage.page.field('Node name'));
    await sendKeys({ press: 'Tab' });
    expect(stage.page.focused).to.equal(stage.page.field('Connections'));
    await chord('Control', 'a');
    await sendKeys({ type: '77' });
    await chord('Control', 's');
    await waitUntil(() => stage.page.badge === 'saved');
    const [saved] = await stage.session.configurations.getAllConfigurations();
    expect(saved?.nodes[0]?.config).to.include({ maxConnections: 77 });
    stage.page.find('[role=option][aria-selected=true]').focus();
    await sendKeys({ press: 'End' });
    await waitUntil(() => stage.page.focused?.textContent?.includes('Market feed') === true);
    await sendKeys({ press: 'Delete' });
    await waitUntil(
      () => stage.page.focused?.textContent?.includes('Business 1') === true,
      'the neighbour should have the focus',
    );
    expect(stage.page.entries).to.have.length(6);
  });

  it('shows everything and changes nothing where it is read only', async () => {
    await stage.openWithExample({ readonly: '' });
    await stage.page.look('Channel 1');
    expect(stage.page.badge).to.equal('read only');
    expect(stage.page.all('[part=save], [part=add], [part=remove], [part=delete]')).to.deep.equal([]);
    stage.page.find('[role=switch]').click();
    stage.page.find('[role=option][aria-selected=true]').focus();
    await sendKeys({ press: 'Delete' });
    expect(stage.page.entries).to.have.length(7);
    expect(stage.page.element.dirty).to.be.false;
    await expect(stage.page.element).to.be.accessible();
  });
});
