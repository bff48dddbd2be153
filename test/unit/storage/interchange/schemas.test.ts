/** The published JSON Schemas say what the library reads. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { configurationSchema } from '../../../../src/domain/schemas/configuration.js';
import { metricsCacheSchema } from '../../../../src/domain/schemas/metrics.js';
import { nodeConfigurationSchema } from '../../../../src/domain/schemas/node-config.js';
import { appSettingsSchema } from '../../../../src/domain/schemas/settings.js';
import { createNodeConfiguration, NODE_TYPES } from '../../../../src/domain/node-config.js';

import { validate } from '../../../../src/domain/validation.js';
import type * as z from '../../../../src/domain/zod.js';
import { isValid, type JsonSchema } from '../../../support/json-schema.js';
import { seedConfiguration, seedMetrics, seedSettings } from '../support.js';

const FOLDER = new URL('../../../../schemas/', import.meta.url);

function published(name: string): JsonSchema {
  return JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8')) as JsonSchema;
}

/** A seed configuration with a node of every type and a feed of every provider. */
function fullConfiguration(): unknown {
  const nodes = NODE_TYPES.map((type) => createNodeConfiguration(type, `${type}-1`, type));
  const lists = { alpaca: { symbols: ['A'] }, weather: { locations: ['B'] }, twitter: { topics: ['C'] } };
  return { ...seedConfiguration(), nodes: nodes.map((node) => ({ ...node, config: { ...node.config, ...lists } })) };
}

/** Metrics with a point in every chart and a block of every type. */
function fullMetrics(): unknown {
  const metrics = seedMetrics();
  const time = '2026-09-21T14:15:23.456Z';
  const chartData = {
    tps: [{ timestamp: time, value: 1 }],
    consensus: [{ timestamp: 1_790_000_000_000, blocksValidated: 1, consensusRounds: 1 }],
    apiFeeds: [{ provider: 'weather', apiCalls: 1, dataPoints: 1, successRate: 99 }],
    finalityLatency: [{ timestamp: time, value: 1 }],
  };
  return { ...metrics, chartData };
}

const ENTITIES: readonly (readonly [string, z.Schema, () => unknown])[] = [
  ['configuration', configurationSchema, fullConfiguration],
  ['node-configuration', nodeConfigurationSchema, () => createNodeConfiguration('slim', 's', 'Feed')],
  ['settings', appSettingsSchema, seedSettings],
  ['metrics-cache', metricsCacheSchema, fullMetrics],
];

/** Values around every limit, and of every type. */
const numbers = [
  0, 1, 0.5, -1, 1.5, 9, 10, 149, 150, 300, 301, 500, 501, 999, 1_000, 1e4, 60_000, 60_001, 3e5, 300_001,
];
const texts = ['', ' ', '\t\n', 'x', ' x ', 'x'.repeat(100), 'x'.repeat(101), 'x'.repeat(200), 'x'.repeat(201)];
const longTexts = ['x'.repeat(2_000), 'x'.repeat(2_001), `https://a/${'x'.repeat(2_100)}`];
const dates = [
  '2026-09-21T14:15:23.456Z',
  '2026-09-21T14:15Z',
  '2026-09-21T14:15:23+05:30',
  '2026-09-21T14:15:23',
  'now',
];
const oddDates = ['2026-13-01T00:00:00Z', '2026-01-32T00:00:00Z', '2026-01-01T25:00:00Z', '2026-01-01T00:60:00Z'];
const addresses = [
  'http://a',
  'https://a:1/b?c#d',
  'ws://a',
  'wss://a/ws',
  'ftp://a',
  'javascript:0',
  'http://u:p@a',
  '//a',
];
const words = [
  'production',
  'Production',
  'round-robin',
  'weighted',
  'alpaca',
  'weather',
  'dark',
  'vizor',
  'slim',
  'LEADER',
];
const others = [null, true, false, [], ['x'], [' '], [1], {}, { symbols: [] }, 8.64e15, 8.64e15 + 1, 1e21];
const replacements: unknown[] = [numbers, texts, longTexts, dates, oddDates, addresses, words, others].flat();

type Place = readonly (string | number)[];

/** Every place inside a value. */
function placesIn(value: unknown, place: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [place];
  const inside = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [place, ...inside.flatMap(([key, field]) => placesIn(field, [...place, key]))];
}

/** A copy in which one place has another value, or is gone. */
function changed(value: unknown, [key, ...rest]: Place, replacement: unknown, isGone: boolean): unknown {
  if (key === undefined) return replacement;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const next = entries
    .filter(([name]) => !(isGone && rest.length === 0 && name === String(key)))
    .map(([name, field]) => [name, name === String(key) ? changed(field, rest, replacement, isGone) : field]);
  return Array.isArray(value) ? next.map(([, field]) => field as unknown) : Object.fromEntries(next);
}

describe.each(ENTITIES)('the JSON Schema of %s', (name, schema, sample) => {
  it('takes the sample of the schema design, as the library does', () => {
    expect(validate(schema, sample()).ok).toBe(true);
    expect(isValid(published(name), sample())).toBe(true);
  });

  it('agrees with the library on every place of the sample with every value around the limits', () => {
    const json = published(name);
    const base = sample();
    const verdicts = { good: 0, bad: 0 };
    for (const place of placesIn(base))
      for (const [index, replacement] of [...replacements, undefined].entries()) {
        const value = changed(base, place, replacement, index === replacements.length);
        if (value === undefined) continue;
        const [ours, theirs] = [validate(schema, value).ok, isValid(json, value)];
        if (ours !== theirs)
          expect.fail(`${place.join('.')} = ${JSON.stringify(replacement)}: zod ${ours}, JSON Schema ${theirs}`);
        verdicts[ours ? 'good' : 'bad'] += 1;
      }
    // Both kinds were there, or agreeing means nothing.
    expect(verdicts.good).toBeGreaterThan(50);
    expect(verdicts.bad).toBeGreaterThan(500);
  });

  it('agrees with the library on several changes at once, and on fields that nobody knows', () => {
    const json = published(name);
    const place = fc.constantFrom(...placesIn(sample()));
    const edit = fc.record({ place, replacement: fc.constantFrom(...replacements), isGone: fc.boolean() });
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 3 }), fc.jsonValue(), (edits, unknownField) => {
        let value: unknown = { ...(sample() as object), 'x-unknown': unknownField };
        for (const { place: at, replacement, isGone } of edits) value = changed(value, at, replacement, isGone);
        fc.pre(hasDistinctNodes(value));
        expect(isValid(json, value)).toBe(validate(schema, value).ok);
      }),
      { numRuns: 300 },
    );
  });

  it('has a name, a title, and a sentence for every field of a form', () => {
    const json = published(name);
    expect(json.$id).toBe(`urn:aurigraph:widgets:schema:1.0:${name}`);
    expect(json.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(json.title).toBeTypeOf('string');
    expect(json.description).toBeTypeOf('string');
  });
});

describe('schemas/', () => {
  it('has one for every entity, and none for API keys, which are never stored', () => {
    expect(readdirSync(FOLDER).sort()).toEqual(ENTITIES.map(([name]) => `${name}.json`).sort());
  });

  it('gives the ranges, units and defaults of the schema design', () => {
    const text = JSON.stringify(published('configuration'));
    expect(text).toContain('"minimum":150,"maximum":300,"title":"Consensus timeout"');
    expect(text).toContain('"When a follower calls an election. In ms.","default":200');
    expect(text).toContain('"enum":["round-robin","least-connections","weighted"]');
    expect(JSON.stringify(published('settings'))).toContain('"minimum":1000,"maximum":5000');
  });

  it('leaves one rule to the library, since JSON Schema cannot say it: ids of nodes are unique', () => {
    const [node] = seedConfiguration().nodes;
    const twice = { ...seedConfiguration(), nodes: [node, node] };
    expect(isValid(published('configuration'), twice)).toBe(true);
    expect(validate(configurationSchema, twice).ok).toBe(false);
  });
});

function hasDistinctNodes(value: unknown): boolean {
  const nodes = (value as { nodes?: unknown })?.nodes;
  if (!Array.isArray(nodes)) return true;
  const ids = nodes.map((node: unknown) => (node as { id?: unknown } | null)?.id);
  return new Set(ids).size === ids.length;
}
