/**
 * uPlot 1.6.32 builds `new Intl.NumberFormat(navigator.language)` while it is imported, and that throws where the
 * browser reports something that is not a language tag, such as `C` or `en-US@posix` (reliability, finding 12).
 *
 * This module has to be imported before uPlot: while uPlot loads, such a browser is said to speak English. The getter
 * is shadowed on the navigator itself and uncovered again by {@link restoreLanguage}, in the same turn.
 */
const before = hideInvalidLanguage();

/** Ends what importing this module began. Call it once uPlot is loaded. */
export function restoreLanguage(): void {
  if (before === undefined) return;
  if (before.own === undefined) Reflect.deleteProperty(navigator, 'language');
  else Reflect.defineProperty(navigator, 'language', before.own);
}

/** Nothing where there is nothing to hide; else the navigator's own property as it was, if it had one. */
function hideInvalidLanguage(): { readonly own: PropertyDescriptor | undefined } | undefined {
  if (typeof navigator === 'undefined' || isLanguageTag(navigator.language)) return undefined;
  const own = Reflect.getOwnPropertyDescriptor(navigator, 'language');
  Reflect.defineProperty(navigator, 'language', { value: 'en', configurable: true });
  return { own };
}

function isLanguageTag(language: string): boolean {
  try {
    return Intl.getCanonicalLocales(language).length > 0;
  } catch {
    return false;
  }
}
