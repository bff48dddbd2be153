/** Tests that run in more than one browser engine. */
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe } from 'vitest';
import { findFirefox, firefoxLaunchOptions } from '../../scripts/browser.mjs';
import { launchFirefox } from '../../scripts/launch-firefox.mjs';
import { launchBrowser } from './browser.js';

/** The browser of a chapter of tests, from before its first test on. */
export interface Chapter {
  readonly name: 'chromium' | 'firefox';
  readonly browser: Browser;
}

/** The same tests in Chromium and in Firefox, one after the other; skipped in Firefox where there is none. */
export function describeInBrowsers(title: string, tests: (chapter: Chapter) => void): void {
  describe(`${title} in chromium`, () => tests(begin('chromium', launchBrowser)));
  const firefox = findFirefox();
  const describeFirefox = firefox === undefined ? describe.skip : describe;
  describeFirefox(`${title} in firefox`, () => {
    tests(begin('firefox', () => (firefox ? launchFirefox(firefoxLaunchOptions(firefox)) : launchBrowser())));
  });
}

function begin(name: Chapter['name'], start: () => Promise<Browser>): Chapter {
  let running: Browser | undefined;
  beforeAll(async () => void (running = await start()));
  afterAll(() => running?.close());
  return {
    name,
    get browser() {
      if (running === undefined) throw new Error('The browser was not started yet.');
      return running;
    },
  };
}
