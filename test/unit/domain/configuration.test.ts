import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  businessFields,
  channelFields,
  configurationSchema,
  createConfiguration,
  createNodeConfiguration,
  createStarterConfiguration,
  NODE_TYPES,
  processingCapacityTps,
  slimFields,
  validate,
  validatorFields,
  type Configuration,
} from '../../../src/index.js';

const NOW = Date.parse('2026-09-21T14:15:23.456Z');

function ids(): () => string {
  let next = 0;
  return () => `id-${(next += 1)}`;
}

function starter(): Configuration {
  return createStarterConfiguration({ name: 'Field trial', now: NOW, newId: ids() });
}

/** The sentences for a configuration in which one value was replaced. */
function complaints(change: (configuration: ReturnType<typeof JSON.parse>) => void): string[] {
  const configuration = JSON.parse(JSON.stringify(starter()));
  change(configuration);
  const result = validate(configurationSchema, configuration);
  return result.ok ? [] : result.issues.map((issue) => issue.message);
}

describe('a configuration', () => {
  it('with every default of the design is valid', () => {
    expect(validate(configurationSchema, starter()).ok).toBe(true);
    for (const type of NODE_TYPES) {
      const one = {
        ...createConfiguration({ id: 'a', name: 'A', now: NOW }),
        nodes: [createNodeConfiguration(type, 'n', 'N')],
      };
      expect(validate(configurationSchema, one)).toEqual({ ok: true, value: one });
    }
  });

  it('starts its nodes with the defaults of the design', () => {
    expect(createNodeConfiguration('channel', 'n', 'N').config).toEqual({
      maxConnections: 50,
      routingAlgorithm: 'round-robin',
      bufferSize: 5000,
      timeout: 30000,
    });
    expect(createNodeConfiguration('validator', 'n', 'N').config).toEqual({
      stakeAmount: 1000,
      votingPower: 1,
      consensusTimeout: 200,
      maxBlockSize: 1000000,
    });
    expect(createNodeConfiguration('business', 'n', 'N').config).toEqual({
      processingCapacity: 8000,
      queueSize: 10000,
      batchSize: 100,
      parallelThreads: 4,
    });
  });

  it.each([
    [channelFields.maxConnections, 0, 'maxConnections', [10, 500], [9, 501, 10.5]],
    [channelFields.bufferSize, 0, 'bufferSize', [1000, 100000], [999, 100001]],
    [channelFields.timeout, 0, 'timeout', [5000, 60000], [4999, 60001]],
    [validatorFields.votingPower, 1, 'votingPower', [0, 0.5, 1], [-0.1, 1.1]],
    [validatorFields.consensusTimeout, 1, 'consensusTimeout', [150, 300], [149, 301]],
    [businessFields.processingCapacity, 4, 'processingCapacity', [1, 1e9], [0, -1]],
    [slimFields.rateLimit, 5, 'rateLimit', [1, 1e6], [0, 1.5]],
  ])('accepts $label only within its range', (field, node, key, good, bad) => {
    for (const value of good) expect(complaints((c) => (c.nodes[node].config[key] = value))).toEqual([]);
    for (const value of [...bad, NaN, Infinity, '12', null, undefined]) {
      const [message] = complaints((c) => (c.nodes[node].config[key] = value));
      expect(message).toContain(field.label);
    }
  });

  it('says which field is wrong, with value, range and unit, in plain English', () => {
    expect(complaints((c) => (c.nodes[0].config.maxConnections = 612))).toEqual([
      'Connections must be between 10 and 500. You entered 612.',
    ]);
    expect(complaints((c) => (c.nodes[0].config.timeout = 200))).toEqual([
      'Timeout must be between 5,000 and 60,000 ms. You entered 200 ms.',
    ]);
    expect(complaints((c) => (c.nodes[0].config.routingAlgorithm = 'random'))).toEqual([
      'Routing must be one of round-robin, least-connections, weighted. You entered “random”.',
    ]);
    expect(complaints((c) => (c.nodes[4].config.queueSize = 0))).toEqual([
      'Queue must be at least 1 transactions. You entered 0 transactions.',
    ]);
    expect(complaints((c) => (c.name = '  '))).toEqual(['Name must not be empty.']);
    expect(complaints((c) => (c.nodes[5].config.endpoint = 'javascript:alert(1)'))).toEqual([
      'Endpoint must start with http:// or https://. You entered “javascript:alert(1)”.',
    ]);
  });

  it('refuses two nodes with the same id and a node of an unknown type', () => {
    expect(complaints((c) => (c.nodes[1].id = c.nodes[0].id))).toEqual(['Two nodes have the same id.']);
    expect(complaints((c) => (c.nodes[0].type = 'api'))).toEqual([
      'Node type must be one of channel, validator, business, slim.',
    ]);
  });

  it('reads a missing version as 1.0 and a null description as absent', () => {
    const { version: _version, ...rest } = starter();
    const result = validate(configurationSchema, { ...rest, description: null });
    expect(result.ok && result.value.version).toBe('1.0');
    expect(result.ok && result.value.description).toBeUndefined();
  });

  it('refuses a date without a zone, whose instant depends on the reader', () => {
    expect(complaints((c) => (c.created = '2026-09-21T14:15:23.456'))[0]).toContain('with a zone');
  });

  it('keeps unknown fields at every level, whatever they are', () => {
    const unknown = fc.dictionary(
      fc.string().filter((key) => !KNOWN.has(key) && key !== '__proto__'),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(unknown, unknown, unknown, (top, node, config) => {
        const configuration = starter();
        const [first, ...others] = configuration.nodes;
        const extended = {
          ...top,
          ...configuration,
          nodes: [{ ...node, ...first, config: { ...config, ...first?.config } }, ...others],
        };
        const result = validate(configurationSchema, extended);
        expect(result).toEqual({ ok: true, value: extended });
      }),
    );
  });

  it('adds up the capacity of the enabled business nodes', () => {
    const configuration = starter();
    expect(processingCapacityTps(configuration)).toBe(8000);
    const disabled = configuration.nodes.map((node) => ({ ...node, enabled: false }));
    expect(processingCapacityTps({ ...configuration, nodes: disabled })).toBe(0);
  });
});

const KNOWN = new Set(
  [
    'id',
    'name',
    'description',
    'created',
    'modified',
    'isDefault',
    'performanceMode',
    'nodes',
    'version',
    'type',
    'enabled',
    'config',
  ].concat(Object.keys(channelFields)),
);
