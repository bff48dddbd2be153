/**
 * Addresses of a backend. Browsers accept more than is safe: `new WebSocket` takes relative addresses, turns
 * `http:` into `ws:` and accepts user names (reliability R22), so addresses are checked here first.
 */

const MAX_LENGTH = 2048;

/** Why an address cannot be used, as a sentence, or nothing if it can. */
export function urlProblem(text: string, protocols: readonly string[], label: string): string | undefined {
  const wanted = protocols.map((protocol) => `${protocol}//`).join(' or ');
  if (text.trim() === '') return `${label} must not be empty. It starts with ${wanted}.`;
  if (text.length > MAX_LENGTH) return `${label} must have at most ${MAX_LENGTH} characters.`;
  const url = parseUrl(text);
  const shown = text.length > 60 ? `${text.slice(0, 59)}…` : text;
  if (url === undefined || !protocols.includes(url.protocol))
    return `${label} must start with ${wanted}. You entered “${shown}”.`;
  if (url.username !== '' || url.password !== '') return `${label} must not contain a user name or a password.`;
  return undefined;
}

/** Parses an absolute address; nothing if it is none. */
export function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
