/**
 * Keys of the slim nodes' providers (schema design 5). On the web they live in memory only, are gone with the page,
 * belong to one origin each, and appear in no store, log, error or message (reliability 3.9).
 */
import type { APIKeys, KeyName } from '../domain/api-keys.js';
import type { Stop } from '../domain/clock.js';
import { Listeners } from '../domain/listeners.js';
import type { KeyRing } from './keys/key-ring.js';
import { keyRings } from './parts.js';
import type { Clock, SecretProtection, SecretStore } from './ports.js';

/** News about keys: which one, never what it is. */
export interface ApiKeyChange {
  /** `expired`: its time was over. */
  readonly kind: 'saved' | 'cleared' | 'expired';
  /** The provider whose key it is; nothing when all were cleared. */
  readonly name?: KeyName;
}

/** How a key is kept. */
export interface SaveKeyOptions {
  /**
   * The only origin that {@link ApiKeyRepository.keysFor} gives the key out for, for instance of a proxy; an address
   * stands for its origin. By default the origin of the provider's default endpoint.
   */
  readonly origin?: string;
}

/** What keys are kept with. */
export interface ApiKeyOptions {
  readonly secrets: SecretStore;
  /** Whether nobody else puts keys into {@link secrets}, and none was there before; false by default. */
  readonly isOwn?: boolean;
  readonly clock: Clock;
  /** How long a key is kept after it was saved, in milliseconds; by default as long as the page. */
  readonly lifetimeMs?: number | undefined;
}

/** What a provider's key is: the pair of Alpaca, a text of the others. */
export type KeysOf<Name extends KeyName> = NonNullable<APIKeys[Name]>;

/** Shown instead of a repository that someone prints. */
const REDACTED = '[REDACTED]';

/** Keeps API keys, by default in memory. Every method may reject with `not-loaded`; nothing was changed then. */
export class ApiKeyRepository {
  readonly #options: ApiKeyOptions;
  readonly #listeners = new Listeners<ApiKeyChange>();
  #ring: KeyRing | undefined;
  #disposed = false;

  constructor(options: ApiKeyOptions) {
    this.#options = options;
  }

  /** Whether there cannot be any key, as none was ever saved or asked for: known without loading what keeps keys. */
  get isUnused(): boolean {
    return this.#options.isOwn === true && this.#ring === undefined;
  }

  /**
   * How keys lie in memory: `sealed` with a key of this page that cannot be read, or `plain` where the page has no Web
   * Crypto, as on plain http, or where sealing is switched off.
   */
  get protection(): SecretProtection {
    return this.#options.secrets.protection ?? 'plain';
  }

  /** Keeps the pair of Alpaca. Rejects with `invalid-api-key` or `invalid-url`, and then leaves what was there. */
  async saveAlpacaKeys(key: string, secret: string, options?: SaveKeyOptions): Promise<void> {
    return (await this.#keys()).saveAlpacaKeys(key, secret, options);
  }

  /** The pair of Alpaca; `null` if there is none. */
  async getAlpacaKeys(): Promise<{ key: string; secret: string } | null> {
    return (await this.#keys()).getAlpacaKeys();
  }

  /** Keeps the key of OpenWeatherMap. Rejects with `invalid-api-key` or `invalid-url`, and then leaves what was there. */
  async saveWeatherKey(key: string, options?: SaveKeyOptions): Promise<void> {
    return (await this.#keys()).saveWeatherKey(key, options);
  }

  /** The key of OpenWeatherMap; `null` if there is none. */
  async getWeatherKey(): Promise<string | null> {
    return (await this.#keys()).getWeatherKey();
  }

  /** Keeps the bearer token of Twitter. Rejects with `invalid-api-key` or `invalid-url`, and then leaves what was there. */
  async saveTwitterToken(token: string, options?: SaveKeyOptions): Promise<void> {
    return (await this.#keys()).saveTwitterToken(token, options);
  }

  /** The bearer token of Twitter; `null` if there is none. */
  async getTwitterToken(): Promise<string | null> {
    return (await this.#keys()).getTwitterToken();
  }

  /**
   * The key for a request to an address; `null` if there is none. Rejects with `origin-mismatch` if the address is of
   * another origin than the key, is not http or https, or carries a user name or a password. Send it in a header, with
   * `redirect: 'error'`, and never in the address itself.
   */
  async keysFor<Name extends KeyName>(name: Name, url: string | URL): Promise<KeysOf<Name> | null> {
    return (await this.#keys()).keysFor(name, String(url));
  }

  /** A key as it may be shown, of Alpaca its public half; `null` if there is none. Its length tells nothing. */
  async masked(name: KeyName): Promise<string | null> {
    return (await this.#keys()).masked(name);
  }

  /** Forgets the key of one provider. */
  async clearKey(name: KeyName): Promise<void> {
    return (await this.#keys()).clearKey(name);
  }

  /** Forgets every key, one by one: a secret store may hold secrets of others. */
  async clearAllKeys(): Promise<void> {
    return (await this.#keys()).clearAllKeys();
  }

  /** Whether any key is there, or half of a pair. */
  async hasAnyKeys(): Promise<boolean> {
    return (await this.#keys()).hasAnyKeys();
  }

  /** Hears which key was saved, cleared or ended. */
  subscribe(listener: (change: ApiKeyChange) => void): Stop {
    return this.#listeners.add(listener);
  }

  /** Forgets listeners and keys, for good; a host's own store, such as a keychain, keeps what it holds. */
  async dispose(): Promise<void> {
    this.#disposed = true;
    this.#listeners.clear();
    if (this.#ring === undefined) await this.#options.secrets.dispose?.();
    else await this.#ring.dispose();
  }

  toJSON(): string {
    return REDACTED;
  }

  toString(): string {
    return REDACTED;
  }

  [Symbol.toPrimitive](): string {
    return REDACTED;
  }

  /** How Node prints it. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return REDACTED;
  }

  async #keys(): Promise<KeyRing> {
    const { KeyRing } = await keyRings.load();
    this.#ring ??= new KeyRing({ ...this.#options, listeners: this.#listeners, isOver: this.#disposed });
    return this.#ring;
  }
}
