/** What only a real browser can show of API keys: its Web Crypto, its storage manager, its structured clone. */
import { expect } from '@open-wc/testing';
import { openStorage, webCryptoCipher, type Storage } from '../../../src/storage/index.js';
import { webStoragePersistence, webTextCapacity } from '../../../src/storage/adapters/web/storage-manager.js';
import { findSecrets } from '../../support/canaries.js';

const CANARY = 'Kf7q~~~Rz2mWx9bT~~~Vh4c8';

let storage: Storage;

/** Every text of `localStorage` and `sessionStorage`, and every record of every database of this origin. */
async function everythingStored(): Promise<string> {
  const found: unknown[] = [{ ...localStorage }, { ...sessionStorage }, document.cookie];
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await answer(indexedDB.open(name));
    for (const store of database.objectStoreNames)
      found.push(await answer(database.transaction(store).objectStore(store).getAll()));
    database.close();
  }
  return JSON.stringify(found);
}

function answer<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

beforeEach(() => (storage = openStorage({ namespace: `secrets-${Math.random()}` })));
afterEach(() => storage.dispose());

describe('API keys in this browser', () => {
  it('lie sealed, by a key that cannot leave Web Crypto, and come back as they were', async () => {
    const keys: CryptoKey[] = [];
    const generate = crypto.subtle.generateKey.bind(crypto.subtle);
    crypto.subtle.generateKey = async (...args: unknown[]) => {
      const key = (await Reflect.apply(generate, undefined, args)) as CryptoKey;
      keys.push(key);
      return key as CryptoKey & CryptoKeyPair;
    };
    try {
      await storage.apiKeys.saveAlpacaKeys(CANARY, `${CANARY} €`);
    } finally {
      Reflect.deleteProperty(crypto.subtle, 'generateKey');
    }
    expect(storage.apiKeys.protection).to.equal('sealed');
    expect(await storage.apiKeys.getAlpacaKeys()).to.deep.equal({ key: CANARY, secret: `${CANARY} €` });
    const [key] = keys;
    if (key === undefined) throw new Error('No key was made.');
    expect(key.extractable).to.equal(false);
    expect(JSON.stringify(key)).to.equal('{}');
    const thrown: unknown = await crypto.subtle.exportKey('raw', key).catch((error: unknown) => error);
    expect((thrown as DOMException).name).to.equal('InvalidAccessError');
  });

  it('X5: are in no store, no clone and no message', async () => {
    const heard: unknown[] = [];
    const ear = new BroadcastChannel('aurigraph/v1');
    ear.onmessage = ({ data }) => heard.push(data);
    await storage.apiKeys.saveWeatherKey(CANARY);
    await storage.settings.getOrCreateDefault();
    storage.flush();
    const texts = [
      await everythingStored(),
      JSON.stringify([structuredClone(storage.apiKeys), storage.apiKeys, heard]),
      String(storage.apiKeys),
    ];
    ear.close();
    expect(texts[0]).to.contain('lastOpenedVersion');
    expect(structuredClone(storage.apiKeys)).to.deep.equal({});
    for (const text of texts) expect(findSecrets(text, [CANARY])).to.deep.equal([]);
  });

  it('cannot be opened by the cipher of another page', async () => {
    const [one, other] = [webCryptoCipher(), webCryptoCipher()];
    const sealed = await one?.seal(CANARY, 'name');
    if (sealed === undefined) throw new Error('There is no Web Crypto here.');
    expect(findSecrets(new TextDecoder('latin1').decode(sealed), [CANARY])).to.deep.equal([]);
    const thrown: unknown = await other?.open(sealed, 'name').catch((error: unknown) => error);
    expect((thrown as DOMException).name).to.equal('OperationError');
  });
});

describe('usage in this browser', () => {
  it('asks the browser itself whether it keeps what is stored', async () => {
    expect(webStoragePersistence()).to.not.equal(undefined);
    expect(await storage.usage.isPersistent()).to.be.a('boolean');
  });

  it('counts UTF-16 units, as Chromium and Firefox do', async () => {
    expect(webTextCapacity()).to.deep.equal({ limit: 5_242_880, wideUnits: 1 });
    const before = (await storage.usage.getStorageStats()).stores.localStorage;
    localStorage.setItem('someone-else', '€'.repeat(1_000));
    const after = (await storage.usage.getStorageStats()).stores.localStorage;
    localStorage.removeItem('someone-else');
    expect(after.others - before.others).to.equal(1_000 + 'someone-else'.length);
  });
});
