import { expect, oneEvent, waitUntil } from '@open-wc/testing';
import { quotaExceeded, storageBlocked } from '../../src/storage/failures.js';
import { example, TroubledRecords } from '../support/config-editor-fixtures.js';
import { EditorStage } from '../support/config-editor-stage.js';

const stage = new EditorStage();

describe('what the page hears', () => {
  it('learns when unsaved changes come and go, and the browser asks before it is left only meanwhile', async () => {
    await stage.openWithExample();
    const heard: boolean[] = [];
    stage.page.host.addEventListener('aurigraph-config-dirty-change', ({ detail }) => heard.push(detail.dirty));
    const asks = (): boolean => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
    expect(asks()).to.be.false;
    await stage.page.enter('Name', 'Mine');
    expect(asks()).to.be.true;
    await stage.page.click('Undo');
    expect(asks()).to.be.false;
    await stage.page.enter('Name', 'Mine again');
    stage.page.close();
    expect(asks()).to.be.false;
    expect(heard).to.deep.equal([true, false, true]);
  });

  it('can keep a configuration from being saved, and gets a copy that it cannot do harm with', async () => {
    await stage.openWithExample();
    await stage.page.enter('Name', 'Mine');
    stage.page.host.addEventListener(
      'aurigraph-config-save',
      (event) => {
        event.detail.configuration.name = 'Harm';
        event.preventDefault();
      },
      { once: true },
    );
    await stage.page.click('Save');
    expect(stage.page.element.dirty).to.be.true;
    const saved = oneEvent<HTMLElementEventMap['aurigraph-config-saved']>(stage.page.host, 'aurigraph-config-saved');
    await stage.page.click('Save');
    const { detail } = await saved;
    expect(detail.configuration).to.include({ name: 'Mine' });
    expect(Object.isFrozen(detail)).to.be.true;
  });

  it('can save and revert by itself, also when nothing is open', async () => {
    await stage.open();
    expect(await stage.page.element.save()).to.be.false;
    stage.page.element.revert();
    await stage.page.click('Create configuration');
    expect(await stage.page.element.save()).to.be.true;
    stage.page.close();
    expect(await stage.page.element.save()).to.be.false;
  });
});

describe('trouble with the storage', () => {
  let records: TroubledRecords;

  beforeEach(() => {
    records = new TroubledRecords();
    stage.restart({ storage: { records } });
  });

  it('says that changes are kept in memory only', async () => {
    await stage.openWithExample();
    expect(stage.page.badge).to.equal('kept in memory only');
    await expect(stage.page.element).to.be.accessible();
  });

  it('says so, and why, where the browser forbids to store anything', async () => {
    const forbidden = {
      open: () => {
        throw new DOMException('Forbidden', 'SecurityError');
      },
    } as unknown as IDBFactory;
    stage.restart({ storage: { indexedDB: forbidden, keyValue: null } });
    await stage.openWithExample();
    await stage.page.says('Changes are kept in memory only, and are lost when this page is closed.');
    expect(stage.page.badge).to.equal('kept in memory only');
  });

  for (const [name, trouble, words] of [
    [
      'a full disk',
      quotaExceeded('IndexedDB'),
      'Not saved. Storage quota exceeded. There is no room left in IndexedDB; nothing was changed. Delete configurations',
    ],
    ['a defect', new Error('boom'), 'Not saved. Something unexpected happened: boom'],
  ] as const) {
    it(`tells of ${name}, loses nothing, and saves when it is over`, async () => {
      await stage.openWithExample();
      await stage.page.enter('Name', 'Mine');
      records.writing = trouble;
      await stage.page.click('Save');
      await stage.page.says(words);
      expect(stage.page.field<HTMLInputElement>('Name').value).to.equal('Mine');
      expect(stage.page.badge).to.equal('unsaved changes');
      await expect(stage.page.element).to.be.accessible();
      records.writing = undefined;
      await stage.page.click('Save');
      await waitUntil(() => !stage.page.element.dirty);
      expect(stage.page.text).not.to.contain('Not saved.');
      const [saved] = await stage.session.configurations.getAllConfigurations();
      expect(saved).to.include({ name: 'Mine' });
    });
  }

  it('goes on in memory when the storage dies while something is edited', async () => {
    await stage.openWithExample();
    await stage.page.enter('Name', 'Mine');
    records.writing = storageBlocked('IndexedDB', 'it is forbidden');
    await stage.page.click('Save');
    await waitUntil(() => !stage.page.element.dirty, 'it is saved');
    expect(stage.page.badge).to.equal('kept in memory only');
    expect(stage.page.text).not.to.contain('Not saved.');
    const [saved] = await stage.session.configurations.getAllConfigurations();
    expect(saved).to.include({ name: 'Mine' });
  });

  it('says why nothing can be read, and reads it when it is asked to try again', async () => {
    await stage.session.configurations.saveConfiguration(example());
    records.reading = new Error('it answers nonsense');
    await stage.open();
    expect(stage.page.text).to.contain('Something unexpected happened: it answers nonsense');
    expect(stage.page.element.matches(':state(failed)')).to.be.true;
    await expect(stage.page.element).to.be.accessible();
    records.reading = undefined;
    await stage.page.click('Try again');
    await stage.page.says('Production test setup');
  });

  it('says that stored data which cannot be read is kept', async () => {
    localStorage.setItem(`${stage.namespace}:aurigraph_configs`, '[{"id":"broken"');
    stage.restart({});
    await stage.open();
    await stage.page.says('It was set aside unchanged');
    await stage.page.click('Create configuration');
    await stage.page.save();
  });
});
