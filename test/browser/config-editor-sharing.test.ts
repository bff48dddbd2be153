import { expect, waitUntil } from '@open-wc/testing';
import { ownNamespace } from '../support/config-editor-fixtures.js';
import { EditorStage } from '../support/config-editor-stage.js';

const stage = new EditorStage();

describe('several configurations', () => {
  async function switchTo(id: string): Promise<void> {
    const select = stage.page.find<HTMLSelectElement>('#switcher');
    select.value = id;
    select.dispatchEvent(new Event('change', { bubbles: true }));
    await stage.page.element.updateComplete;
  }

  it('are chosen from a list', async () => {
    await stage.openWithTwo();
    const options = stage.page.all('#switcher option').map((option) => option.textContent?.trim());
    expect(options).to.deep.equal(['First (default)', 'Second']);
    await switchTo('second');
    expect(stage.page.field<HTMLInputElement>('Name').value).to.equal('Second');
  });

  it('are not left without a question while there are unsaved changes', async () => {
    await stage.openWithTwo();
    await stage.page.enter('Name', 'First, edited');
    await switchTo('second');
    expect(stage.page.text).to.contain('“First, edited” has unsaved changes.');
    await stage.page.click('Keep editing');
    expect(stage.page.field<HTMLInputElement>('Name').value).to.equal('First, edited');
    expect(stage.page.find<HTMLSelectElement>('#switcher').value).to.equal('first');
    await switchTo('second');
    await stage.page.click('Save and go on');
    await waitUntil(() => stage.page.field<HTMLInputElement>('Name').value === 'Second');
    expect(await stage.session.configurations.getConfiguration('first')).to.include({ name: 'First, edited' });
  });

  it('are left without saving where the person says so', async () => {
    await stage.openWithTwo();
    await stage.page.enter('Name', 'First, edited');
    stage.page.element.configId = 'second';
    await stage.page.says('has unsaved changes.');
    await stage.page.click('Discard changes');
    expect(stage.page.field<HTMLInputElement>('Name').value).to.equal('Second');
    expect(await stage.session.configurations.getConfiguration('first')).to.include({ name: 'First' });
  });

  it('are opened by id, and a wrong id gets a clear message and a way on', async () => {
    await stage.openWithTwo({ 'config-id': 'second' });
    expect(stage.page.field<HTMLInputElement>('Name').value).to.equal('Second');
    stage.page.element.setAttribute('config-id', '<img src=x>');
    await stage.page.says('There is no configuration with the id “<img src=x>”.');
    await expect(stage.page.element).to.be.accessible();
    await stage.page.click('Open the default one');
    expect(stage.page.field<HTMLInputElement>('Name').value).to.equal('First');
  });
});

describe('someone else', () => {
  async function saveElsewhere(change: object): Promise<void> {
    const other = stage.openSession();
    const [configuration] = await other.configurations.getAllConfigurations();
    if (configuration === undefined) throw new Error('Nothing is stored.');
    await other.configurations.saveConfiguration({ ...configuration, ...change });
  }

  it('saves the same configuration: an editor without edits shows it at once', async () => {
    await stage.openWithExample();
    await saveElsewhere({ name: 'Theirs' });
    await waitUntil(() => stage.page.field<HTMLInputElement>('Name').value === 'Theirs');
    expect(stage.page.badge).to.equal('saved');
  });

  it('saves it while it is edited: both versions wait for a decision', async () => {
    await stage.openWithExample();
    await stage.page.enter('Name', 'Mine');
    await saveElsewhere({ name: 'Theirs' });
    await stage.page.says('“Mine” was saved elsewhere while you edited it. Nothing was overwritten.');
    await expect(stage.page.element).to.be.accessible();
    await stage.page.click('Take theirs');
    expect(stage.page.field<HTMLInputElement>('Name').value).to.equal('Theirs');
    expect(stage.page.element.dirty).to.be.false;
  });

  it('saves it while it is edited: the own version can be saved over it', async () => {
    await stage.openWithExample();
    await stage.page.enter('Name', 'Mine');
    await saveElsewhere({ name: 'Theirs', description: 'also theirs' });
    await stage.page.says('was saved elsewhere');
    await stage.page.click('Keep mine');
    await stage.page.save();
    const [saved] = await stage.session.configurations.getAllConfigurations();
    expect(saved).to.include({ name: 'Mine' });
    expect(saved).not.to.have.property('description');
  });

  it('saves it, and no news of it comes: the save finds out and overwrites nothing', async () => {
    const silent = {
      post: () => undefined,
      subscribe: () => () => undefined,
      suspend: () => undefined,
      resume: () => undefined,
      close: () => undefined,
    };
    stage.restart({ storage: { tabs: silent, keyValue: null } });
    await stage.openWithExample();
    await stage.page.enter('Name', 'Mine');
    await saveElsewhere({ name: 'Theirs' });
    await stage.page.click('Save');
    await stage.page.says('“Mine” was saved elsewhere while you edited it. Nothing was overwritten.');
    const [kept] = await stage.session.configurations.getAllConfigurations();
    expect(kept).to.include({ name: 'Theirs' });
  });

  it('deletes it while it is edited: the work is still there and can be saved again', async () => {
    await stage.openWithExample();
    await stage.page.enter('Name', 'Mine');
    const other = stage.openSession();
    const [configuration] = await other.configurations.getAllConfigurations();
    await other.configurations.deleteConfiguration(configuration?.id ?? '');
    await stage.page.says('“Mine” was deleted elsewhere while you edited it.');
    await stage.page.click('Keep mine');
    await stage.page.save();
    expect(await stage.session.configurations.getAllConfigurations()).to.have.length(1);
  });

  it('deletes it while nobody edits it: the next one is shown, with a word about it', async () => {
    await stage.openWithTwo();
    await stage.openSession().configurations.deleteConfiguration('first');
    await stage.page.says('“First” was deleted elsewhere.');
    expect(stage.page.field<HTMLInputElement>('Name').value).to.equal('Second');
  });

  it('makes another one the default: edits go on undisturbed', async () => {
    await stage.openWithTwo();
    await stage.page.enter('Name', 'First, edited');
    await stage.openSession().configurations.setDefaultConfiguration('second');
    await stage.page.says('Second (default)');
    expect(stage.page.text).not.to.contain('was saved elsewhere');
    expect(stage.page.field<HTMLInputElement>('Name').value).to.equal('First, edited');
  });
});

describe('another session', () => {
  it('takes unsaved work along and shows its own configuration otherwise', async () => {
    await stage.openWithExample();
    await stage.page.enter('Name', 'Mine');
    const elsewhere = stage.openSession(ownNamespace());
    const { host } = stage.page;
    host.session = elsewhere;
    await waitUntil(() => stage.page.badge === 'not saved yet');
    expect(stage.page.field<HTMLInputElement>('Name').value).to.equal('Mine');
    await stage.page.save();
    expect(await elsewhere.configurations.getAllConfigurations()).to.have.length(1);
    host.session = stage.session;
    await waitUntil(() => stage.page.field<HTMLInputElement>('Name').value === 'Production test setup');
  });
});
