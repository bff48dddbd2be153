import { esbuildPlugin } from '@web/dev-server-esbuild';
import { chromeLauncher } from '@web/test-runner-chrome';
import { defaultReporter } from '@web/test-runner';
import { fileURLToPath } from 'node:url';
import { findBrowser, launchOptions } from './scripts/browser.mjs';
import { inputPlugin } from './scripts/wtr-input.mjs';
import { countingReporter } from './scripts/wtr-counts.mjs';

const browser = await findBrowser();
const countsFile = process.env.COUNTS_FILE;

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
  browsers: [chromeLauncher({ launchOptions: launchOptions(browser), concurrency: 1 })],
  concurrentBrowsers: 1,
  testFramework: { config: { timeout: 10_000 } },
  testsStartTimeout: 60_000,
  testsFinishTimeout: 180_000,
  reporters: countsFile
    ? [defaultReporter({ reportTestProgress: false }), countingReporter(countsFile)]
    : [defaultReporter()],
};
