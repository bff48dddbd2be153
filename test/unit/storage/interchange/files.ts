/** What the tests of reading and writing files share. */
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Configuration } from '../../../../src/domain/configuration.js';
import '../../../support/storage-parts-loaded.js';
import { FailureError, type Failure } from '../../../../src/domain/failure.js';
import { readFile } from '../../../../src/storage/interchange/read-file.js';
import type {
  ImportNotice,
  ReadConfiguration,
  ReadOptions,
  Reading,
  ReadSettings,
} from '../../../../src/storage/interchange/reading.js';

/** Parsed JSON that a test reaches into. */
export type Json = ReturnType<typeof JSON.parse>;

/** The moment that every test takes for now. */
export const NOW = Date.parse('2026-11-01T10:00:00.000Z');

/** The text of a file under test/fixtures/interchange. */
export function fixture(name: string): string {
  return readFileSync(new URL(`../../../fixtures/interchange/${name}.json`, import.meta.url), 'utf8');
}

export function fixtureJson(name: string): Json {
  return JSON.parse(fixture(name));
}

/** Options with ids that can be foretold. */
export function readOptions(options: Partial<ReadOptions> = {}): ReadOptions {
  let made = 0;
  return { now: NOW, newId: () => `new-${(made += 1)}`, ...options };
}

/** Reads a file; a value is written as JSON first. */
export function read(file: unknown, options: Partial<ReadOptions> = {}): Reading {
  const source = typeof file === 'string' || file instanceof Uint8Array ? file : JSON.stringify(file);
  return readFile(source, readOptions(options));
}

/** The only configuration of a file. */
export function readOne(file: unknown, options: Partial<ReadOptions> = {}): ReadConfiguration {
  const { configurations } = read(file, options);
  expect(configurations).toHaveLength(1);
  return configurations[0] as ReadConfiguration;
}

/** The same, which must not be refused. */
export function accepted(file: unknown, options: Partial<ReadOptions> = {}): Configuration & Record<string, Json> {
  const { configuration, issues } = readOne(file, options);
  expect(issues).toEqual([]);
  return configuration as Configuration;
}

/** The settings of a file. */
export function readSettingsOf(file: unknown, options: Partial<ReadOptions> = {}): ReadSettings {
  const { settings } = read(file, options);
  expect(settings).toBeDefined();
  return settings as ReadSettings;
}

/** The failure with which a file is refused as a whole. */
export function refusal(
  file: unknown,
  options: Partial<ReadOptions> = {},
): Extract<Failure, { code: 'invalid-import' }> {
  try {
    read(file, options);
  } catch (error) {
    expect(error).toBeInstanceOf(FailureError);
    const { failure } = error as FailureError;
    expect(failure.code).toBe('invalid-import');
    return failure as Extract<Failure, { code: 'invalid-import' }>;
  }
  throw new Error('The file was read.');
}

/** What is told about a path, written with dots. */
export function noticeAt(notices: readonly ImportNotice[], path: string): ImportNotice | undefined {
  return notices.find((notice) => notice.path.join('.') === path);
}

/** A valid configuration in canonical form, with one node of every type. */
export function canonicalFile(changes: Record<string, unknown> = {}): Json {
  return { ...fixtureJson('config-seed-ts'), ...changes };
}

/** The same with one node, whose config is changed. */
export function withConfig(type: string, config: Record<string, unknown>): Json {
  const file = canonicalFile();
  const node = (file.nodes as Json[]).find((each) => each.type === type);
  return { ...file, nodes: [{ ...node, config: { ...node.config, ...config } }] };
}
