/**
 * Any text in letters, digits and `_` alone, so that it stands in an address, in a fragment and in a list of parameters as
 * it is, whichever way it is put there (RFC 3986 2.3, `encodeURIComponent`, `URLSearchParams`), and is not changed when an
 * address is read:
 *
 *     "__"               a space
 *     "_" 2 hex digits   a UTF-16 unit up to FF: _3E for >
 *     "_u" 4 hex digits  any other: _u20AC for €
 *
 * The sign of percent will not do: what it stands for would come to light while the address is read, and be taken for
 * what separates the parts.
 */

const ESCAPE = /_(?:_|([0-9a-f]{2})|u([0-9a-f]{4}))/gi;
const PLAIN = /[0-9A-Za-z]/;

/** A text in plain characters; those of `also`, such as `-.`, stay as well. Never throws, also not for half a character. */
export function toPlainText(text: string, also = ''): string {
  // By units, so that even what is no character comes back as it was.
  return text
    .split('')
    .map((unit) => (PLAIN.test(unit) || also.includes(unit) ? unit : escaped(unit)))
    .join('');
}

/** The text that stands in plain characters. What was never escaped is taken as it is, so that people may type it. */
export function fromPlainText(plain: string): string {
  return plain.replaceAll(ESCAPE, (_escape, byte?: string, unit?: string) => {
    const code = byte ?? unit;
    return code === undefined ? ' ' : String.fromCharCode(Number.parseInt(code, 16));
  });
}

function escaped(unit: string): string {
  if (unit === ' ') return '__';
  const code = unit.charCodeAt(0).toString(16).toUpperCase();
  return code.length > 2 ? `_u${code.padStart(4, '0')}` : `_${code.padStart(2, '0')}`;
}
