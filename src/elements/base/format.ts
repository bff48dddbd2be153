/** From here on a suffix is no help: it would stand behind more digits than fit. */
const LARGEST_SUFFIXED = 1e18;

/** Numbers, shares and ages as people read them, in the language of the element. */
export class Formatter {
  /** The language in use, as `Intl` accepts it. */
  readonly language: string;
  readonly #compact: () => Intl.NumberFormat;
  readonly #spoken: () => Intl.NumberFormat;
  readonly #exact: () => Intl.NumberFormat;
  readonly #percent: () => Intl.NumberFormat;
  readonly #tenths: () => Intl.NumberFormat;
  readonly #time: () => Intl.DateTimeFormat;

  /** @param language BCP 47 tag; an invalid one falls back to English. */
  constructor(language: string) {
    const locale = validLocale(language);
    const numbers = (options: Intl.NumberFormatOptions) => once(() => new Intl.NumberFormat(locale, options));
    this.language = locale;
    this.#compact = numbers({ notation: 'compact', maximumSignificantDigits: 3 });
    this.#spoken = numbers({ notation: 'compact', compactDisplay: 'long', maximumSignificantDigits: 3 });
    this.#exact = numbers({ maximumFractionDigits: 2 });
    this.#percent = numbers({ style: 'percent', maximumFractionDigits: 0 });
    this.#tenths = numbers({ minimumFractionDigits: 1, maximumFractionDigits: 1 });
    const time = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
    this.#time = once(() => new Intl.DateTimeFormat(locale, time));
  }

  /** Significant digits, three unless told, with a suffix: 2.01M. Beyond all suffixes as a power of ten: 1.7E308. */
  compact(value: number, digits = 3): string {
    const notation = Math.abs(value) < LARGEST_SUFFIXED ? 'compact' : 'scientific';
    if (digits === 3 && notation === 'compact') return this.#compact().format(value);
    return new Intl.NumberFormat(this.language, { notation, maximumSignificantDigits: digits }).format(value);
  }

  /** Three significant digits in words, for screen readers: 2.01 million. */
  spoken(value: number): string {
    return this.#spoken().format(value);
  }

  /** Every digit, at most two after the point: 2,007,412. */
  exact(value: number): string {
    return this.#exact().format(value);
  }

  /** A share given in percent: 97 becomes "97%". */
  percent(value: number): string {
    return this.#percent().format(value / 100);
  }

  /** Time of day of an instant in epoch milliseconds: 15:20:10. */
  time(epochMs: number): string {
    return this.#time().format(epochMs);
  }

  /** An age in milliseconds: "0.4 s", "12 s", "3 min", "2 h". Unit symbols are international. */
  age(ms: number): string {
    return ms < 10_000 ? `${this.#tenths().format(Math.floor(ms / 100) / 10)} s` : this.coarseAge(ms);
  }

  /** An age in milliseconds without tenths, for many of them at once: "0 s", "12 s", "3 min", "2 h". */
  coarseAge(ms: number): string {
    if (ms < 60_000) return `${this.#exact().format(Math.floor(ms / 1_000))} s`;
    if (ms < 3_600_000) return `${this.#exact().format(Math.floor(ms / 60_000))} min`;
    return `${this.#exact().format(Math.floor(ms / 3_600_000))} h`;
  }
}

/** A value that is made when it is first asked for: what `Intl` makes takes half a millisecond each. */
function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}

function validLocale(language: string): string {
  try {
    return Intl.getCanonicalLocales(language)[0] ?? 'en';
  } catch {
    return 'en';
  }
}
