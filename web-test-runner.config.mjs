import { esbuildPlugin } from '@web/dev-server-esbuild';
import { chromeLauncher } from '@web/test-runner-chrome';
import { defaultReporter } from '@web/test-runner';
import { fileURLToPath } from 'node:url';
import { launch } from 'puppeteer-core';
import { findBrowser, launchOptions } from './scripts/browser.mjs';
import { inputPlugin } from './scripts/wtr-input.mjs';
import { countingReporter } from './scripts/wtr-counts.mjs';

const options = launchOptions(await findBrowser());
const countsFile = process.env.COUNTS_FILE;

/** Browsers that work on a file already. */
const hasPage = new WeakSet();

export default {
  files: 'test/browser/**/*.test.ts',
  rootDir: fileURLToPath(new URL('.', import.meta.url)),
  // Production conditions: what is tested is the Lit that ships, and its dev-mode notice stays out of the log.
  nodeResolve: { exportConditions: ['browser', 'production'] },
  plugins: [
    inputPlugin(),
    esbuildPlugin({
      ts: true,
      target: 'es2022',
      tsconfig: fileURLToPath(new URL('./tsconfig.json', import.meta.url)),
    }),
  ],
  browsers: [chromeLauncher({ launchOptions: options, concurrency: 2, createPage: pageOfItsOwn })],
  concurrentBrowsers: 1,
  testFramework: { config: { timeout: 10_000 } },
  testsStartTimeout: 60_000,
  testsFinishTimeout: 180_000,
  reporters: countsFile
    ? [defaultReporter({ reportTestProgress: false }), countingReporter(countsFile)]
    : [defaultReporter()],
};

/**
 * The page for one file after the other; two of them work at the same time. Each is in a browser of its own, because two
 * in one browser would take the focus from each other, and only one of them would be drawn.
 */
async function pageOfItsOwn({ browser, context }) {
  if (!hasPage.has(browser)) {
    hasPage.add(browser);
    return context.newPage();
  }
  const own = await launch(options);
  browser.once('disconnected', () => own.close());
  return own.newPage();
}
