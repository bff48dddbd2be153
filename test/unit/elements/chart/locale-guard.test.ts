import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const guard = '../../../../src/elements/base/chart/locale-guard.js';

async function importGuard(): Promise<{ restoreLanguage: () => void }> {
  return import(guard) as Promise<{ restoreLanguage: () => void }>;
}

/** A navigator as browsers have it: the language is a getter of the prototype. */
function navigatorWith(language: string): Navigator {
  return Object.create({
    get language() {
      return language;
    },
  }) as Navigator;
}

describe('the language while uPlot is loaded', () => {
  beforeEach(() => vi.resetModules());
  afterEach(() => vi.unstubAllGlobals());

  it.each(['C', 'en-US@posix', ''])('is English where the browser says %j, and is given back', async (language) => {
    const navigator = navigatorWith(language);
    vi.stubGlobal('navigator', navigator);
    const { restoreLanguage } = await importGuard();
    expect(navigator.language).toBe('en');
    restoreLanguage();
    expect(navigator.language).toBe(language);
    expect(Object.keys(Object.getOwnPropertyDescriptors(navigator))).toEqual([]);
  });

  it('is left alone where it is a language', async () => {
    const navigator = navigatorWith('pt-BR');
    vi.stubGlobal('navigator', navigator);
    const { restoreLanguage } = await importGuard();
    expect(navigator.language).toBe('pt-BR');
    restoreLanguage();
    expect(navigator.language).toBe('pt-BR');
  });

  it('gives back what the page itself had put on the navigator', async () => {
    const navigator = Object.defineProperty(navigatorWith('de'), 'language', { value: 'C', configurable: true });
    vi.stubGlobal('navigator', navigator);
    const { restoreLanguage } = await importGuard();
    expect(navigator.language).toBe('en');
    restoreLanguage();
    expect(navigator.language).toBe('C');
  });

  it('does not matter where there is no navigator', async () => {
    vi.stubGlobal('navigator', undefined);
    const { restoreLanguage } = await importGuard();
    expect(restoreLanguage).not.toThrow();
  });
});
