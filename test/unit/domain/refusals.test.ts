import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { KEY_NAME_OF_FEED } from '../../../src/domain/api-keys.js';
import { apiKeysSchema } from '../../../src/domain/schemas/api-keys.js';
import { configurationSchema } from '../../../src/domain/schemas/configuration.js';
import { metricsCacheSchema } from '../../../src/domain/schemas/metrics.js';
import { appSettingsSchema } from '../../../src/domain/schemas/settings.js';
import { createConfiguration } from '../../../src/domain/configuration.js';
import { METRICS_MAX_BYTES, METRICS_TTL_MS } from '../../../src/domain/metrics.js';
import { createNodeConfiguration } from '../../../src/domain/node-config.js';
import { defaultSettings } from '../../../src/domain/settings.js';
import { isTimestamp, toTimestamp } from '../../../src/domain/timestamp.js';
import { parseUrl, urlProblem } from '../../../src/domain/url.js';
import { issuesInWords, validate } from '../../../src/domain/validation.js';
import type * as z from '../../../src/domain/zod.js';

type Json = ReturnType<typeof JSON.parse>;

/** Where and why a value is refused after one change; an empty list if it is accepted. */
function refusal(schema: z.Schema, value: unknown, change: (copy: Json) => void): [string, string][] {
  const copy: Json = structuredClone(value);
  change(copy);
  const checked = validate(schema, copy);
  return checked.ok ? [] : checked.issues.map(({ path, message }) => [path.join('.'), message]);
}

const NOW = Date.parse('2026-09-21T14:15:23.456Z');
const configuration = {
  ...createConfiguration({ id: 'a', name: 'A', now: NOW }),
  nodes: [createNodeConfiguration('slim', 'n', 'N')],
};
const metrics: Json = JSON.parse(
  readFileSync(new URL('../../fixtures/samples/metricscache-seed.json', import.meta.url), 'utf8'),
);

describe('a new configuration', () => {
  it('is empty, not the default, and of the present version', () => {
    expect(createConfiguration({ id: 'a', name: 'A', now: NOW })).toEqual({
      id: 'a',
      name: 'A',
      created: '2026-09-21T14:15:23.456Z',
      modified: '2026-09-21T14:15:23.456Z',
      isDefault: false,
      performanceMode: 'development',
      nodes: [],
      version: '1.0',
    });
    expect(createConfiguration({ id: 'a', name: 'A', now: NOW, performanceMode: 'staging' }).performanceMode).toBe(
      'staging',
    );
  });
});

describe('a description', () => {
  it.each([
    ['For the field trial', 'For the field trial'],
    ['', ''],
    [null, undefined],
    [undefined, undefined],
  ])('%j is read as %j', (description, expected) => {
    const checked = validate(configurationSchema, { ...configuration, description });
    expect(checked.ok && checked.value.description).toBe(expected);
  });
});

describe('a configuration is refused with a sentence', () => {
  const long = (length: number): string => 'x'.repeat(length);

  it.each<[string, (copy: Json) => void, [string, string][]]>([
    ['nothing wrong', () => undefined, []],
    ['no id', (c) => delete c.id, [['id', 'A configuration needs an id.']]],
    ['an empty id', (c) => (c.id = ''), [['id', 'A configuration needs an id.']]],
    ['an id of 200 characters', (c) => (c.id = long(200)), []],
    ['an id of 201 characters', (c) => (c.id = long(201)), [['id', 'An id must have at most 200 characters.']]],
    ['a flag that is a text', (c) => (c.isDefault = 'no'), [['isDefault', 'isDefault must be true or false.']]],
    ['nodes that are no list', (c) => (c.nodes = {}), [['nodes', 'Nodes must be a list.']]],
    ['a node without an id', (c) => delete c.nodes[0].id, [['nodes.0.id', 'A node needs an id.']]],
    ['a node with an empty id', (c) => (c.nodes[0].id = ''), [['nodes.0.id', 'A node needs an id.']]],
    ['a node id of 200 characters', (c) => (c.nodes[0].id = long(200)), []],
    [
      'a node id of 201 characters',
      (c) => (c.nodes[0].id = long(201)),
      [['nodes.0.id', 'A node id must have at most 200 characters.']],
    ],
    ['a node neither on nor off', (c) => (c.nodes[0].enabled = 1), [['nodes.0.enabled', 'Enabled must be yes or no.']]],
    ['a date that is no text', (c) => (c.created = 7), [['created', 'A date must be a text.']]],
    [
      'a date without a zone',
      (c) => (c.modified = '2026-09-21T14:15:23.456 and more than forty characters'),
      [
        [
          'modified',
          'A date must be ISO 8601 with a zone, such as 2026-09-21T14:15:23.456Z. Found “2026-09-21T14:15:23.456 and more than fo”.',
        ],
      ],
    ],
    ['an endpoint without encryption', (c) => (c.nodes[0].config.endpoint = 'http://localhost'), []],
    [
      'symbols without a list',
      (c) => (c.nodes[0].config.alpaca = {}),
      [['nodes.0.config.alpaca.symbols', 'Symbols must be a list.']],
    ],
    [
      'locations that are no list',
      (c) => (c.nodes[0].config.weather = { locations: 'London' }),
      [['nodes.0.config.weather.locations', 'Locations must be a list.']],
    ],
    [
      'topics that are no list',
      (c) => (c.nodes[0].config.twitter = { topics: 7 }),
      [['nodes.0.config.twitter.topics', 'Topics must be a list.']],
    ],
  ])('%s', (_name, change, sentences) => {
    expect(refusal(configurationSchema, configuration, change)).toEqual(sentences);
  });

  it('more nodes than anyone can use, without looking at each', () => {
    const nodes = Array.from({ length: 50_001 }, () => configuration.nodes[0]);
    expect(refusal(configurationSchema, configuration, (copy) => (copy.nodes = nodes))).toEqual([
      ['nodes', 'A configuration must have at most 50000 nodes.'],
    ]);
  });
});

describe('settings are refused with a sentence', () => {
  it.each<[string, (copy: Json) => void, [string, string][]]>([
    ['nothing wrong', () => undefined, []],
    ['a version', (s) => (s.version = 3), [['version', expect.any(String)]]],
    ['the address', (s) => (s.v11Backend.url = 7), [['v11Backend.url', 'Backend address must be a text.']]],
    [
      'an address of another protocol',
      (s) => (s.v11Backend.url = 'ws://localhost'),
      [['v11Backend.url', 'Backend address must start with http:// or https://. You entered “ws://localhost”.']],
    ],
    ['the secure address', (s) => (s.v11Backend.url = 'https://localhost'), []],
    ['the secure socket', (s) => (s.v11Backend.wsUrl = 'wss://localhost'), []],
    ['the socket', (s) => (s.v11Backend.wsUrl = 7), [['v11Backend.wsUrl', 'WebSocket address must be a text.']]],
    ['demo', (s) => (s.v11Backend.useDemo = 1), [['v11Backend.useDemo', 'Demo mode must be true or false.']]],
    [
      'the demo while away',
      (s) => (s.v11Backend.demoWhenAway = 'offer'),
      [['v11Backend.demoWhenAway', 'Demo while away must be true or false.']],
    ],
    ['the permitted demo while away', (s) => (s.v11Backend.demoWhenAway = true), []],
    [
      'connect',
      (s) => (s.v11Backend.autoConnect = 1),
      [['v11Backend.autoConnect', 'Automatic connection must be true or false.']],
    ],
    ['animations', (s) => (s.enableAnimations = 1), [['enableAnimations', 'Animations must be true or false.']]],
    [
      'tutorial',
      (s) => (s.tutorialCompleted = 1),
      [['tutorialCompleted', 'Tutorial completed must be true or false.']],
    ],
    ['version', (s) => (s.lastOpenedVersion = 1), [['lastOpenedVersion', 'Last opened version must be a text.']]],
    [
      'notices',
      (s) => (s.notificationsEnabled = 1),
      [['notificationsEnabled', 'Notifications must be true or false.']],
    ],
    ['analytics', (s) => (s.analyticsEnabled = 1), [['analyticsEnabled', 'Analytics must be true or false.']]],
    [
      'reports',
      (s) => (s.crashReportingEnabled = 1),
      [['crashReportingEnabled', 'Crash reporting must be true or false.']],
    ],
  ])('%s', (_name, change, sentences) => {
    expect(refusal(appSettingsSchema, defaultSettings(), change)).toEqual(sentences);
  });

  it('start as the schema design has it, with everything that tells others off', () => {
    expect(defaultSettings()).toEqual({
      version: '1.0',
      v11Backend: {
        url: 'http://localhost:9003',
        wsUrl: 'ws://localhost:9003/ws',
        useDemo: true,
        autoConnect: false,
        timeout: 30_000,
      },
      performanceMode: 'development',
      chartUpdateInterval: 1_000,
      enableAnimations: true,
      theme: 'system',
      defaultDashboard: 'spatial',
      tutorialCompleted: false,
      lastOpenedVersion: '1.0.0',
      notificationsEnabled: false,
      analyticsEnabled: false,
      crashReportingEnabled: false,
    });
  });
});

describe('API keys are refused with a sentence that does not repeat them', () => {
  const keys = { alpaca: { key: 'k', secret: 's' }, openweathermap: 'w', twitter: 't' };

  it.each<[string, (copy: Json) => void, [string, string][]]>([
    ['nothing wrong', () => undefined, []],
    ['one that is no text', (k) => (k.twitter = 7), [['twitter', 'A key must be a text.']]],
    ['an empty one', (k) => (k.openweathermap = ''), [['openweathermap', 'A key must not be empty.']]],
    ['one of 4,096 characters', (k) => (k.twitter = 'x'.repeat(4_096)), []],
    [
      'one of 4,097 characters',
      (k) => (k.alpaca.secret = 'x'.repeat(4_097)),
      [['alpaca.secret', 'A key must have at most 4,096 characters.']],
    ],
  ])('%s', (_name, change, sentences) => {
    expect(refusal(apiKeysSchema, keys, change)).toEqual(sentences);
  });

  it('and each feed has its own', () => {
    expect(KEY_NAME_OF_FEED).toEqual({ alpaca: 'alpaca', weather: 'openweathermap', twitter: 'twitter' });
  });
});

describe('metrics', () => {
  it('are kept for five minutes and within ten megabytes', () => {
    expect(METRICS_TTL_MS).toBe(300_000);
    expect(METRICS_MAX_BYTES).toBe(10_485_760);
  });

  /** Every path to a figure, text or list that a complete snapshot must have. */
  function requiredPaths(value: Json, path: string[] = []): string[][] {
    if (typeof value !== 'object') return [path];
    const inner = Object.entries(value).flatMap(([key, child]) => requiredPaths(child, [...path, key]));
    return path.length === 0 ? inner : [path, ...inner];
  }

  function without(path: readonly string[]): boolean {
    const copy: Json = structuredClone(complete);
    const parent = path.slice(0, -1).reduce((found, key) => found[key], copy);
    delete parent[path.at(-1) ?? ''];
    return validate(metricsCacheSchema, copy).ok;
  }

  const complete: Json = {
    timestamp: toTimestamp(NOW),
    expiresAt: toTimestamp(NOW + METRICS_TTL_MS),
    systemMetrics: {
      tps: 1,
      totalTransactions: 2,
      activeNodes: 3,
      consensusState: { currentLeader: 'n', term: 4, blocksValidated: 5, participationRate: 6 },
      avgFinalityLatency: 7,
      efficiency: 8,
    },
    nodeMetrics: {
      n: {
        nodeId: 'n',
        nodeType: 'validator',
        state: 'LEADER',
        throughput: 1,
        totalMessages: 2,
        errorCount: 3,
        lastUpdate: toTimestamp(NOW),
        channel: { activeConnections: 1, routingEfficiency: 2, queueDepth: 3 },
        validator: { blocksValidated: 1, votesReceived: 2, votesCast: 3, consensusRounds: 4, role: 'LEADER' },
        business: { transactionsProcessed: 1, queueSize: 2, successRate: 3 },
        slim: { feedRate: 1, apiCalls: 2, apiErrors: 3, latency: 4, successRate: 5 },
      },
    },
    chartData: {
      tps: [{ timestamp: toTimestamp(NOW), value: 1 }],
      consensus: [{ timestamp: toTimestamp(NOW), blocksValidated: 1, consensusRounds: 2 }],
      apiFeeds: [{ provider: 'alpaca', apiCalls: 1, dataPoints: 2, successRate: 3 }],
      finalityLatency: [{ timestamp: toTimestamp(NOW), value: 1 }],
    },
  };
  const OPTIONAL = ['channel', 'validator', 'business', 'slim'];

  // A list may be shorter.
  const namedPaths = requiredPaths(complete).filter((path) => path.at(-1) !== '0');

  it('that are complete are taken as they are', () => {
    expect(validate(metricsCacheSchema, complete)).toEqual({ ok: true, value: complete });
    expect(validate(metricsCacheSchema, metrics)).toEqual({ ok: true, value: metrics });
  });

  it.each(namedPaths.map((path) => [path.join('.'), path] as const))('without %s', (_name, path) => {
    const isOptional = path.length === 3 && OPTIONAL.includes(path[2] ?? '');
    const isOneNode = path.length === 2 && path[0] === 'nodeMetrics';
    expect(without(path)).toBe(isOptional || isOneNode);
  });

  it.each(['LEADER', 'FOLLOWER', 'CANDIDATE'])('know the role %s', (role) => {
    expect(refusal(metricsCacheSchema, complete, (copy) => (copy.nodeMetrics.n.validator.role = role))).toEqual([]);
  });

  it.each<[string, (copy: Json) => void, string]>([
    ['a figure', (copy) => (copy.systemMetrics.tps = 'many'), 'A metric must be a finite number.'],
    ['a role', (copy) => (copy.nodeMetrics.n.validator.role = ''), 'Invalid input'],
  ])('with %s of another kind are refused', (_name, change, sentence) => {
    expect(refusal(metricsCacheSchema, complete, change)[0]?.[1]).toContain(sentence);
  });

  it.each([8.64e15, -8.64e15])('may have a point at %d, the end of time', (timestamp) => {
    const change = (copy: Json): unknown => (copy.chartData.tps[0].timestamp = timestamp);
    expect(refusal(metricsCacheSchema, complete, change)).toEqual([]);
  });

  it.each([8.64e15 + 1_000_000, 'noon', true])('with a point at %j are refused, and do not throw', (timestamp) => {
    const change = (copy: Json): unknown => (copy.chartData.tps[0].timestamp = timestamp);
    expect(refusal(metricsCacheSchema, complete, change)[0]?.[0]).toBe('chartData.tps.0.timestamp');
  });
});

describe('an address', () => {
  const problem = (text: string): string | undefined => urlProblem(text, ['http:', 'https:'], 'Address');

  it.each<[string, string | undefined]>([
    ['http://localhost:9003', undefined],
    ['https://example.org/path?query#fragment', undefined],
    ['', 'Address must not be empty. It starts with http:// or https://.'],
    ['  ', 'Address must not be empty. It starts with http:// or https://.'],
    ['localhost', 'Address must start with http:// or https://. You entered “localhost”.'],
    ['ftp://example.org', 'Address must start with http:// or https://. You entered “ftp://example.org”.'],
    ['http://user@example.org', 'Address must not contain a user name or a password.'],
    ['http://:word@example.org', 'Address must not contain a user name or a password.'],
    [`x${'y'.repeat(59)}`, `Address must start with http:// or https://. You entered “x${'y'.repeat(59)}”.`],
    [`x${'y'.repeat(60)}`, `Address must start with http:// or https://. You entered “x${'y'.repeat(58)}…”.`],
    [`http://a/${'y'.repeat(2_039)}`, undefined],
    [`http://a/${'y'.repeat(2_040)}`, 'Address must have at most 2048 characters.'],
  ])('%j', (text, sentence) => {
    expect(problem(text)).toBe(sentence);
  });

  it('is parsed, or is none', () => {
    expect(parseUrl('http://a/b')?.pathname).toBe('/b');
    expect(parseUrl('no address')).toBeUndefined();
  });
});

describe('an instant', () => {
  it.each([
    '2026-09-21T14:15Z',
    '2026-09-21T14:15:23Z',
    '2026-09-21T14:15:23.4Z',
    '2026-09-21T14:15:23.456789123Z',
    '2026-09-21T14:15:23+05:30',
    '2026-09-21T14:15:23-05:30',
    '2024-02-29T14:15:23Z',
    '2026-09-21T00:15:23+05:30',
  ])('is %s', (text) => expect(isTimestamp(text)).toBe(true));

  it.each([
    '2026-09-21',
    '2026-09-21T14:15:23',
    '2026-09-21 14:15:23Z',
    ' 2026-09-21T14:15:23Z',
    '2026-09-21T14:15:23Z ',
    '2026-09-21T14:15:23.Z',
    '2026-09-21T14:15:23.4567891234Z',
    '2026-09-21T14:15:23+0530',
    '2026-13-21T14:15:23Z',
    '2026-02-30T14:15:23Z',
    '2025-02-29T14:15:23Z',
    '02026-09-21T14:15:23Z',
    '2026-9-21T14:15:23Z',
    '2026-09-21T14:15:23Z\n',
    'noon',
    '',
  ])('is not %j', (text) => expect(isTimestamp(text)).toBe(false));

  it('is written in UTC with three digits', () => {
    expect(toTimestamp(0)).toBe('1970-01-01T00:00:00.000Z');
  });
});

describe('issues in words', () => {
  it('are one line each, with their place in front', () => {
    const issues = [
      { path: [], message: 'All of it.' },
      { path: ['nodes', 0, 'name'], message: 'No name.' },
    ];
    expect(issuesInWords(issues)).toBe('All of it.\nnodes.0.name: No name.');
  });

  it('keep numbers as numbers in their path', () => {
    const checked = validate(configurationSchema, { ...configuration, nodes: [{ ...configuration.nodes[0], id: '' }] });
    expect(!checked.ok && checked.issues[0]?.path).toEqual(['nodes', 0, 'id']);
  });
});
