import { defineConfig } from 'vitest/config';
import { currentPart } from './scripts/mutation-parts.mjs';

// The tests of what is mutated, with few generated cases: each runs once for every change of the sources.
export default defineConfig({
  test: {
    environment: 'node',
    include: currentPart()?.tests ?? [],
    env: { AURIGRAPH_RUNS: '200' },
    // What runs for ever is Stryker's business, which knows how long a test took without a change.
    testTimeout: 60_000,
  },
});
