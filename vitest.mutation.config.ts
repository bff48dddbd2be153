import { defineConfig } from 'vitest/config';

// The tests of what is mutated, with few generated cases: each runs once for every change of the sources.
export default defineConfig({
  test: {
    environment: 'node',
    include: ['test/unit/domain/**/*.test.ts', 'test/unit/storage/**/*.test.ts'],
    exclude: ['test/unit/storage/model/**'],
    env: { AURIGRAPH_RUNS: '20' },
    testTimeout: 10_000,
  },
});
