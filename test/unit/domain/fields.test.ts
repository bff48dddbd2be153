import { describe, expect, it } from 'vitest';
import {
  describeRange,
  numberMessage,
  type ChoiceField,
  type Field,
  type ListField,
  type NumberField,
  type TextField,
} from '../../../src/domain/field.js';
import { choiceSchema, listSchema, numberSchema, textSchema } from '../../../src/domain/schemas/fields.js';
import { slimConfigSchema } from '../../../src/domain/schemas/node-config.js';
import {
  configurationNameField,
  descriptionField,
  NODES_PER_CONFIGURATION,
} from '../../../src/domain/configuration.js';
import {
  businessFields,
  channelFields,
  createSlimConfig,
  FEED_DEFAULTS,
  FEED_TYPES,
  nodeNameField,
  slimFields,
  validatorFields,
} from '../../../src/domain/node-config.js';
import { performanceModeField } from '../../../src/domain/performance-mode.js';
import {
  chartUpdateIntervalField,
  defaultDashboardField,
  themeField,
  timeoutField,
} from '../../../src/domain/settings.js';
import { validate } from '../../../src/domain/validation.js';
import type * as z from '../../../src/domain/zod.js';

/** What is wrong with a value, in words; nothing if it is accepted. */
function complaint(schema: z.Schema, value: unknown): string | undefined {
  const checked = validate(schema, value);
  return checked.ok ? undefined : checked.issues.map(({ message }) => message).join(' | ');
}

const ALL: Readonly<Record<string, Field>> = {
  ...channelFields,
  ...validatorFields,
  ...businessFields,
  ...slimFields,
  nodeNameField,
  configurationNameField,
  descriptionField,
  performanceModeField,
  timeoutField,
  chartUpdateIntervalField,
  themeField,
  defaultDashboardField,
};

describe('every field', () => {
  it.each(Object.entries(ALL))('%s is called by a name and explained in a sentence', (_key, field) => {
    expect(field.label).toMatch(/^[A-Z][A-Za-z ]+$/);
    expect(field.help).toMatch(/^[A-Z].{8,}\.$/);
  });

  it('is called by a name of its own among the fields of its node', () => {
    for (const fields of [channelFields, validatorFields, businessFields, slimFields]) {
      const labels = Object.values(fields).map(({ label }) => label);
      expect(new Set(labels).size).toBe(labels.length);
    }
  });
});

describe('the numbers of the schema design', () => {
  it.each<[string, NumberField, number, number, number, string, boolean]>([
    ['maxConnections', channelFields.maxConnections, 10, 500, 50, '', true],
    ['bufferSize', channelFields.bufferSize, 1_000, 100_000, 5_000, 'messages', true],
    ['timeout', channelFields.timeout, 5_000, 60_000, 30_000, 'ms', true],
    ['stakeAmount', validatorFields.stakeAmount, 0, Infinity, 1_000, 'AUR', false],
    ['votingPower', validatorFields.votingPower, 0, 1, 1, '', false],
    ['consensusTimeout', validatorFields.consensusTimeout, 150, 300, 200, 'ms', true],
    ['maxBlockSize', validatorFields.maxBlockSize, 1, Infinity, 1_000_000, 'transactions', true],
    ['processingCapacity', businessFields.processingCapacity, 1, Infinity, 8_000, 'TPS', true],
    ['queueSize', businessFields.queueSize, 1, Infinity, 10_000, 'transactions', true],
    ['batchSize', businessFields.batchSize, 1, Infinity, 100, 'transactions', true],
    ['parallelThreads', businessFields.parallelThreads, 1, Infinity, 4, '', true],
    ['updateFrequency', slimFields.updateFrequency, 1, Infinity, 5_000, 'ms', true],
    ['rateLimit', slimFields.rateLimit, 1, Infinity, 200, 'requests/min', true],
    ['request timeout', timeoutField, 1_000, 300_000, 30_000, 'ms', true],
    ['chartUpdateInterval', chartUpdateIntervalField, 1_000, 5_000, 1_000, 'ms', true],
  ])('%s: range, default and unit', (_name, field, min, max, standard, unit, integer) => {
    expect(field).toMatchObject({ kind: 'number', min, max, default: standard, unit, integer });
    expect(complaint(numberSchema(field), standard)).toBeUndefined();
    expect(complaint(numberSchema(field), min)).toBeUndefined();
    expect(complaint(numberSchema(field), min - 1)).toContain(field.label);
    if (max !== Infinity) expect(complaint(numberSchema(field), max)).toBeUndefined();
    if (max !== Infinity) expect(complaint(numberSchema(field), max + 1)).toContain(field.label);
    expect(complaint(numberSchema(field), Math.min(max, min + 1) - 0.5) === undefined).toBe(!integer);
  });

  it('leave room for one to fifty nodes in an editor', () => {
    expect(NODES_PER_CONFIGURATION).toEqual({ min: 1, max: 50 });
  });
});

describe('the words of the schema design', () => {
  it.each<[ChoiceField, readonly string[], string]>([
    [channelFields.routingAlgorithm, ['round-robin', 'least-connections', 'weighted'], 'round-robin'],
    [slimFields.feedType, ['alpaca', 'weather', 'twitter'], 'alpaca'],
    [performanceModeField, ['educational', 'development', 'staging', 'production'], 'development'],
    [themeField, ['light', 'dark', 'system'], 'system'],
    [defaultDashboardField, ['spatial', 'vizor'], 'spatial'],
  ])('$label', (field, options, standard) => {
    expect(field).toMatchObject({ kind: 'choice', options, default: standard });
    for (const option of options) expect(complaint(choiceSchema(field), option)).toBeUndefined();
    const sentence = `${field.label} must be one of ${options.join(', ')}.`;
    expect(complaint(choiceSchema(field), 'other')).toBe(`${sentence} You entered “other”.`);
    expect(complaint(choiceSchema(field), undefined)).toBe(`${sentence} Nothing was entered.`);
  });
});

describe('a number that is refused', () => {
  const field = channelFields.timeout;
  const range = 'between 5,000 and 60,000 ms';

  it.each<[unknown, string]>([
    [1, `Timeout must be ${range}. You entered 1 ms.`],
    [5_000.5, `Timeout must be a whole number ${range}. You entered 5,000.5 ms.`],
    ['7', `Timeout must be ${range}. You entered “7”.`],
    ['', `Timeout must be ${range}. Nothing was entered.`],
    [null, `Timeout must be ${range}. Nothing was entered.`],
    [undefined, `Timeout must be ${range}. Nothing was entered.`],
    [NaN, `Timeout must be ${range}. You entered “null”.`],
    [Infinity, `Timeout must be ${range}. You entered ∞ ms.`],
    [{ a: 1 }, `Timeout must be ${range}. You entered “{"a":1}”.`],
    [() => 0, `Timeout must be ${range}. You entered something else.`],
    ['x'.repeat(41), `Timeout must be ${range}. You entered “${'x'.repeat(39)}…”.`],
    ['x'.repeat(40), `Timeout must be ${range}. You entered “${'x'.repeat(40)}”.`],
  ])('%j is explained', (value, sentence) => {
    expect(numberMessage(field, value)).toBe(sentence);
    expect(complaint(numberSchema(field), value)).toBe(sentence);
  });

  it('for several reasons gets one sentence', () => {
    expect(complaint(numberSchema(field), 0.5)).toBe(`Timeout must be a whole number ${range}. You entered 0.5 ms.`);
    expect(complaint(numberSchema(field), 99_999.5)).toBe(
      `Timeout must be a whole number ${range}. You entered 99,999.5 ms.`,
    );
  });

  it('names the smallest value where there is no largest, and no unit where there is none', () => {
    expect(describeRange(businessFields.processingCapacity)).toBe('at least 1 TPS');
    expect(describeRange(validatorFields.votingPower)).toBe('between 0 and 1');
    expect(describeRange({ ...validatorFields.votingPower, max: 0.123_456_7 })).toBe('between 0 and 0.123457');
  });

  it('that may have fractions is not told to be whole', () => {
    expect(numberMessage(validatorFields.votingPower, 1.5)).toBe(
      'Voting power must be between 0 and 1. You entered 1.5.',
    );
  });
});

describe('a text', () => {
  const field: TextField = { ...nodeNameField, maxLength: 5 };

  it.each<[unknown, string | undefined]>([
    ['abc', undefined],
    ['abcde', undefined],
    ['abcdef', 'Node name must have at most 5 characters. This one has 6.'],
    ['', 'Node name must not be empty.'],
    ['  ', 'Node name must not be empty.'],
    [7, 'Node name must be a text. You entered 7.'],
    [undefined, 'Node name must be a text. Nothing was entered.'],
  ])('%j', (value, sentence) => {
    expect(complaint(textSchema(field), value)).toBe(sentence);
  });

  it('may be empty where the field allows it', () => {
    expect(complaint(textSchema(descriptionField), '')).toBeUndefined();
    expect(complaint(textSchema(descriptionField), 'x'.repeat(2_001))).toContain(
      '2,000 characters. This one has 2,001.',
    );
  });

  it.each([
    [configurationNameField, 1, 200, ''],
    [nodeNameField, 1, 200, ''],
    [descriptionField, 0, 2_000, ''],
    [slimFields.apiKeyRef, 0, 100, 'alpaca'],
    [slimFields.endpoint, 1, 2_048, 'https://data.alpaca.markets/v2'],
  ])('of $label has its length and default', (textField, minLength, maxLength, standard) => {
    expect(textField).toMatchObject({ kind: 'text', minLength, maxLength, default: standard });
  });
});

describe('a list', () => {
  const field: ListField = { ...slimFields.symbols, min: 1, max: 2 };

  it.each<[unknown, string | undefined]>([
    [['A'], undefined],
    [['A', 'B'], undefined],
    [[], 'Symbols must have between 1 and 2 symbols. There are 0.'],
    [['A', 'B', 'C'], 'Symbols must have between 1 and 2 symbols. There are 3.'],
    [[' '], 'A symbol must not be empty.'],
    [[7], 'Each symbol must be a text.'],
    [['x'.repeat(101)], 'A symbol must have at most 100 characters.'],
    [['x'.repeat(100)], undefined],
    ['A', 'Symbols must be a list.'],
  ])('%j', (value, sentence) => {
    expect(complaint(listSchema(field), value)).toBe(sentence);
  });

  it.each<[ListField, string, readonly string[]]>([
    [slimFields.symbols, 'symbol', ['AAPL', 'GOOGL']],
    [slimFields.locations, 'location', ['New York', 'London']],
    [slimFields.topics, 'topic', ['#blockchain']],
  ])('of $label takes up to a hundred', (list, item, standard) => {
    expect(list).toMatchObject({ kind: 'list', item, min: 0, max: 100, default: standard });
    expect(list.help).toBe('Up to 100, separated by commas.');
  });
});

describe('a new slim node', () => {
  it.each(FEED_TYPES)('of %s is valid and has the list of its provider alone', (feedType) => {
    const config = createSlimConfig(feedType);
    expect(validate(slimConfigSchema, config)).toEqual({ ok: true, value: config });
    expect(config).toMatchObject({ feedType, ...FEED_DEFAULTS[feedType] });
    expect(FEED_TYPES.filter((provider) => provider in config)).toEqual([feedType]);
  });

  it('asks each provider within what it allows', () => {
    expect(FEED_DEFAULTS).toEqual({
      alpaca: {
        endpoint: 'https://data.alpaca.markets/v2',
        apiKeyRef: 'alpaca',
        updateFrequency: 5_000,
        rateLimit: 200,
      },
      weather: {
        endpoint: 'https://api.openweathermap.org/data/2.5',
        apiKeyRef: 'openweathermap',
        updateFrequency: 60_000,
        rateLimit: 60,
      },
      twitter: { endpoint: 'https://api.twitter.com/2', apiKeyRef: 'twitter', updateFrequency: 60_000, rateLimit: 1 },
    });
  });

  it('starts with lists that are its own', () => {
    createSlimConfig('alpaca').alpaca?.symbols.push('XXX');
    expect(createSlimConfig('alpaca').alpaca?.symbols).toEqual(['AAPL', 'GOOGL']);
    expect(createSlimConfig('weather').weather?.locations).toEqual(['New York', 'London']);
    expect(createSlimConfig('twitter').twitter?.topics).toEqual(['#blockchain']);
  });
});
