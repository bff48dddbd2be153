/** Where the keys of a page are, and what is done with them. */
import {
  defaultKeyOrigin,
  isKeyName,
  KEY_NAMES,
  keyOriginOf,
  maskAPIKey,
  type APIKeys,
  type KeyName,
} from '../../domain/api-keys.js';
import { apiKeysSchema } from '../../domain/schemas/api-keys.js';
import { FailureError } from '../../domain/failure.js';
import type { Listeners } from '../../domain/listeners.js';
import { validate } from '../../domain/validation.js';
import { keysUnavailable, notAnOrigin, otherOrigin } from './api-key-failures.js';
import { KeyLifetimes } from './key-lifetimes.js';
import type { ApiKeyChange, ApiKeyOptions, KeysOf, SaveKeyOptions } from '../api-keys.js';
import type { SecretStore } from '../ports.js';

/** Names of the secrets, which are those of the schema design's Dart classes (interchange 1). */
const SECRETS: Readonly<Record<KeyName, readonly [string, ...string[]]>> = {
  alpaca: ['alpaca_key', 'alpaca_secret'],
  openweathermap: ['openweathermap_key'],
  twitter: ['twitter_token'],
};

/** What a ring works with. */
export interface KeyRingOptions extends ApiKeyOptions {
  readonly listeners: Listeners<ApiKeyChange>;
  /** Whether everything has ended already. */
  readonly isOver: boolean;
}

/** Does what {@link ApiKeyRepository} says; loaded when a key is first saved or asked for. */
export class KeyRing {
  readonly #secrets: SecretStore;
  readonly #lifetimes: KeyLifetimes;
  readonly #listeners: Listeners<ApiKeyChange>;
  /** Work on keys goes one by one, so that nobody gets half of an old pair, or a key with the origin of another. */
  #last: Promise<void> = Promise.resolve();
  #disposed: boolean;

  constructor({ secrets, clock, lifetimeMs, listeners, isOver }: KeyRingOptions) {
    this.#secrets = secrets;
    this.#listeners = listeners;
    this.#disposed = isOver;
    this.#lifetimes = new KeyLifetimes(clock, lifetimeMs, (name) => void this.#expire(name).catch(() => undefined));
  }

  /** Keeps the pair of Alpaca. Rejects with `invalid-api-key` or `invalid-url`, and then leaves what was there. */
  async saveAlpacaKeys(key: string, secret: string, options?: SaveKeyOptions): Promise<void> {
    check({ alpaca: { key, secret } });
    await this.#save('alpaca', [key, secret], options);
  }

  /** The pair of Alpaca; `null` if there is none. */
  async getAlpacaKeys(): Promise<{ key: string; secret: string } | null> {
    return this.#inTurn(() => this.#keys('alpaca'));
  }

  /** Keeps the key of OpenWeatherMap. Rejects with `invalid-api-key` or `invalid-url`, and then leaves what was there. */
  async saveWeatherKey(key: string, options?: SaveKeyOptions): Promise<void> {
    check({ openweathermap: key });
    await this.#save('openweathermap', [key], options);
  }

  /** The key of OpenWeatherMap; `null` if there is none. */
  async getWeatherKey(): Promise<string | null> {
    return this.#inTurn(() => this.#keys('openweathermap'));
  }

  /** Keeps the bearer token of Twitter. Rejects with `invalid-api-key` or `invalid-url`, and then leaves what was there. */
  async saveTwitterToken(token: string, options?: SaveKeyOptions): Promise<void> {
    check({ twitter: token });
    await this.#save('twitter', [token], options);
  }

  /** The bearer token of Twitter; `null` if there is none. */
  async getTwitterToken(): Promise<string | null> {
    return this.#inTurn(() => this.#keys('twitter'));
  }

  /**
   * The key for a request to an address; `null` if there is none. Rejects with `origin-mismatch` if the address is of
   * another origin than the key, is not http or https, or carries a user name or a password. Send it in a header, with
   * `redirect: 'error'`, and never in the address itself.
   */
  async keysFor<Name extends KeyName>(name: Name, url: string | URL): Promise<KeysOf<Name> | null> {
    const asked = keyOriginOf(url);
    return this.#inTurn(async () => {
      if (!isKeyName(name)) return null;
      const origin = (await this.#secrets.get(originName(name))) ?? defaultKeyOrigin(name);
      if (asked === undefined || (asked !== origin && (await this.#has(name)))) throw otherOrigin(name, origin, asked);
      return this.#keys(name);
    });
  }

  /** A key as it may be shown, of Alpaca its public half; `null` if there is none. Its length tells nothing. */
  async masked(name: KeyName): Promise<string | null> {
    return this.#inTurn(async () => {
      const keys = await this.#keys(name);
      if (keys === null) return null;
      return maskAPIKey(typeof keys === 'string' ? keys : keys.key);
    });
  }

  /** Forgets the key of one provider. */
  async clearKey(name: KeyName): Promise<void> {
    await this.#inTurn(() => this.#remove(name));
    this.#listeners.tell({ kind: 'cleared', name });
  }

  /** Forgets every key, one by one: a secret store may hold secrets of others. */
  async clearAllKeys(): Promise<void> {
    await this.#inTurn(() => this.#removeAll());
    this.#listeners.tell({ kind: 'cleared' });
  }

  /** Whether any key is there, or half of a pair. */
  async hasAnyKeys(): Promise<boolean> {
    return this.#inTurn(async () => {
      for (const name of KEY_NAMES) if (await this.#has(name)) return true;
      return false;
    });
  }

  /** Forgets the keys, for good; a host's own store, such as a keychain, keeps what it holds. */
  async dispose(): Promise<void> {
    this.#disposed = true;
    await this.#inTurn(async () => this.#secrets.dispose?.());
  }

  async #save(name: KeyName, secrets: readonly string[], { origin }: SaveKeyOptions = {}): Promise<void> {
    const bound = origin === undefined ? defaultKeyOrigin(name) : keyOriginOf(origin);
    if (bound === undefined) throw notAnOrigin(name);
    await this.#inTurn(async () => {
      if (this.#disposed) throw keysUnavailable('they were given up together with their page or session');
      // First nothing, then the origin, then the key: at no moment does a key stand beside the origin of another.
      await this.#remove(name);
      await this.#write(name, secrets, bound).catch(async (error: unknown) => {
        // Half of a pair is of no use.
        await this.#remove(name);
        throw error;
      });
      this.#lifetimes.start(name);
    });
    this.#listeners.tell({ kind: 'saved', name });
  }

  async #write(name: KeyName, secrets: readonly string[], origin: string): Promise<void> {
    if (origin !== defaultKeyOrigin(name)) await this.#secrets.set(originName(name), origin);
    for (const [index, secret] of secrets.entries()) await this.#secrets.set(SECRETS[name][index] ?? '', secret);
  }

  /** A key as its provider has it. Half of a pair counts as none. */
  async #keys<Name extends KeyName>(name: Name): Promise<KeysOf<Name> | null> {
    if (await this.#isOver(name)) return null;
    const secrets: string[] = [];
    for (const secretName of SECRETS[name]) {
      const secret = await this.#secrets.get(secretName);
      if (secret === undefined) return null;
      secrets.push(secret);
    }
    const [key, secret] = secrets;
    const checked = validate(apiKeysSchema, { [name]: secret === undefined ? key : { key, secret } });
    return checked.ok ? (checked.value[name] ?? null) : null;
  }

  async #has(name: KeyName): Promise<boolean> {
    if (await this.#isOver(name)) return false;
    for (const secretName of SECRETS[name]) {
      const has = await this.#secrets.has?.(secretName);
      if (has ?? (await this.#secrets.get(secretName)) !== undefined) return true;
    }
    return false;
  }

  /** Whether a key's time is over; it is forgotten then, even if the timer is late. */
  async #isOver(name: KeyName): Promise<boolean> {
    if (!this.#lifetimes.isOver(name)) return false;
    await this.#remove(name);
    this.#listeners.tell({ kind: 'expired', name });
    return true;
  }

  #expire(name: KeyName): Promise<boolean> {
    return this.#inTurn(() => this.#isOver(name));
  }

  async #removeAll(): Promise<void> {
    for (const name of KEY_NAMES) await this.#remove(name);
  }

  async #remove(name: KeyName): Promise<void> {
    this.#lifetimes.end(name);
    for (const secretName of [...SECRETS[name], originName(name)]) await this.#secrets.remove(secretName);
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#last.then(work).catch((error: unknown) => {
      // What a secret store throws may name what it was given, so none of it is passed on.
      throw error instanceof FailureError ? error : keysUnavailable('the place where they are kept refused');
    });
    const over = (): void => undefined;
    // Not `done` itself: it would hold on to the key that it answered with.
    this.#last = done.then(over, over);
    return done;
  }
}

/** Name of the secret that says which origin a key belongs to; only there if it is not the provider's own. */
function originName(name: KeyName): string {
  return `${name}_origin`;
}

/** The sentences of the schema name the rule and never what was entered. */
function check(keys: APIKeys): void {
  const checked = validate(apiKeysSchema, keys);
  if (checked.ok) return;
  const message = checked.issues[0]?.message ?? 'This key cannot be used.';
  throw new FailureError({ code: 'invalid-api-key', message, issues: checked.issues });
}
