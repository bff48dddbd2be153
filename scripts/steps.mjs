/**
 * What `npm test` runs, in this order: cheap checks first, two at a time. Each step is a script of package.json, so that
 * it can also be run by itself.
 *
 * - `name`: for people and for `node scripts/test.mjs NAME…`
 * - `script`: the script of package.json, `args` what is added to it
 * - `counts`: the file in which the step writes how many tests it ran; a step without is one check
 * - `needs`: steps that must have passed before
 * - `beside`: steps with the same word may run side by side; one without runs alone, as it uses every core or waits
 *   for what happens in time
 * - `timeoutMs`: after how long it is stopped; 10 minutes unless it says more
 */
const countsFile = (name) => `.cache/test/${name}.json`;

const check = (name, more = {}) => ({ name, script: `check:${name}`, beside: 'checks', ...more });

const vitest = (name, { args = [], ...more } = {}) => ({
  name,
  script: `test:${name}`,
  args: ['--reporter=default', '--reporter=json', `--outputFile.json=${countsFile(name)}`, ...args],
  counts: countsFile(name),
  ...more,
});

const faults = (engine) => ({
  ...vitest(`faults-${engine}`, { needs: ['build'], timeoutMs: 1_500_000 }),
  script: 'test:faults',
  env: { AURIGRAPH_ENGINE: engine },
  beside: 'faults',
});

const browserTests = (name, more = {}) => ({
  name,
  script: `test:${name}`,
  env: { COUNTS_FILE: countsFile(name) },
  counts: countsFile(name),
  ...more,
});

export const steps = [
  check('format'),
  check('lint'),
  check('types'),
  check('templates'),
  check('arrows'),
  check('unused'),
  check('lockfile'),
  { name: 'build', script: 'build', beside: 'checks' },
  // Its coverage of domain and storage has a floor, in vitest.config.ts.
  vitest('unit', { args: ['--coverage'] }),
  browserTests('browser'),
  check('manifest'),
  check('schemas'),
  check('package', { needs: ['build'] }),
  check('package-types', { needs: ['build'] }),
  check('entries', { needs: ['build'] }),
  check('size', { needs: ['build'] }),
  check('storybook'),
  browserTests('stories', { needs: ['storybook'] }),
  // Pictures of charts and cards, compared with those of before.
  browserTests('visual', { needs: ['storybook'] }),
  vitest('e2e', { needs: ['build'] }),
  // Real browsers that are killed, frozen and starved: much of it is waiting, so that both engines share the machine.
  faults('chromium'),
  faults('firefox'),
];
