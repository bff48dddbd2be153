/** Numbers as people write them into a field: with the separators of their language, or with a plain point. */
export class NumberText {
  readonly #format: Intl.NumberFormat;
  readonly #grouped: RegExp;
  readonly #group: string;
  readonly #decimal: string;

  /** @param language BCP 47 tag that `Intl` accepts. */
  constructor(language: string) {
    // Latin digits in every language, so that what is shown can be typed and read back.
    this.#format = new Intl.NumberFormat(language, { maximumFractionDigits: 20, numberingSystem: 'latn' });
    const parts = this.#format.formatToParts(-1_234_567.8);
    this.#group = parts.find(({ type }) => type === 'group')?.value ?? ',';
    this.#decimal = parts.find(({ type }) => type === 'decimal')?.value ?? '.';
    const [group, decimal] = [this.#group, this.#decimal].map(
      (text) => `\\u{${text.codePointAt(0)?.toString(16) ?? ''}}`,
    );
    // Two or three digits between separators: Indian languages write 12,34,567.
    this.#grouped = new RegExp(`^-?[1-9]\\d{0,2}(${group}\\d{2,3})*${group}\\d{3}(${decimal}\\d*)?$`, 'u');
  }

  /** A value as text for the field; what is no number is shown as it is. */
  write(value: unknown): string {
    if (typeof value === 'number') return this.#format.format(value);
    return typeof value === 'string' ? value : '';
  }

  /** The number that a text means; the text itself where it means none. */
  read(text: string): number | string {
    // Groups are also written with spaces of every width and with apostrophes.
    const dense = text
      .trim()
      .replace(/(?<=\d)[\s'’](?=\d{3})/gu, '')
      .replace('−', '-');
    const plain = this.#grouped.test(dense) ? dense.replaceAll(this.#group, '') : dense;
    const number = plain.replace(this.#decimal, '.');
    return PLAIN_NUMBER.test(number) ? Number(number) : text.trim();
  }
}

const PLAIN_NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i;
