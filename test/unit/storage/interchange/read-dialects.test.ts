import { describe, expect, it } from 'vitest';
import { accepted, canonicalFile, fixture, fixtureJson, noticeAt, read, readOne, refusal } from './files.js';

describe('protocol 5.4, step 1: whose form a file has', () => {
  const one = canonicalFile();
  it.each([
    ['the design as an object', one, 'canonical', 1],
    ['the design as a list', [one, { ...one, id: 'b' }], 'canonical', 2],
    ['an empty list', [], 'canonical', 0],
    ['the entity diagram', fixture('config-erd-with-fk'), 'canonical', 1],
    ['Flutter', fixture('config-flutter'), 'dart', 1],
    ['React Native', fixture('config-reactnative'), 'react-native', 1],
    ['the portal', fixture('config-portal-saved'), 'portal', 1],
    ['one node of the portal', fixture('portal-node-channel'), 'portal', 1],
    ['the demo app', fixture('config-webdemo-v1'), 'demo-app', 1],
    ['a bundle', { configs: [one], settings: fixtureJson('settings-seed'), apiKeys: {} }, 'bundle', 1],
    ['a bundle of settings', { settings: fixtureJson('settings-seed') }, 'bundle', 0],
    ['business nodes of the Flutter SDK', fixture('config-flutter-sdk-business'), 'business-nodes', 1],
    ['a node of the backend', fixture('backend-nodeconfig-channel'), 'backend', 1],
    ['settings alone', fixture('settings-seed'), 'canonical', 0],
    ['settings of the portal', fixture('settings-portal-slice'), 'portal', 0],
  ])('recognises %s', (_name, file, dialect, count) => {
    const reading = read(file);
    expect(reading.dialect).toBe(dialect);
    expect(reading.configurations).toHaveLength(count);
  });

  it.each([
    ['a prefixed mode', { performanceMode: 'PerformanceMode.staging' }],
    ['a null description', { description: null }],
    ['a date without a zone', { modified: '2026-09-21T19:45:23.456' }],
    ['a prefixed node type', { nodes: [{ ...canonicalFile().nodes[0], type: 'NodeType.channel' }] }],
    ['routing in camel case', { nodes: [{ ...canonicalFile().nodes[0], config: { routingAlgorithm: 'roundRobin' } }] }],
    ['a flat list', { nodes: [{ ...canonicalFile().nodes[3], config: { feedType: 'alpaca', symbols: ['A'] } }] }],
  ])('recognises Flutter by %s', (_name, changes) => {
    expect(read([canonicalFile(), canonicalFile(changes)]).dialect).toBe('dart');
  });

  it.each([
    ['dates that end in At', { ...canonicalFile(), created: undefined, createdAt: '2026-09-21T14:15:23.456Z' }],
    ['a node with a status and no config', { ...canonicalFile(), nodes: [{ type: 'channel', status: 'active' }] }],
  ])('recognises the portal by %s', (_name, file) => {
    expect(read(file).dialect).toBe('portal');
  });

  it('recognises the demo app by a provider', () => {
    const file = canonicalFile({ nodes: [{ type: 'api-integration', config: { provider: 'twitter' } }] });
    expect(read(file).dialect).toBe('demo-app');
  });

  it.each([
    ['a number', 5],
    ['a text', '"configuration"'],
    ['null', 'null'],
    ['an empty object', {}],
    ['metrics', { timestamp: '', systemMetrics: {} }],
    ['a bundle whose configs are no list', { configs: { a: 1 } }],
  ])('refuses %s as a whole', (_name, file) => {
    expect(refusal(file).message).toMatch(/no configuration|not a list/);
    expect(refusal(file).line).toBeUndefined();
  });

  it('reads each configuration of a bundle in its own form', () => {
    const portal = fixtureJson('config-portal-saved');
    const [flutter] = fixtureJson('config-flutter');
    const reading = read({ configs: [flutter, portal, canonicalFile()] }, { outOfRange: 'clamp' });
    expect(reading.configurations.map(({ issues }) => issues)).toEqual([[], [], []]);
    expect(reading.configurations.map(({ path }) => path)).toEqual([0, 1, 2].map((index) => ['configs', index]));
  });
});

describe('S14 and I3: what is no configuration', () => {
  it('refuses bad elements of a list one by one and reads the others', () => {
    const { configurations } = read([1, null, 'a', [], { nodes: 5 }, canonicalFile()]);
    expect(configurations.map(({ configuration }) => configuration !== undefined)).toEqual([
      ...[false, false, false, false, false, true],
    ]);
    for (const { issues } of configurations.slice(0, 5)) expect(issues.length).toBeGreaterThan(0);
  });

  it('refuses more than 2,000 configurations and more than 5,000 nodes at once', () => {
    expect(refusal(Array(2_001).fill({})).message).toContain('2001 configurations');
    expect(read(Array(2_000).fill({ name: 'a' })).configurations).toHaveLength(2_000);
    expect(refusal({ nodes: Array(5_001).fill(1) }).message).toContain('5001 nodes');
    expect(refusal([1, 2].map(() => ({ id: 'a', nodes: Array(2_501).fill(1) }))).message).toContain('5002 nodes');
    const map = Object.fromEntries(Array.from({ length: 5_001 }, (_, index) => [`n${index}`, 1]));
    expect(refusal({ nodes: map }).message).toContain('5001 nodes');
  });
});

describe('the designs of others, whole', () => {
  it('reads the design’s own sample unchanged, without a word', () => {
    const { configuration, notices, isNewId, redactedKeyRefs, issues } = readOne(fixture('config-seed-ts'));
    expect(configuration).toEqual(fixtureJson('config-seed-ts'));
    expect({ notices, isNewId, redactedKeyRefs, issues }).toEqual({
      ...{ notices: [], isNewId: false, redactedKeyRefs: [], issues: [] },
    });
  });

  it('reads what a Dart VM printed', () => {
    const { configuration, configurationNoDescription, settings } = fixtureJson('dart-seed');
    const found = accepted([configuration]);
    expect(found).toEqual({
      ...configuration,
      created: '2025-10-09T12:34:56.789Z',
      performanceMode: 'production',
      nodes: [
        {
          ...configuration.nodes[0],
          config: { ...configuration.nodes[0].config, routingAlgorithm: 'least-connections' },
        },
        ...(configuration.nodes as unknown[]).slice(1, 3),
        {
          ...configuration.nodes[3],
          config: {
            ...{ feedType: 'alpaca', updateFrequency: 1_000, apiKeyRef: 'alpaca', rateLimit: 200 },
            endpoint: 'https://paper-api.alpaca.markets',
            alpaca: { symbols: ['AAPL', 'GOOGL'] },
          },
        },
      ],
    });
    const bare = accepted([configurationNoDescription]);
    expect(bare).not.toHaveProperty('description');
    expect(bare).toMatchObject({ name: 'b', performanceMode: 'educational', isDefault: true, nodes: [] });
    expect(read({ configs: [], settings }).settings).toMatchObject({ settings, issues: [], notices: [], filled: [] });
  });

  it('reads the Flutter sample as the same network as the design’s own', () => {
    const expected = { ...fixtureJson('config-seed-ts') };
    delete expected.description;
    expect(accepted(fixture('config-flutter'))).toEqual({
      ...expected,
      created: '2026-09-20T13:30:00.123Z',
      modified: '2026-09-21T19:45:23.456Z',
    });
  });

  it('reads the React Native sample and lists whose key is missing', () => {
    const { configuration, redactedKeyRefs, notices } = readOne(fixture('config-reactnative'));
    const [expected] = fixtureJson('config-reactnative');
    expected.nodes[3].config.apiKeyRef = 'alpaca';
    expect(configuration).toEqual(expected);
    expect(redactedKeyRefs).toEqual(['d43f618a-3275-4f4c-9daa-4a5b6c7d8e93']);
    expect(noticeAt(notices, '0.nodes.3.config.apiKeyRef')).toMatchObject({ found: '[REDACTED]', used: 'alpaca' });
  });

  it('reads the entity diagram without its foreign key', () => {
    const [node] = accepted(fixture('config-erd-with-fk')).nodes;
    expect(node).not.toHaveProperty('configurationId');
  });

  it('keeps a foreign key that says something else', () => {
    const file = fixtureJson('config-erd-with-fk');
    file.nodes[0].configurationId = 'other';
    expect(accepted(file).nodes[0]).toHaveProperty('configurationId', 'other');
  });

  it('reads the portal: nodes as a map, config on the node, settings beside', () => {
    const reading = read(fixture('config-portal-saved'), { outOfRange: 'clamp' });
    const [{ configuration, notices } = { notices: [] }] = reading.configurations;
    expect(configuration).toMatchObject({
      ...{ id: 'cfg-1790000123456', name: 'Portal save', description: '', performanceMode: 'development' },
      ...{
        created: '2026-09-21T14:15:23.456Z',
        modified: '2026-09-21T14:15:23.456Z',
        isDefault: false,
        version: '1.0',
      },
      nodes: [
        {
          ...{ id: 'channel-17', type: 'channel', name: 'Channel 17', enabled: true, status: 'active' },
          ...{ position: { x: 120, y: 80 }, connections: [], heartbeatInterval: 5_000 },
          config: { maxConnections: 10, routingAlgorithm: 'round-robin', bufferSize: 5_000, timeout: 30_000 },
        },
      ],
    });
    expect(configuration).not.toHaveProperty('settings');
    expect(configuration).not.toHaveProperty('createdAt');
    expect(configuration?.nodes[0]).not.toHaveProperty('maxConnections');
    expect(noticeAt(notices, 'nodes.channel-17.maxConnections')).toMatchObject({ found: '4', used: '10' });
    expect(noticeAt(notices, 'nodes.channel-17.routingAlgorithm')).toMatchObject({
      found: 'random',
      used: 'round-robin',
    });
    expect(reading.settings?.settings).toMatchObject({ theme: 'dark' });
  });

  it('refuses the portal’s four connections unless numbers may be moved', () => {
    const { configuration, issues, name } = readOne(fixture('config-portal-saved'));
    expect(configuration).toBeUndefined();
    expect(name).toBe('Portal save');
    expect(issues).toEqual([
      { path: ['nodes', 0, 'config', 'maxConnections'], message: expect.stringContaining('between 10 and 500') },
    ]);
  });

  it('takes the key of the portal’s map where a node has no id', () => {
    const file = fixtureJson('config-portal-saved');
    delete file.nodes['channel-17'].id;
    expect(accepted(file, { outOfRange: 'clamp' }).nodes[0]?.id).toBe('channel-17');
  });

  it('reads the demo app, and takes out its key', () => {
    const reading = read(fixture('config-webdemo-v1'), { outOfRange: 'clamp' });
    const [one] = reading.configurations;
    expect(one).toMatchObject({ isNewId: true, id: 'new-1', issues: [] });
    expect(one?.configuration).toMatchObject({
      ...{ created: '2026-09-21T14:15:23.456Z', modified: '2026-09-21T14:15:23.456Z', version: '1.0' },
      nodes: [
        { id: 'node-channel-118302', enabled: true },
        { config: { consensusTimeout: 300, maxBlockSize: 500_000 } },
        {
          ...{ id: 'node-api-integration-771204', type: 'slim', name: 'Feed', enabled: true },
          config: {
            ...{ feedType: 'weather', updateFrequency: 60_000, apiKeyRef: 'openweathermap', rateLimit: 60 },
            endpoint: 'https://api.openweathermap.org/data/2.5',
            weather: { locations: ['Oslo'] },
          },
        },
      ],
    });
    expect(one?.configuration).not.toHaveProperty('timestamp');
    expect(JSON.stringify(reading)).not.toContain('must be stripped');
    expect(noticeAt(reading.notices, 'nodes.2.config.apiKey')).toMatchObject({ found: 'not shown', used: '' });
    expect(noticeAt(one?.notices ?? [], 'nodes.2.type')).toMatchObject({ found: 'api-integration', used: 'slim' });
    expect(noticeAt(one?.notices ?? [], 'nodes.2.config.provider')).toMatchObject({ used: 'weather' });
  });

  it('reads the business nodes of the Flutter SDK and keeps what has no place here', () => {
    const [node] = accepted(fixture('config-flutter-sdk-business')).nodes;
    const [source] = fixtureJson('config-flutter-sdk-business');
    expect(node).toEqual({ ...source, type: 'business', name: 'Settlement', enabled: true });
  });

  it('takes 1,000 as the capacity of business nodes of the Flutter SDK, and 8,000 otherwise', () => {
    const [source] = fixtureJson('config-flutter-sdk-business');
    const other = { ...source, id: 'b', config: { processingCapacity: null } };
    const business = accepted([source, other]).nodes[1];
    expect(business?.config).toMatchObject({ processingCapacity: 1_000, queueSize: 10_000 });
    const ours = accepted(canonicalFile({ nodes: [{ id: 'a', type: 'business', name: 'a', config: {} }] })).nodes[0];
    expect(ours?.config).toMatchObject({ processingCapacity: 8_000 });
  });

  it('reads a node of the backend beside defaults', () => {
    const [node] = accepted(fixture('backend-nodeconfig-channel')).nodes;
    expect(node).toMatchObject({
      ...{ id: 'channel-1', type: 'channel', name: 'Channel 1', enabled: true, version: '12.0.0', maxChannels: 10_000 },
      config: { maxConnections: 50, routingAlgorithm: 'round-robin', bufferSize: 5_000, timeout: 30_000 },
    });
    expect(node).not.toHaveProperty('nodeType');
    const validator = { nodeId: 'v', nodeType: 'VALIDATOR', stakingAmount: '1000000' };
    expect(accepted([validator]).nodes[0]).toMatchObject({ type: 'validator', config: { stakeAmount: 1_000_000 } });
    const api = { nodeId: 'a', nodeType: 'API_INTEGRATION', provider: 'alpaca', baseUrl: 'https://a.test' };
    expect(accepted([api]).nodes[0]).toMatchObject({ type: 'slim', config: { endpoint: 'https://a.test' } });
    const named = { nodeId: 'c', nodeType: 'CHANNEL', nodeName: 'North', routingStrategy: 'least-connections' };
    expect(accepted([named]).nodes[0]).toMatchObject({
      name: 'North',
      config: { routingAlgorithm: 'least-connections' },
    });
  });
});

describe('what only looks like another dialect', () => {
  it('a configuration of the design with fields of others keeps them all, also in lists and bundles', () => {
    const file = canonicalFile({
      createdAt: 'x',
      settings: { theme: { mode: 'dark' } },
      configs: 5,
      mode: 'y',
      timestamp: 'z',
    });
    file.nodes[2].config.provider = { a: 1 };
    file.nodes[0].config.keywords = ['b'];
    file.nodes[1].status = 'inactive';
    for (const source of [file, [file], { configs: [file] }]) {
      const reading = read(source);
      expect(reading.configurations[0]?.configuration).toEqual(file);
      expect(reading.settings).toBeUndefined();
    }
    expect(read(file).dialect).toBe('canonical');
  });

  it('a portal configuration in a bundle keeps its settings, which are not those of the file', () => {
    const reading = read({ configs: [fixtureJson('config-portal-saved')] }, { outOfRange: 'clamp' });
    expect(reading.configurations[0]?.configuration).toHaveProperty('settings.theme.mode', 'dark');
    expect(reading.settings).toBeUndefined();
  });
});

describe('names of other dialects', () => {
  it.each([
    ['portal', { status: 'active', feedType: 'twitter', keywords: ['#a'] }, { twitter: { topics: ['#a'] } }],
    ['portal', { status: 'active', feedType: 'twitter', updateInterval: 9 }, { updateFrequency: 9 }],
    [
      'portal',
      { status: 'active', feedType: 'twitter', apiEndpoint: 'https://a.test' },
      { endpoint: 'https://a.test' },
    ],
    ['demo-app', { config: { provider: 'twitter', keywords: ['#a'] } }, { twitter: { topics: ['#a'] } }],
    ['demo-app', { config: { provider: 'alpaca', updateInterval: 9 } }, { feedType: 'alpaca', updateFrequency: 9 }],
    [
      'demo-app',
      { config: { provider: 'alpaca', apiEndpoint: 'https://a.test' } },
      { feedType: 'alpaca', endpoint: 'https://a.test' },
    ],
  ])('reads a slim node of the %s: %j', (dialect, node, expected) => {
    const file = canonicalFile({ nodes: [{ id: 'a', type: 'slim', name: 'a', ...node }] });
    expect(read(file).dialect).toBe(dialect);
    const config = accepted(file).nodes[0]?.config;
    expect(config).toMatchObject(expected);
    for (const key of ['keywords', 'topics', 'updateInterval', 'apiEndpoint', 'provider'])
      expect(config).not.toHaveProperty(key);
  });

  it.each([
    ['active', true],
    ['error', true],
    ['inactive', false],
    ['INACTIVE', false],
  ])('reads a portal node whose status is %s', (status, enabled) => {
    const file = fixtureJson('config-portal-saved');
    file.nodes['channel-17'].status = status;
    expect(accepted(file, { outOfRange: 'clamp' }).nodes[0]?.enabled).toBe(enabled);
  });

  it('takes no other name where ours is there', () => {
    const extra = { provider: 'x', updateInterval: 1, keywords: [1], apiEndpoint: 'y' };
    const file = canonicalFile();
    Object.assign(file.nodes[3], { config: { ...file.nodes[3].config, ...extra } });
    Object.assign(file, { mode: 'x', timestamp: 'y', updatedAt: 'z' });
    expect(accepted(file)).toEqual(file);
  });

  it('takes our name where a file of another dialect has both, and keeps theirs', () => {
    const config = {
      provider: 'alpaca',
      updateFrequency: 7,
      updateInterval: 9,
      endpoint: 'https://a.test',
      apiEndpoint: 'b',
    };
    const file = { ...fixtureJson('config-webdemo-v1'), created: null, nodes: [{ type: 'api-integration', config }] };
    expect(read(file).dialect).toBe('demo-app');
    expect(accepted(file).nodes[0]?.config).toMatchObject({
      ...{ feedType: 'alpaca', updateFrequency: 7, updateInterval: 9, endpoint: 'https://a.test', apiEndpoint: 'b' },
    });
  });

  it('does not ask the status of a portal node that says itself whether it is enabled', () => {
    const file = fixtureJson('config-portal-saved');
    Object.assign(file.nodes['channel-17'], { status: 'inactive', enabled: true });
    expect(accepted(file, { outOfRange: 'clamp' }).nodes[0]?.enabled).toBe(true);
  });

  it('reads mode as the performance mode of the portal', () => {
    const { performanceMode: _, ...file } = fixtureJson('config-portal-saved');
    expect(accepted({ ...file, mode: 'STAGING' }, { outOfRange: 'clamp' }).performanceMode).toBe('staging');
  });

  it('reads mode as the performance mode of the demo app', () => {
    const file = { ...fixtureJson('config-webdemo-v1'), mode: 'STAGING', nodes: [] };
    expect(accepted(file).performanceMode).toBe('staging');
  });
});
