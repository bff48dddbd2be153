/** What must not travel in files: keys and tokens under whatever name, and what addresses hide (reliability I7). */
import { parseUrl } from '../../domain/url.js';
import { isJsonObject } from './json-object.js';
import type { Notes, Path } from './notes.js';

/** What stands in an export instead of a key reference (schema design 10.3). */
export const REDACTED = '[REDACTED]';

/** Names of secrets, compared without case, dashes and underscores (protocol 5.4, step 2). */
const SECRET_NAMES: ReadonlySet<string> = new Set([
  ...['key', 'keys', 'secret', 'secrets', 'token', 'tokens', 'bearer', 'auth', 'pwd', 'passwd', 'jwt', 'cookie'],
  ...['alpacakey', 'openweathermapkey', 'weatherkey', 'twitterkey'],
]);

/** Parameters of addresses that carry a key; OpenWeatherMap's is called `appid`. */
const SECRET_PARAMETERS: ReadonlySet<string> = new Set(['appid', 'sig', 'signature']);

/** Parts that make a longer name a secret's: `X-Api-Key`, `clientSecret`, `APCA-API-KEY-ID`. */
const SECRET_PARTS =
  /apikey|secret|password|passphrase|authorization|credential|(?:private|access|encryption|signing|auth)key|token$/;

/** Whether a field of this name holds a secret. A name that ends in `ref` only refers to one, as `apiKeyRef` does. */
export function isSecretName(name: string): boolean {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, '');
  return SECRET_NAMES.has(plain) || (SECRET_PARTS.test(plain) && !plain.endsWith('ref'));
}

/** A copy of parsed JSON without secrets. Which were there is noted, what they are is not. */
export function withoutSecrets(value: unknown, path: Path, notes: Notes): unknown {
  if (Array.isArray(value)) return value.map((item, index) => withoutSecrets(item, [...path, index], notes));
  if (!isJsonObject(value)) return value;
  // A map of nodes has ids where other objects have names of fields.
  const hasNames = path.at(-1) !== 'nodes';
  const kept: [string, unknown][] = [];
  for (const [key, field] of Object.entries(value)) {
    const place = [...path, key];
    if (hasNames && isSecretName(key))
      notes.tell(place, 'not shown', undefined, `“${key.slice(0, 40)}” looks like a secret and was left out.`);
    else kept.push([key, withoutSecrets(field, place, notes)]);
  }
  return Object.fromEntries(kept);
}

/** Names of fields that hold an address, compared as they are written. */
const ADDRESS_NAMES = /^(?:endpoint|href|uri|.*ur[il])$/i;

/** Whether a field is an address, by its name or by what it looks like. */
export function isAddress(name: string, value: string): boolean {
  return ADDRESS_NAMES.test(name) || looksLikeAddress(value);
}

function looksLikeAddress(text: string): boolean {
  if (!/^\s*[a-z][a-z0-9+.-]{0,30}:/i.test(text) || /\s/.test(text.trim())) return false;
  const url = parseUrl(text);
  return url !== undefined && (url.host !== '' || url.username !== '');
}

/** An address without user name, password, query and fragment (reliability I7). The rest stays as it was written. */
export function bareAddress(text: string): string {
  const end = text.search(/[?#]/);
  const bare = withoutUserinfo(end < 0 ? text : text.slice(0, end));
  const url = parseUrl(bare);
  if (url === undefined || (url.username === '' && url.password === '')) return bare;
  // Browsers also read forms such as `https:user:password@host`.
  url.username = '';
  url.password = '';
  return url.href;
}

/** An address without user name, password and the parameters that have the name of a secret. */
export function addressWithoutSecrets(text: string): string {
  const start = text.search(/[?#]/);
  if (start < 0) return withoutUserinfo(text);
  const kept = text
    .slice(start)
    .split(/(?=[?#&])/)
    .filter((part) => !isSecretParameter(part.slice(1).split('=', 1)[0] ?? ''))
    .join('');
  return withoutUserinfo(text.slice(0, start)) + kept.replace(/^&/, '?');
}

function isSecretParameter(name: string): boolean {
  return isSecretName(name) || SECRET_PARAMETERS.has(name.toLowerCase());
}

/** Everything between the scheme and the last @ before the path is user name and password. */
function withoutUserinfo(text: string): string {
  const [scheme = ''] = /^\s*(?:[a-z][a-z0-9+.-]{0,30}:)?[/\\]{0,4}/i.exec(text) ?? [];
  const rest = text.slice(scheme.length);
  const end = rest.search(/[/\\?#]/);
  const authority = end < 0 ? rest : rest.slice(0, end);
  return scheme + rest.slice(authority.lastIndexOf('@') + 1);
}
