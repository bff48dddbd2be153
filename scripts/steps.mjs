/**
 * What `npm test` runs, in this order: cheap checks first. Each step is a script of package.json, so that it can also be
 * run by itself.
 *
 * - `name`: for people and for `node scripts/test.mjs NAME…`
 * - `script`: the script of package.json, `args` what is added to it
 * - `counts`: the file in which the step writes how many tests it ran; a step without is one check
 * - `needs`: steps that must have passed before
 * - `cores`: how many cores it keeps busy, its seconds of processor time for each second of its own; steps run side by
 *   side as long as all of them together find room on CORES. All of them unless it says less
 * - `timeoutMs`: after how long it is stopped; 10 minutes unless it says more
 */

/** The cores of the smallest machine that runs this. A larger one gets no more at once: what measures time is to be alone. */
export const CORES = 2;

const countsFile = (name) => `.cache/test/${name}.json`;

const check = (name, more = {}) => ({ name, script: `check:${name}`, cores: 1, ...more });

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
  cores: 0.7,
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
  { name: 'build', script: 'build', cores: 1 },
  check('manifest'),
  check('schemas'),
  check('package', { needs: ['build'] }),
  check('package-types', { needs: ['build'] }),
  check('entries', { needs: ['build'] }),
  check('size', { needs: ['build'] }),
  check('storybook'),
  // Its coverage of domain and storage has a floor, in vitest.config.ts.
  vitest('unit', { args: ['--coverage'] }),
  browserTests('browser'),
  browserTests('stories', { needs: ['storybook'] }),
  // Pictures of charts and cards, compared with those of before.
  browserTests('visual', { needs: ['storybook'] }),
  // From here on there is more waiting than work: for what dies to be missed, for what comes back to be found.
  vitest('e2e', { needs: ['build'], cores: 0.6, timeoutMs: 1_500_000 }),
  // Real browsers that are killed, frozen and starved.
  faults('chromium'),
  faults('firefox'),
];
