import { expect, oneEvent, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { CURRENT_SCHEMA_VERSION } from '../../src/domain/versions.js';
import type { Session } from '../../src/session/session.js';
import { storageBlocked, quotaExceeded } from '../../src/storage/failures.js';
import { channels, example, ownNamespace, storedSession, TroubledRecords } from '../support/config-editor-fixtures.js';
import { EditorPage } from '../support/config-editor-page.js';

let namespace: string;
let session: Session;
let page: EditorPage;
const others: EditorPage[] = [];
const sessions: Session[] = [];

/** Another tab: the same storage, a session of its own. */
function otherSession(): Session {
  const other = storedSession(namespace);
  sessions.push(other);
  return other;
}

async function open(attributes: Readonly<Record<string, string>> = {}): Promise<EditorPage> {
  page = await EditorPage.open(session, attributes);
  return page;
}

async function openWithExample(attributes: Readonly<Record<string, string>> = {}): Promise<EditorPage> {
  await session.configurations.saveConfiguration({ ...example(), isDefault: true });
  return open(attributes);
}

/** Presses keys together. */
async function chord(...keys: string[]): Promise<void> {
  for (const down of keys) await sendKeys({ down });
  for (const up of keys.reverse()) await sendKeys({ up });
}

function stored(): Record<string, unknown>[] {
  const text = localStorage.getItem(`${namespace}:aurigraph_configs`);
  return text === null ? [] : (JSON.parse(text) as Record<string, unknown>[]);
}

beforeEach(() => {
  namespace = ownNamespace();
  session = storedSession(namespace);
});

afterEach(() => {
  page.close();
  for (const other of others.splice(0)) other.close();
  for (const each of [session, ...sessions.splice(0)]) each.dispose();
  for (const key of Object.keys(localStorage)) if (key.startsWith(namespace)) localStorage.removeItem(key);
});

describe('aurigraph-config-editor with nothing stored', () => {
  it('offers to create a configuration or to start from an example', async () => {
    await open();
    expect(page.text).to.contain('No configuration is stored yet.');
    expect(page.badge).to.equal('nothing open');
    await expect(page.element).to.be.accessible();
  });

  it('creates one that is ready to be saved, with the focus in its name', async () => {
    await open();
    await page.click('Create configuration');
    expect(page.field<HTMLInputElement>('Name').value).to.equal('Configuration 1');
    await waitUntil(() => page.focused === page.field('Name'));
    expect(page.badge).to.equal('not saved yet');
    expect(page.entries).to.deep.equal(['General', 'Channel 1 channel']);
    await page.save();
    expect(await session.configurations.getDefaultConfiguration()).to.include({ name: 'Configuration 1' });
  });

  it('opens as soon as another element stores one', async () => {
    await open();
    await session.configurations.saveConfiguration(example('From elsewhere'));
    await page.says('From elsewhere');
  });

  it('shows nothing to create where it is read only', async () => {
    await open({ readonly: '' });
    expect(page.all('[part=create], [part=example]')).to.deep.equal([]);
  });
});

describe('aurigraph-config-editor', () => {
  it('keeps what was saved: another editor in another tab shows it', async () => {
    await open();
    await page.click('Start from an example');
    await page.enter('Name', 'Edge network');
    await page.look('Channel 1');
    await page.enter('Timeout', '12,000');
    await page.save();
    const second = await EditorPage.open(otherSession());
    others.push(second);
    expect(second.field<HTMLInputElement>('Name').value).to.equal('Edge network');
    await second.look('Channel 1');
    expect(second.field<HTMLInputElement>('Timeout').value).to.equal('12,000');
    expect(second.badge).to.equal('saved');
  });

  it('writes localStorage as the schema design has it', async () => {
    await open();
    await page.click('Start from an example');
    await page.save();
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
    await openWithExample();
    await page.look('Channel 1');
    await page.enter('Connections', '612');
    const field = page.field('Connections');
    expect(page.note('Connections')).to.equal('Connections must be between 10 and 500. You entered 612.');
    expect(field.getAttribute('aria-invalid')).to.equal('true');
    expect(field.getAttribute('aria-describedby')).to.contain(`${field.id}-note`);
    expect(page.entries[1]).to.equal('Channel 1 1 problem');
    expect(page.element.matches(':state(invalid)')).to.be.true;
    await expect(page.element).to.be.accessible();
    await page.look('General');
    await page.click('Save');
    await page.says('Correct 1 problem, then save.');
    await waitUntil(() => page.focused === page.field('Connections'), 'the focus should be in the field');
    const [untouched] = await session.configurations.getAllConfigurations();
    expect(untouched?.nodes[0]?.config).to.include({ maxConnections: 50 });
    await page.enter('Connections', '61');
    expect(page.note('Connections')).to.equal('How many peers may connect at once. 10 to 500, usually 50.');
    await page.save();
  });

  it('shows what was typed as it was typed, and tidies it up when the field is left', async () => {
    await openWithExample();
    await page.look('Channel 1');
    await page.enter('Timeout', '12000');
    expect(page.field<HTMLInputElement>('Timeout').value).to.equal('12000');
    page.field('Timeout').blur();
    await page.element.updateComplete;
    expect(page.field<HTMLInputElement>('Timeout').value).to.equal('12,000');
    await page.enter('Timeout', 'soon');
    page.field('Timeout').blur();
    await page.element.updateComplete;
    expect(page.field<HTMLInputElement>('Timeout').value).to.equal('soon');
    expect(page.note('Timeout')).to.contain('You entered “soon”.');
  });

  it('adds, edits, copies, switches off and removes nodes of every type', async () => {
    await openWithExample();
    for (const [type, name] of [
      ['Channel', 'Channel 2'],
      ['Validator', 'Validator 4'],
      ['Business', 'Business 2'],
      ['Slim', 'Slim 1'],
    ] as const) {
      await page.click(type);
      expect(page.field<HTMLInputElement>('Node name').value).to.equal(name);
      expect(page.text).to.contain(`${name} was added.`);
    }
    expect(page.text).to.contain('10 of 50');
    await page.enter('Symbols', 'MSFT,, NVDA');
    await page.click('Duplicate');
    expect(page.field<HTMLInputElement>('Symbols').value).to.equal('MSFT, NVDA');
    page.find('[role=switch]').click();
    await page.element.updateComplete;
    expect(page.entries.at(-1)).to.equal('Slim 2 slim, off');
    await page.look('Channel 2');
    await page.click('Remove');
    await page.save();
    const [saved] = await session.configurations.getAllConfigurations();
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
    await openWithExample();
    await page.look('Validator 2');
    await page.click('Remove');
    expect(page.text).to.contain('Validator 2 was removed.');
    expect(page.entries).to.have.length(6);
    page.find('[part=take-back]').click();
    await page.element.updateComplete;
    expect(page.field<HTMLInputElement>('Node name').value).to.equal('Validator 2');
    expect(page.badge).to.equal('saved');
  });

  it('refuses the fifty-first node in words', async () => {
    await session.configurations.saveConfiguration(channels(50));
    await open();
    expect(page.text).to.contain('A configuration has at most 50 nodes. Remove one to add another.');
    await page.click('Channel');
    expect(page.entries).to.have.length(51);
    expect(page.badge).to.equal('saved');
    await expect(page.element).to.be.accessible();
  });

  it('shows the target of the mode and warns before production', async () => {
    await openWithExample();
    expect(page.text).to.contain('8,000 of 30,000 TPS, 27% of the target');
    expect(page.note('Performance mode')).to.equal('Target: 30,000 TPS.');
    await page.choose('Performance mode', 'production');
    expect(page.note('Performance mode')).to.equal('Target: 2,000,000 TPS.');
    expect(page.text).to.contain('Production aims at 2,000,000 TPS. The enabled nodes reach an estimated 8,000 TPS.');
    expect(page.text).to.contain('estimated 8K TPS, less than 1% of target');
    await expect(page.element).to.be.accessible();
  });

  it('undoes and redoes with the keyboard, also from within a field', async () => {
    await openWithExample();
    await page.enter('Name', 'A');
    await chord('Control', 'z');
    expect(page.field<HTMLInputElement>('Name').value).to.equal('Production test setup');
    expect(page.badge).to.equal('saved');
    await chord('Control', 'Shift', 'z');
    expect(page.field<HTMLInputElement>('Name').value).to.equal('A');
  });

  it('goes back to what is stored, and takes that back too', async () => {
    await openWithExample();
    await page.enter('Name', 'A');
    await page.click('Revert');
    expect(page.field<HTMLInputElement>('Name').value).to.equal('Production test setup');
    await page.click('Undo');
    expect(page.field<HTMLInputElement>('Name').value).to.equal('A');
  });

  it('deletes after a question that Escape takes back', async () => {
    await openWithExample();
    await page.click('Delete this configuration');
    await waitUntil(() => page.focused?.textContent?.trim() === 'Cancel', 'the safe answer should have the focus');
    expect(page.text).to.contain('Delete “Production test setup”? This cannot be undone.');
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => page.focused?.getAttribute('aria-label') === 'Delete this configuration');
    await page.click('Delete this configuration');
    await page.click('Delete');
    await page.says('No configuration is stored yet.');
    expect(await session.configurations.getAllConfigurations()).to.deep.equal([]);
  });

  it('makes a configuration the default, and thereby no other', async () => {
    await openWithExample();
    await page.click('Copy this configuration');
    expect(page.field<HTMLInputElement>('Name').value).to.equal('Production test setup 1');
    page.find('[role=switch]').click();
    await page.save();
    const all = await session.configurations.getAllConfigurations();
    expect(all.map(({ name, isDefault }) => [name, isDefault])).to.deep.equal([
      ['Production test setup', false],
      ['Production test setup 1', true],
    ]);
    const ids = all.flatMap(({ nodes }) => nodes.map(({ id }) => id));
    expect(new Set(ids).size).to.equal(12);
  });

  it('can be used with the keyboard alone', async () => {
    await openWithExample();
    page.find('#part-general').focus();
    await sendKeys({ press: 'ArrowDown' });
    await waitUntil(() => page.focused?.textContent?.includes('Channel 1') === true);
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => page.focused === page.field('Node name'));
    await sendKeys({ press: 'Tab' });
    expect(page.focused).to.equal(page.field('Connections'));
    await chord('Control', 'a');
    await sendKeys({ type: '77' });
    await chord('Control', 's');
    await waitUntil(() => page.badge === 'saved');
    const [saved] = await session.configurations.getAllConfigurations();
    expect(saved?.nodes[0]?.config).to.include({ maxConnections: 77 });
    page.find('[role=option][aria-selected=true]').focus();
    await sendKeys({ press: 'End' });
    await waitUntil(() => page.focused?.textContent?.includes('Market feed') === true);
    await sendKeys({ press: 'Delete' });
    await waitUntil(
      () => page.focused?.textContent?.includes('Business 1') === true,
      'the neighbour should have the focus',
    );
    expect(page.entries).to.have.length(6);
  });

  it('shows everything and changes nothing where it is read only', async () => {
    await openWithExample({ readonly: '' });
    await page.look('Channel 1');
    expect(page.badge).to.equal('read only');
    expect(page.all('[part=save], [part=add], [part=remove], [part=delete]')).to.deep.equal([]);
    page.find('[role=switch]').click();
    page.find('[role=option][aria-selected=true]').focus();
    await sendKeys({ press: 'Delete' });
    expect(page.entries).to.have.length(7);
    expect(page.element.dirty).to.be.false;
    await expect(page.element).to.be.accessible();
  });
});

describe('several configurations', () => {
  async function openTwo(): Promise<void> {
    await session.configurations.saveConfigurations([
      { ...example('First'), id: 'first', isDefault: true },
      { ...example('Second'), id: 'second' },
    ]);
    await open();
  }

  async function switchTo(id: string): Promise<void> {
    const select = page.find<HTMLSelectElement>('#switcher');
    select.value = id;
    select.dispatchEvent(new Event('change', { bubbles: true }));
    await page.element.updateComplete;
  }

  it('are chosen from a list', async () => {
    await openTwo();
    const options = page.all('#switcher option').map((option) => option.textContent?.trim());
    expect(options).to.deep.equal(['First (default)', 'Second']);
    await switchTo('second');
    expect(page.field<HTMLInputElement>('Name').value).to.equal('Second');
  });

  it('are not left without a question while there are unsaved changes', async () => {
    await openTwo();
    await page.enter('Name', 'First, edited');
    await switchTo('second');
    expect(page.text).to.contain('“First, edited” has unsaved changes.');
    await page.click('Keep editing');
    expect(page.field<HTMLInputElement>('Name').value).to.equal('First, edited');
    expect(page.find<HTMLSelectElement>('#switcher').value).to.equal('first');
    await switchTo('second');
    await page.click('Save and go on');
    await waitUntil(() => page.field<HTMLInputElement>('Name').value === 'Second');
    expect(await session.configurations.getConfiguration('first')).to.include({ name: 'First, edited' });
  });

  it('are left without saving where the person says so', async () => {
    await openTwo();
    await page.enter('Name', 'First, edited');
    page.element.configId = 'second';
    await page.says('has unsaved changes.');
    await page.click('Discard changes');
    expect(page.field<HTMLInputElement>('Name').value).to.equal('Second');
    expect(await session.configurations.getConfiguration('first')).to.include({ name: 'First' });
  });

  it('are opened by id, and a wrong id gets a clear message and a way on', async () => {
    await session.configurations.saveConfigurations([
      { ...example('First'), id: 'first', isDefault: true },
      { ...example('Second'), id: 'second' },
    ]);
    await open({ 'config-id': 'second' });
    expect(page.field<HTMLInputElement>('Name').value).to.equal('Second');
    page.element.setAttribute('config-id', '<img src=x>');
    await page.says('There is no configuration with the id “<img src=x>”.');
    await expect(page.element).to.be.accessible();
    await page.click('Open the default one');
    expect(page.field<HTMLInputElement>('Name').value).to.equal('First');
  });
});

describe('someone else', () => {
  async function saveElsewhere(change: object): Promise<void> {
    const other = otherSession();
    const [configuration] = await other.configurations.getAllConfigurations();
    if (configuration === undefined) throw new Error('Nothing is stored.');
    await other.configurations.saveConfiguration({ ...configuration, ...change });
  }

  it('saves the same configuration: an editor without edits shows it at once', async () => {
    await openWithExample();
    await saveElsewhere({ name: 'Theirs' });
    await waitUntil(() => page.field<HTMLInputElement>('Name').value === 'Theirs');
    expect(page.badge).to.equal('saved');
  });

  it('saves it while it is edited: both versions wait for a decision', async () => {
    await openWithExample();
    await page.enter('Name', 'Mine');
    await saveElsewhere({ name: 'Theirs' });
    await page.says('“Mine” was saved elsewhere while you edited it. Nothing was overwritten.');
    await expect(page.element).to.be.accessible();
    await page.click('Take theirs');
    expect(page.field<HTMLInputElement>('Name').value).to.equal('Theirs');
    expect(page.element.dirty).to.be.false;
  });

  it('saves it while it is edited: the own version can be saved over it', async () => {
    await openWithExample();
    await page.enter('Name', 'Mine');
    await saveElsewhere({ name: 'Theirs', description: 'also theirs' });
    await page.says('was saved elsewhere');
    await page.click('Keep mine');
    await page.save();
    const [saved] = await session.configurations.getAllConfigurations();
    expect(saved).to.include({ name: 'Mine' });
    expect(saved).not.to.have.property('description');
  });

  it('saves it, and no news of it comes: the save finds out and overwrites nothing', async () => {
    session.dispose();
    const silent = {
      post: () => undefined,
      subscribe: () => () => undefined,
      suspend: () => undefined,
      resume: () => undefined,
      close: () => undefined,
    };
    session = storedSession(namespace, { storage: { tabs: silent, keyValue: null } });
    await openWithExample();
    await page.enter('Name', 'Mine');
    await saveElsewhere({ name: 'Theirs' });
    await page.click('Save');
    await page.says('“Mine” was saved elsewhere while you edited it. Nothing was overwritten.');
    const [kept] = await session.configurations.getAllConfigurations();
    expect(kept).to.include({ name: 'Theirs' });
  });

  it('deletes it while it is edited: the work is still there and can be saved again', async () => {
    await openWithExample();
    await page.enter('Name', 'Mine');
    const other = otherSession();
    const [configuration] = await other.configurations.getAllConfigurations();
    await other.configurations.deleteConfiguration(configuration?.id ?? '');
    await page.says('“Mine” was deleted elsewhere while you edited it.');
    await page.click('Keep mine');
    await page.save();
    expect(await session.configurations.getAllConfigurations()).to.have.length(1);
  });

  it('deletes it while nobody edits it: the next one is shown, with a word about it', async () => {
    await session.configurations.saveConfigurations([
      { ...example('First'), id: 'first', isDefault: true },
      { ...example('Second'), id: 'second' },
    ]);
    await open();
    await otherSession().configurations.deleteConfiguration('first');
    await page.says('“First” was deleted elsewhere.');
    expect(page.field<HTMLInputElement>('Name').value).to.equal('Second');
  });

  it('makes another one the default: edits go on undisturbed', async () => {
    await session.configurations.saveConfigurations([
      { ...example('First'), id: 'first', isDefault: true },
      { ...example('Second'), id: 'second' },
    ]);
    await open();
    await page.enter('Name', 'First, edited');
    await otherSession().configurations.setDefaultConfiguration('second');
    await page.says('Second (default)');
    expect(page.text).not.to.contain('was saved elsewhere');
    expect(page.field<HTMLInputElement>('Name').value).to.equal('First, edited');
  });
});

describe('what the page hears', () => {
  it('learns when unsaved changes come and go, and the browser asks before it is left only meanwhile', async () => {
    await openWithExample();
    const heard: boolean[] = [];
    document.body.addEventListener('aurigraph-config-dirty-change', ({ detail }) => heard.push(detail.dirty));
    const asks = (): boolean => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
    expect(asks()).to.be.false;
    await page.enter('Name', 'Mine');
    expect(asks()).to.be.true;
    await page.click('Undo');
    expect(asks()).to.be.false;
    await page.enter('Name', 'Mine again');
    page.close();
    expect(asks()).to.be.false;
    expect(heard).to.deep.equal([true, false, true]);
  });

  it('can keep a configuration from being saved, and gets a copy that it cannot do harm with', async () => {
    await openWithExample();
    await page.enter('Name', 'Mine');
    document.body.addEventListener(
      'aurigraph-config-save',
      (event) => {
        event.detail.configuration.name = 'Harm';
        event.preventDefault();
      },
      { once: true },
    );
    await page.click('Save');
    expect(page.element.dirty).to.be.true;
    const saved = oneEvent(page.element, 'aurigraph-config-saved');
    await page.click('Save');
    const { detail } = (await saved) as HTMLElementEventMap['aurigraph-config-saved'];
    expect(detail.configuration).to.include({ name: 'Mine' });
    expect(Object.isFrozen(detail)).to.be.true;
  });

  it('can save and revert by itself, also when nothing is open', async () => {
    await open();
    expect(await page.element.save()).to.be.false;
    page.element.revert();
    await page.click('Create configuration');
    expect(await page.element.save()).to.be.true;
    page.close();
    expect(await page.element.save()).to.be.false;
  });
});

describe('trouble with the storage', () => {
  let records: TroubledRecords;

  beforeEach(() => {
    session.dispose();
    records = new TroubledRecords();
    session = storedSession(namespace, { storage: { records } });
  });

  it('says that changes are kept in memory only', async () => {
    await openWithExample();
    expect(page.badge).to.equal('kept in memory only');
    await expect(page.element).to.be.accessible();
  });

  it('says so, and why, where the browser forbids to store anything', async () => {
    session.dispose();
    const forbidden = {
      open: () => {
        throw new DOMException('Forbidden', 'SecurityError');
      },
    } as unknown as IDBFactory;
    session = storedSession(namespace, { storage: { indexedDB: forbidden, keyValue: null } });
    await openWithExample();
    await page.says('Changes are kept in memory only, and are lost when this page is closed.');
    expect(page.badge).to.equal('kept in memory only');
  });

  for (const [name, trouble, words] of [
    [
      'a full disk',
      quotaExceeded('IndexedDB'),
      'Not saved. Storage quota exceeded. There is no room left in IndexedDB; nothing was changed. Delete configurations',
    ],
    [
      'a blocked storage',
      storageBlocked('IndexedDB', 'it is forbidden'),
      'Not saved. IndexedDB cannot be used: it is forbidden. Allow this site to store data',
    ],
    ['a defect', new Error('boom'), 'Not saved. Something unexpected happened: boom'],
  ] as const) {
    it(`tells of ${name}, loses nothing, and saves when it is over`, async () => {
      await openWithExample();
      await page.enter('Name', 'Mine');
      records.writing = trouble;
      await page.click('Save');
      await page.says(words);
      expect(page.field<HTMLInputElement>('Name').value).to.equal('Mine');
      expect(page.badge).to.equal('unsaved changes');
      await expect(page.element).to.be.accessible();
      records.writing = undefined;
      await page.click('Save');
      await waitUntil(() => !page.element.dirty);
      expect(page.text).not.to.contain('Not saved.');
      const [saved] = await session.configurations.getAllConfigurations();
      expect(saved).to.include({ name: 'Mine' });
    });
  }

  it('says why nothing can be read, and reads it when it is asked to try again', async () => {
    await session.configurations.saveConfiguration(example());
    records.reading = storageBlocked('IndexedDB', 'it does not answer');
    await open();
    expect(page.text).to.contain('IndexedDB cannot be used: it does not answer.');
    expect(page.element.matches(':state(failed)')).to.be.true;
    await expect(page.element).to.be.accessible();
    records.reading = undefined;
    await page.click('Try again');
    await page.says('Production test setup');
  });

  it('says that stored data which cannot be read is kept', async () => {
    session.dispose();
    localStorage.setItem(`${namespace}:aurigraph_configs`, '[{"id":"broken"');
    session = storedSession(namespace);
    await open();
    await page.says('It was set aside unchanged');
    await page.click('Create configuration');
    await page.save();
  });
});

describe('another session', () => {
  it('takes unsaved work along and shows its own configuration otherwise', async () => {
    await openWithExample();
    await page.enter('Name', 'Mine');
    const elsewhere = storedSession(ownNamespace());
    sessions.push(elsewhere);
    const host = page.element.closest('test-session-host') as (HTMLElement & { session: Session }) | null;
    if (host === null) throw new Error('The editor has no host.');
    host.session = elsewhere;
    await waitUntil(() => page.badge === 'not saved yet');
    expect(page.field<HTMLInputElement>('Name').value).to.equal('Mine');
    await page.save();
    expect(await elsewhere.configurations.getAllConfigurations()).to.have.length(1);
    host.session = session;
    await waitUntil(() => page.field<HTMLInputElement>('Name').value === 'Production test setup');
  });
});
