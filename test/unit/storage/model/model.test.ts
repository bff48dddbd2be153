import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadInterchange } from '../../../../src/storage/interchange/load-interchange.js';
import { anySteps, OUTAGE_NAMES, STEP_NAMES, stepCounts, World, type Model } from './steps.js';

/** How many stories; 10,000 in the long run. */
const RUNS = Number(process.env['AURIGRAPH_RUNS'] ?? 300);
/** Stories have any length up to this one, 60 on average. */
const MAX_STEPS = 180;

// The codec is loaded on first use, from a disk that no fake stands for.
beforeAll(() => loadInterchange());

/** Tells one story and what is wrong at its end. On failure fast-check prints the seed and the shortest such story. */
async function tell(seed: number, steps: Iterable<fc.AsyncCommand<Model, World>>): Promise<void> {
  const world = new World(seed);
  await fc.asyncModelRun(() => ({ model: { frozen: new Set<number>() }, real: world }), steps);
  const wrongs = await world.end();
  for (const tab of world.tabs) tab.close();
  if (wrongs.length > 0) throw new Error(`${wrongs.join('\n')}\n${world.history.toString()}`);
}

async function tellMany(numRuns: number, withOutages: boolean): Promise<void> {
  stepCounts.clear();
  const property = fc.asyncProperty(fc.nat(), anySteps(MAX_STEPS, withOutages), tell);
  await fc.assert(property, { numRuns });
  const total = [...stepCounts.values()].reduce((sum, count) => sum + count, 0);
  console.warn(`G18: ${numRuns} stories, ${total} steps`, Object.fromEntries(stepCounts));
}

describe('three tabs, the schema design’s class, and everything that goes wrong', () => {
  it(
    `G18: ${RUNS} stories end with nothing lost, nothing silently overwritten, and every tab, element and mirror the same`,
    async () => {
      await tellMany(RUNS, false);
      expect([...stepCounts.keys()].sort()).toEqual([...STEP_NAMES].sort());
    },
    120_000 + RUNS * 1_000,
  );

  it(
    `G18, S8: ${Math.ceil(RUNS / 4)} stories with outages of IndexedDB lose nothing that was promised as durable`,
    async () => {
      await tellMany(Math.ceil(RUNS / 4), true);
      for (const name of OUTAGE_NAMES) expect(stepCounts.get(name)).toBeGreaterThan(0);
    },
    120_000 + RUNS * 1_000,
  );
});
