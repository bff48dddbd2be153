import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { loadInterchange } from '../../../../src/storage/interchange/load-interchange.js';
import { CRASH_OPERATIONS, type CrashOperation } from './crash-operations.js';
import { KNOWN_DEFECTS, MISHAPS, referenceOf, wrongsAt, type Mishap } from './crash-points.js';

// A version before the first one, so that there is something to lift.
vi.mock('../../../../src/storage/schema-steps.js', () => {
  const lift = { from: '0.9', to: '1.0', migrate: (data: object) => ({ ...data, lifted: true }) };
  return { SCHEMA_STEPS: { configuration: [lift], settings: [] } };
});

// The codec is loaded on first use, from a disk that no fake stands for.
beforeAll(() => loadInterchange());

const counts: Record<string, number> = {};
afterAll(() => console.warn('G4 crash points:', counts));

/** Lets every storage operation of one operation go wrong, and counts them. */
async function enumerate(operation: CrashOperation, mishap: Mishap): Promise<void> {
  const reference = await referenceOf(operation);
  expect(reference.after).not.toEqual(reference.before);
  let k = 0;
  const wrongs: string[] = [];
  for (;;) {
    const found = await wrongsAt(operation, k + 1, mishap, reference);
    if (found === undefined) break;
    k += 1;
    wrongs.push(...found.map((wrong) => `${k} (${reference.operations[k - 1]}): ${wrong}`));
  }
  expect(k).toBeGreaterThanOrEqual(reference.operations.length);
  expect(k).toBeGreaterThan(0);
  counts[operation.name] = (counts[operation.name] ?? 0) + k;
  expect(wrongs).toEqual([]);
}

describe.each(CRASH_OPERATIONS.map((operation) => [operation.name, operation] as const))('%s', (name, operation) => {
  for (const mishap of MISHAPS) {
    const test = KNOWN_DEFECTS.has(`${name}, ${mishap}`) ? it.fails : it;
    test(`S21, G4: is whole, and can be done again, whichever storage operation goes wrong (${mishap})`, async () => {
      await enumerate(operation, mishap);
    }, 120_000);
  }
});
