/**
 * `npm run test:mutation`: changes the sources of what must not fail, one small change at a time, and sees whether a
 * test notices. `npm run test:mutation -- --mutate 'src/domain/*.ts'` looks at a part.
 */
export default {
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.mutation.config.ts' },
  mutate: [
    'src/domain/**/*.ts',
    'src/storage/{journal,mirror,migrations,backups}.ts',
    'src/storage/{journal,mirror}/*.ts',
    'src/storage/migrations/*.ts',
    'src/storage/interchange/**/*.ts',
  ],
  reporters: ['clear-text', 'html', 'json'],
  htmlReporter: { fileName: '.cache/mutation/report.html' },
  jsonReporter: { fileName: '.cache/mutation/report.json' },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportScoreTable: true },
  tempDirName: '.cache/mutation/sandbox',
  incremental: true,
  incrementalFile: '.cache/mutation/incremental.json',
  // A static mutant needs every test anew; there are few, in tables of fields, and their tests compare the tables.
  ignoreStatic: false,
  concurrency: 2,
  thresholds: { high: 95, low: 90, break: 85 },
};
