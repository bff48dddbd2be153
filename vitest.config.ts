import { defineConfig } from 'vitest/config';

/**
 * How long a test in a real browser may take before it counts as stuck, in milliseconds. Several run side by side on two
 * cores, so that one which takes half a minute by itself may take more than one.
 */
const PATIENCE_MS = 180_000;

/** How long a condition in a page is waited for on such a machine, in milliseconds; it is looked at every 50. */
const CONDITION_MS = 30_000;

// Projects: `unit` runs the sources in plain Node; `e2e` drives a real browser against the built dist/, and `faults`
// breaks the stores of two browsers under it.
export default defineConfig({
  test: {
    // Every core: by itself it would leave one of two to itself.
    maxWorkers: '100%',
    coverage: {
      provider: 'v8',
      include: ['src/domain/**/*.ts', 'src/storage/**/*.ts'],
      // What is nothing but types, and what lists exports.
      exclude: ['src/storage/ports.ts', 'src/storage/interchange/reading.ts', 'src/storage/index.ts'],
      reporter: ['text-summary', 'json-summary', 'html'],
      reportsDirectory: '.cache/coverage',
      thresholds: { lines: 95, branches: 95 },
    },
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['test/unit/**/*.test.ts'],
          setupFiles: ['test/support/property-seed.ts'],
          testTimeout: 10_000,
        },
      },
      {
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/support/e2e-setup.ts'],
          // One browser at a time: two of them on two cores measure each other.
          fileParallelism: false,
          testTimeout: PATIENCE_MS,
          hookTimeout: PATIENCE_MS,
          expect: { poll: { timeout: CONDITION_MS } },
        },
      },
      {
        test: {
          name: 'faults',
          environment: 'node',
          include: ['test/faults/**/*.test.ts'],
          globalSetup: ['test/faults/support/setup.ts'],
          // Two Firefoxes that start together on two cores may crash at launch.
          fileParallelism: false,
          testTimeout: process.env.AURIGRAPH_LONG ? 3_600_000 : PATIENCE_MS,
          hookTimeout: PATIENCE_MS,
          expect: { poll: { timeout: CONDITION_MS } },
        },
      },
    ],
  },
});
