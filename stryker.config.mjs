import { currentPart } from './scripts/mutation-parts.mjs';

// Tests run in threads here, which cannot choose a time zone of their own, and one of them is about summer time.
process.env.TZ = 'Europe/Berlin';

const name = process.env.AURIGRAPH_PART ?? '';

/** One part of `npm run test:mutation`, see scripts/mutation.mjs. */
export default {
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.mutation.config.ts' },
  mutate: currentPart()?.mutate ?? [],
  reporters: ['progress-append-only', 'clear-text', 'html', 'json'],
  htmlReporter: { fileName: `.cache/mutation/${name}.html` },
  jsonReporter: { fileName: `.cache/mutation/${name}.json` },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportScoreTable: true },
  tempDirName: `.cache/mutation/sandbox-${name}`,
  incremental: true,
  incrementalFile: `.cache/mutation/incremental-${name}.json`,
  // A static mutant needs every test anew; there are few, in tables of fields, and their tests compare the tables.
  ignoreStatic: false,
  concurrency: 2,
  thresholds: { high: 95, low: 90, break: 85 },
};
