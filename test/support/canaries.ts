/** Secrets that can be recognised in whatever form they leave, for the tests of reliability X5 and G11. */

/** One way in which a secret may be written down. */
interface Disguise {
  readonly name: string;
  readonly of: (secret: string) => string;
}

const bytesOf = (secret: string): Uint8Array => new TextEncoder().encode(secret);
const latin = (bytes: Iterable<number>): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
const urlSafe = (text: string): string => text.replace(/\+/g, '-').replace(/\//g, '_');
const hex = (secret: string): string =>
  Array.from(bytesOf(secret), (byte) => byte.toString(16).padStart(2, '0')).join('');
const percent = (secret: string): string => hex(secret).replace(/../g, (pair) => `%${pair}`);
const reversed = (secret: string): string => [...secret].reverse().join('');
const rot13 = (secret: string): string =>
  secret.replace(/[a-z]/gi, (letter) => {
    const first = letter <= 'Z' ? 65 : 97;
    return String.fromCharCode(((letter.charCodeAt(0) - first + 13) % 26) + first);
  });
const utf16 = (secret: string): string => Array.from(secret, (letter) => `\u0000${letter}`).join('');
/**
 * Base64 of a secret that stands `offset` bytes into a group of three: the characters that are the same whatever is
 * around it. All of them, because a few would also be found where no secret is.
 */
const base64Inside =
  (offset: number) =>
  (secret: string): string => {
    const bytes = bytesOf(secret);
    const [first, end] = [Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6)];
    return btoa('\u0000'.repeat(offset) + latin(bytes)).slice(first, end);
  };

/** Ways to write a text down. */
const PLAIN: readonly Disguise[] = [
  { name: 'plain', of: (secret) => secret },
  { name: 'reversed', of: reversed },
  { name: 'first half', of: (secret) => secret.slice(0, secret.length / 2) },
  { name: 'second half', of: (secret) => secret.slice(secret.length / 2) },
  { name: 'rot13', of: rot13 },
  { name: 'spaced', of: (secret) => [...secret].join(' ') },
  { name: 'with commas', of: (secret) => [...secret].join(',') },
  { name: 'utf-16', of: utf16 },
];

/** Ways to encode it. */
const ENCODINGS: readonly Disguise[] = [
  { name: 'as it is', of: (text) => text },
  { name: 'base64', of: base64Inside(0) },
  { name: 'base64 one byte on', of: base64Inside(1) },
  { name: 'base64 two bytes on', of: base64Inside(2) },
  { name: 'base64url', of: (text) => urlSafe(base64Inside(0)(text)) },
  { name: 'hex', of: hex },
  { name: 'URL-encoded', of: percent },
  { name: 'character codes', of: (text) => [...bytesOf(text)].join(',') },
];

/** The 64 forms of a secret: each way to write it down in each encoding. Letters count in either case. */
export function formsOf(secret: string): { readonly name: string; readonly text: string }[] {
  return PLAIN.flatMap((plain) =>
    ENCODINGS.map((encoding) => ({ name: `${plain.name}, ${encoding.name}`, text: encoding.of(plain.of(secret)) })),
  );
}

/** Which forms of which secrets are in a text. Letters count in either case, and escapes of JSON are undone. */
export function findSecrets(text: string, secrets: readonly string[]): string[] {
  const haystack = text.replace(/\\u0000/g, '\u0000').toLowerCase();
  return secrets.flatMap((secret) =>
    formsOf(secret)
      .filter((form) => haystack.includes(form.text.toLowerCase()))
      .map((form) => `${secret}: ${form.name}`),
  );
}
