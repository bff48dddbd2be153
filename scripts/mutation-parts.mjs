/**
 * What `npm run test:mutation` changes, in parts, each with the tests that are about it: a change is then noticed, or
 * not, by its own tests within a second, and not by whatever happens to pass through it.
 *
 * - `mutate`: the sources that are changed
 * - `tests`: the tests that have to notice
 */
export const mutationParts = {
  domain: { mutate: ['src/domain/**/*.ts'], tests: ['test/unit/domain/**/*.test.ts'] },
  journal: {
    mutate: ['src/storage/{journal,mirror,migrations,backups}.ts', 'src/storage/{journal,mirror,migrations}/*.ts'],
    tests: [
      'test/unit/storage/{journal,mirror,mirror-merge,mirror-base,mirror-window,three-way,tabs,fallback,failover,key-value-store}.test.ts',
      'test/unit/storage/{configurations,settings,migrations,versions,backups}.test.ts',
      'test/unit/storage/model/after-an-outage.test.ts',
    ],
  },
  interchange: {
    mutate: ['src/storage/interchange/**/*.ts'],
    // Not the large hostile files, which look for time and pollution, nor the JSON Schemas: a second each.
    tests: ['test/unit/storage/interchange/!(hostile|schemas).test.ts'],
  },
};

/** The part that this process works on; Stryker and Vitest are told by the environment. */
export function currentPart() {
  return mutationParts[process.env.AURIGRAPH_PART ?? ''];
}
