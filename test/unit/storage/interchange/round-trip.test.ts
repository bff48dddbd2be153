import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../../../src/domain/configuration.js';
import { configurationSchema } from '../../../../src/domain/schemas/configuration.js';
import { FailureError } from '../../../../src/domain/failure.js';
import { FEED_DEFAULTS } from '../../../../src/domain/node-config.js';
import { validate } from '../../../../src/domain/validation.js';
import { readFile } from '../../../../src/storage/interchange/read-file.js';
import { writeConfigurations } from '../../../../src/storage/interchange/write-file.js';
import { Dice, generatedConfiguration, mutated } from '../../../support/generated-files.js';
import { fixture, fixtureJson, readOptions } from './files.js';

/** Generated files in all; a tenth as many round trips. AURIGRAPH_RUNS=1000000 is the long run (reliability G9). */
const RUNS = Number(process.env['AURIGRAPH_RUNS'] ?? 100_000);
const TIMEOUT_MS = 120_000 + RUNS * 5;

/** The number that a file is made from; a failure names it. */
const dice = fc.noShrink(fc.integer()).map((seed) => new Dice(seed));

const readAll = (source: string): readonly Configuration[] =>
  readFile(source, readOptions()).configurations.map(({ configuration, issues }) => {
    if (configuration === undefined) throw new Error(`Refused: ${JSON.stringify(issues)} ${source}`);
    return configuration;
  });

describe('G9: round trips', () => {
  it(
    `of ${RUNS / 10} valid files are byte-exact, unknown fields included`,
    () => {
      let slim = 0;
      let unknown = 0;
      fc.assert(
        fc.property(dice, (made) => {
          const written = JSON.stringify(generatedConfiguration(made), null, 2);
          slim += written.includes('[REDACTED]') ? 1 : 0;
          unknown += written.includes('"x-') ? 1 : 0;
          if (writeConfigurations(readAll(written)) !== written) throw new Error(written);
        }),
        { numRuns: RUNS / 10 },
      );
      // Otherwise it would prove little.
      expect(Math.min(slim, unknown)).toBeGreaterThan(RUNS / 50);
    },
    TIMEOUT_MS,
  );

  it('of lists and bundles are byte-exact', () => {
    const settings = fixtureJson('settings-seed');
    fc.assert(
      fc.property(dice, (made) => {
        const files = [generatedConfiguration(made), generatedConfiguration(made)];
        const list = JSON.stringify(files, null, 2);
        expect(writeConfigurations(readAll(list))).toBe(list);
        const bundle = JSON.stringify({ configs: files, settings }, null, 2);
        const read = readFile(bundle, readOptions());
        expect(writeConfigurations(readAll(bundle), { settings: read.settings?.settings })).toBe(bundle);
      }),
      { numRuns: 500 },
    );
  });

  it('through the Dart form lose nothing', () => {
    fc.assert(
      fc.property(dice, (made) => {
        const [original] = readAll(JSON.stringify(generatedConfiguration(made)));
        const dart = writeConfigurations(original === undefined ? [] : [original], { dialect: 'dart' });
        const [again] = readAll(dart);
        // Redaction has taken the names of keys, and reading gave them back.
        expect(again).toEqual(original);
      }),
      { numRuns: 1_000 },
    );
  });
});

const SOURCES = [
  ...['config-seed-ts', 'config-flutter', 'config-reactnative', 'config-portal-saved', 'config-webdemo-v1'],
  ...['config-flutter-sdk-business', 'backend-nodeconfig-channel', 'settings-seed', 'settings-portal-slice'],
].map((file) => JSON.stringify(JSON.parse(fixture(file))));

describe('G9: generated hostile files', () => {
  it(
    `${RUNS} of them crash nothing, change nothing, and what is read of them is valid`,
    () => {
      const counts = { refused: 0, entries: 0, accepted: 0 };
      const keys = Reflect.ownKeys(Object.prototype).length;
      const defaults = JSON.stringify(FEED_DEFAULTS);
      fc.assert(
        fc.property(dice, (made) => {
          const source = mutated(made.pick(SOURCES), made);
          for (const each of configurationsIn(source, made.pick(['refuse', 'clamp']), counts)) holds(each, source);
          if (Reflect.ownKeys(Object.prototype).length !== keys) throw new Error(`A prototype was changed: ${source}`);
        }),
        { numRuns: RUNS },
      );
      expect(JSON.stringify(FEED_DEFAULTS)).toBe(defaults);
      // Each way out has been taken often enough to mean something.
      for (const count of Object.values(counts)) expect(count).toBeGreaterThan(RUNS / 20);
    },
    TIMEOUT_MS,
  );
});

/** What was read is valid, and what is written of it reads the same. */
function holds(configuration: Configuration, source: string): void {
  if (!validate(configurationSchema, configuration).ok) throw new Error(`What was read is not valid: ${source}`);
  const written = writeConfigurations([configuration]);
  const [again] = readFile(written, readOptions()).configurations;
  if (again?.configuration === undefined || writeConfigurations([again.configuration]) !== written)
    throw new Error(`What was written reads differently: ${source}`);
}

function configurationsIn(
  source: string,
  outOfRange: 'refuse' | 'clamp',
  counts: { refused: number; entries: number; accepted: number },
): readonly Configuration[] {
  try {
    const { configurations } = readFile(source, readOptions({ outOfRange }));
    const accepted = configurations.flatMap(({ configuration }) => configuration ?? []);
    counts.accepted += accepted.length;
    counts.entries += configurations.length - accepted.length;
    return accepted;
  } catch (error) {
    if (!(error instanceof FailureError) || error.failure.code !== 'invalid-import') throw error;
    counts.refused += 1;
    return [];
  }
}
