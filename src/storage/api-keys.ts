/**
 * Keys of the slim nodes' providers (schema design 5). On the web they live in memory only, are gone with the page,
 * and appear in no store, log, error or message (reliability 3.9).
 */
import { apiKeysSchema, type APIKeys } from '../domain/api-keys.js';
import type { Stop } from '../domain/clock.js';
import { FailureError } from '../domain/failure.js';
import { validate } from '../domain/validation.js';
import { Listeners } from '../domain/listeners.js';
import type { SecretStore } from './ports.js';

/** News about keys: which one, never what it is. */
export interface ApiKeyChange {
  readonly kind: 'saved' | 'cleared';
  /** The provider whose key was saved; nothing when all were cleared. */
  readonly name?: keyof APIKeys;
}

/** Names of the secrets, which are those of the schema design's Dart classes (interchange 1). */
const SECRETS = {
  alpacaKey: 'alpaca_key',
  alpacaSecret: 'alpaca_secret',
  weather: 'openweathermap_key',
  twitter: 'twitter_token',
} as const;

/** Shown instead of a repository that someone prints. */
const REDACTED = '[REDACTED]';

/** Keeps API keys, by default in memory. */
export class ApiKeyRepository {
  readonly #secrets: SecretStore;
  readonly #listeners = new Listeners<ApiKeyChange>();

  constructor(secrets: SecretStore) {
    this.#secrets = secrets;
  }

  /** Keeps the pair of Alpaca. Rejects with `invalid-api-key` if one is empty or too long. */
  async saveAlpacaKeys(key: string, secret: string): Promise<void> {
    check({ alpaca: { key, secret } });
    await this.#secrets.set(SECRETS.alpacaKey, key);
    await this.#secrets.set(SECRETS.alpacaSecret, secret);
    this.#listeners.tell({ kind: 'saved', name: 'alpaca' });
  }

  /** The pair of Alpaca; `null` if there is none. */
  async getAlpacaKeys(): Promise<{ key: string; secret: string } | null> {
    const [key, secret] = [await this.#secrets.get(SECRETS.alpacaKey), await this.#secrets.get(SECRETS.alpacaSecret)];
    return key === undefined || secret === undefined ? null : { key, secret };
  }

  /** Keeps the key of OpenWeatherMap. Rejects with `invalid-api-key` if it is empty or too long. */
  async saveWeatherKey(key: string): Promise<void> {
    check({ openweathermap: key });
    await this.#secrets.set(SECRETS.weather, key);
    this.#listeners.tell({ kind: 'saved', name: 'openweathermap' });
  }

  /** The key of OpenWeatherMap; `null` if there is none. */
  async getWeatherKey(): Promise<string | null> {
    return (await this.#secrets.get(SECRETS.weather)) ?? null;
  }

  /** Keeps the bearer token of Twitter. Rejects with `invalid-api-key` if it is empty or too long. */
  async saveTwitterToken(token: string): Promise<void> {
    check({ twitter: token });
    await this.#secrets.set(SECRETS.twitter, token);
    this.#listeners.tell({ kind: 'saved', name: 'twitter' });
  }

  /** The bearer token of Twitter; `null` if there is none. */
  async getTwitterToken(): Promise<string | null> {
    return (await this.#secrets.get(SECRETS.twitter)) ?? null;
  }

  /** Forgets every key, one by one: a secret store may hold secrets of others. */
  async clearAllKeys(): Promise<void> {
    for (const name of Object.values(SECRETS)) await this.#secrets.remove(name);
    this.#listeners.tell({ kind: 'cleared' });
  }

  /** Whether any key is there. */
  async hasAnyKeys(): Promise<boolean> {
    const found = await Promise.all(Object.values(SECRETS).map(async (name) => this.#secrets.get(name)));
    return found.some((secret) => secret !== undefined);
  }

  /** Hears which key was saved, or that all were cleared. */
  subscribe(listener: (change: ApiKeyChange) => void): Stop {
    return this.#listeners.add(listener);
  }

  /** Forgets listeners and keys. */
  async dispose(): Promise<void> {
    this.#listeners.clear();
    await this.clearAllKeys();
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
}

/** The sentences of the schema name the rule and never what was entered. */
function check(keys: APIKeys): void {
  const checked = validate(apiKeysSchema, keys);
  if (checked.ok) return;
  const message = checked.issues[0]?.message ?? 'This key cannot be used.';
  throw new FailureError({ code: 'invalid-api-key', message, issues: checked.issues });
}
