/** Cells of CSV files (RFC 4180), as charts and grids write them. */

/**
 * Characters with which a spreadsheet takes a text for a formula, or for the end of a cell; the wide ones are read as
 * their narrow ones where Japanese is typed (OWASP, CSV injection).
 */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** A spreadsheet takes a file without it for one of its own old alphabets. */
export const BYTE_ORDER_MARK = '\uFEFF';

/**
 * A text as a cell. One that a spreadsheet would run as a formula gets an apostrophe: it is shown as text, and who reads
 * the file with a program finds the apostrophe in front of it.
 */
export function textCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A number as a cell: plain digits with a decimal point in any language; empty where it is unknown or infinite. */
export function numberCell(value: number | undefined): string {
  if (value === undefined || !Number.isFinite(value)) return '';
  const text = String(value);
  return text.includes('e') ? withoutExponent(text) : text;
}

/** The same digits with the point where the exponent puts it: some programs take 1e-7 for words. */
function withoutExponent(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = ''] = /^(-?)(\d+)\.?(\d*)e([+-]\d+)$/.exec(text) ?? [];
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return sign + digits.padEnd(point, '0');
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** Cells as a line of a file. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.join(',')}\r\n`;
}
