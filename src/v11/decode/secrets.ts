/**
 * What must not be shown or kept of a frame. Backends echo what they were sent, and a token may be among it; whoever
 * looks at a frame or reads an error message must not get to see one (reliability 3.9).
 */

/** Stands where something was. */
export const HIDDEN = '[hidden]';

/** Names of fields whose values are nobody's business; rather too many than too few. */
const SECRET_NAME = /token|secret|passw|pwd|auth|credential|cookie|session|key|private|signature|jwt|bearer|mnemonic/i;

/** What a token looks like wherever it stands: a long run without a space, as in base64, hex, a JWT or a UUID. */
const TOKEN_RUN = /[\w\-.~+/=%]{20,}/g;

/** What follows the name of the scheme in a header, however short it is. */
const BEARER = /\b(bearer|basic)\s+\S+/gi;

/** Whether the value of a field with this name is kept from view. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}

/** A run that a cut may have left the beginning of. */
const LAST_RUN = /[\w\-.~+/=%]*$/;

/**
 * A text for people: at most so many characters, and everything hidden that looks like a token. Long addresses and
 * hashes are hidden with it.
 */
export function shownText(text: string, most: number): string {
  const looked = 4 * most;
  const head = text.length > looked ? text.slice(0, looked).replace(LAST_RUN, '') : text;
  const shown = head.replace(BEARER, HIDDEN).replace(TOKEN_RUN, HIDDEN).trim();
  return shown.length > most ? `${shown.slice(0, most - 1)}…` : shown;
}
