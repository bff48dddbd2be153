/** API keys of the slim nodes' providers (schema design 5). On the web they live in memory only. */
import { FEED_DEFAULTS, type FeedType } from './node-config.js';
import type { apiKeysSchema } from './schemas/api-keys.js';
import { parseUrl } from './url.js';
import type * as z from './zod.js';

/** Secrets by provider: Alpaca has a pair, OpenWeatherMap a key, Twitter a bearer token (schema design 5). */
export type APIKeys = z.infer<typeof apiKeysSchema>;

/** The providers that have keys. */
export const KEY_NAMES = ['alpaca', 'openweathermap', 'twitter'] as const satisfies readonly (keyof APIKeys)[];

/** Name of a provider's key. */
export type KeyName = (typeof KEY_NAMES)[number];

/** Whether a text, for instance the `apiKeyRef` of a slim node, names a key that is known here. */
export function isKeyName(text: string): text is KeyName {
  return KEY_NAMES.some((name) => name === text);
}

/** Name under which a provider's key is referred to. The feed is called `weather`, its key `openweathermap` (interchange 5). */
export const KEY_NAME_OF_FEED: Readonly<Record<FeedType, KeyName>> = {
  alpaca: 'alpaca',
  weather: 'openweathermap',
  twitter: 'twitter',
};

/** Where a key belongs if nothing else is said: the origin of its provider's default endpoint. */
export function defaultKeyOrigin(name: KeyName): string {
  const feeds: Readonly<Record<KeyName, FeedType>> = {
    alpaca: 'alpaca',
    openweathermap: 'weather',
    twitter: 'twitter',
  };
  return new URL(FEED_DEFAULTS[feeds[name]].endpoint).origin;
}

/**
 * The origin of an address that a key may be sent to; nothing for an address that is not http or https, that cannot be
 * read, or that carries a user name or a password (reliability 3.9).
 */
export function keyOriginOf(url: string | URL): string | undefined {
  const parsed = parseUrl(String(url));
  const isUsable = parsed !== undefined && ['http:', 'https:'].includes(parsed.protocol);
  return isUsable && parsed.username === '' && parsed.password === '' ? parsed.origin : undefined;
}

/** Shown in front of the visible characters; its length says nothing about the key's (reliability X6). */
const MASK = '••••••••';

/**
 * A key as it may be shown: a mask of fixed length, with the last four characters only where at least eight others
 * stay hidden. The design's own sample shows four of five characters and gives the length away (schema design 10.2).
 */
export function maskAPIKey(key: string): string {
  return key.length >= 12 ? MASK + key.slice(-4) : MASK;
}
