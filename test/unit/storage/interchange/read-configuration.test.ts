import { describe, expect, it } from 'vitest';
import { accepted, canonicalFile, noticeAt, read, readOne, withConfig, type Json } from './files.js';

describe('interchange 2: words', () => {
  it.each([
    ['production', 'production'],
    ['PerformanceMode.production', 'production'],
    ['PRODUCTION', 'production'],
    [' Staging ', 'staging'],
    ['PerformanceMode.Educational', 'educational'],
  ])('reads the mode %s as %s, without a word', (found, used) => {
    const { configuration, notices } = readOne(canonicalFile({ performanceMode: found }));
    expect(configuration?.performanceMode).toBe(used);
    expect(notices).toEqual([]);
  });

  it.each(['turbo', 'PerformanceMode.', '', 5, 'toString', 'x'.repeat(200)])('refuses the mode %s', (found) => {
    const { configuration, issues } = readOne(canonicalFile({ performanceMode: found }));
    expect(configuration).toBeUndefined();
    expect(issues).toMatchObject([{ path: ['performanceMode'] }]);
  });

  it.each([
    ['roundRobin', 'round-robin', false],
    ['ROUND_ROBIN', 'round-robin', false],
    ['leastConnections', 'least-connections', false],
    ['Least Connections', 'least-connections', false],
    ['RoutingAlgorithm.weighted', 'weighted', false],
    ['random', 'round-robin', true],
    ['hash-based', 'round-robin', true],
    ['multicast', 'round-robin', true],
  ])('reads the routing %s as %s', (found, used, isTold) => {
    const { configuration, notices } = readOne(withConfig('channel', { routingAlgorithm: found }));
    expect(configuration?.nodes[0]?.config).toMatchObject({ routingAlgorithm: used });
    const notice = noticeAt(notices, 'nodes.0.config.routingAlgorithm');
    if (isTold) expect(notice).toMatchObject({ found, used });
    else expect(notice).toBeUndefined();
  });

  it('refuses a routing that is no word', () => {
    expect(readOne(withConfig('channel', { routingAlgorithm: 7 })).issues).toHaveLength(1);
  });

  it.each([
    ['channel', 'channel', false],
    ['NodeType.channel', 'channel', false],
    ['CHANNEL', 'channel', false],
    ['Validator', 'validator', false],
    ['BUSINESS', 'business', false],
    ['api-integration', 'slim', true],
    ['API_INTEGRATION', 'slim', true],
    ['apiIntegration', 'slim', true],
    ['API', 'slim', true],
  ])('reads the node type %s as %s', (found, used, isTold) => {
    const node = { id: 'a', name: 'a', enabled: true, type: found, config: { feedType: 'alpaca' } };
    const { configuration, notices } = readOne(canonicalFile({ nodes: [node] }));
    expect(configuration?.nodes[0]?.type).toBe(used);
    expect(noticeAt(notices, 'nodes.0.type') !== undefined).toBe(isTold);
  });

  it.each(['router', '', 4, null, undefined])('refuses the node type %s', (type) => {
    const file = canonicalFile();
    file.nodes[0].type = type;
    expect(readOne(file).issues).toMatchObject([{ path: ['nodes', 0, 'type'] }]);
  });

  it.each([
    ['FeedType.alpaca', 'alpaca'],
    ['openweathermap', 'weather'],
    ['OpenWeatherMap', 'weather'],
    ['TWITTER', 'twitter'],
  ])('reads the feed %s as %s', (found, used) => {
    expect(accepted(withConfig('slim', { feedType: found })).nodes[0]?.config).toMatchObject({ feedType: used });
  });

  it('refuses a feed that is not known, and fills nothing in for it', () => {
    const { issues, notices } = readOne(withConfig('slim', { feedType: 'newsapi', endpoint: undefined }));
    expect(issues.map(({ path }) => path.at(-1))).toEqual(['feedType', 'endpoint']);
    expect(notices).toEqual([]);
  });
});

describe('interchange 2: description', () => {
  it('reads null as absent, keeps an empty text, and refuses a number', () => {
    expect(accepted(canonicalFile({ description: null }))).not.toHaveProperty('description');
    expect(accepted(canonicalFile({ description: '' })).description).toBe('');
    expect(readOne(canonicalFile({ description: 3 })).issues).toHaveLength(1);
  });
});

describe('interchange 2: slim lists', () => {
  const flat = (config: object) => withConfig('slim', { alpaca: undefined, ...config });

  it.each([
    ['alpaca', 'symbols'],
    ['weather', 'locations'],
    ['twitter', 'topics'],
  ])('moves a flat list of %s into its block', (feedType, list) => {
    const config = accepted(flat({ feedType, [list]: ['A', 'B'] })).nodes[0]?.config;
    expect(config).toHaveProperty(feedType, { [list]: ['A', 'B'] });
    expect(config).not.toHaveProperty(list);
  });

  it('keeps lists of other providers on their own', () => {
    const config = accepted(flat({ symbols: ['A'], locations: ['Oslo'], topics: ['#a'] })).nodes[0]?.config;
    expect(config).toMatchObject({
      alpaca: { symbols: ['A'] },
      weather: { locations: ['Oslo'] },
      twitter: { topics: ['#a'] },
    });
  });

  it('adds a flat list to a block that lacks it, and leaves it beside one that has it', () => {
    const added = accepted(flat({ alpaca: { paper: true }, symbols: ['A'] })).nodes[0]?.config;
    expect(added).toHaveProperty('alpaca', { paper: true, symbols: ['A'] });
    const both = accepted(flat({ alpaca: { symbols: ['B'] }, symbols: ['A'] })).nodes[0]?.config;
    expect(both).toMatchObject({ alpaca: { symbols: ['B'] }, symbols: ['A'] });
  });

  it('reads null as no list and no block', () => {
    const config = accepted(flat({ alpaca: null, weather: null, symbols: null })).nodes[0]?.config;
    expect(config).not.toHaveProperty('alpaca');
    expect(config).not.toHaveProperty('weather');
  });

  it('refuses a list that is none', () => {
    expect(readOne(flat({ symbols: 'AAPL' })).issues).toHaveLength(1);
    expect(readOne(flat({ symbols: [1] })).issues).toHaveLength(1);
    expect(readOne(flat({ alpaca: 'AAPL' })).issues).toHaveLength(1);
  });
});

describe('interchange 2 and protocol 5.4, step 6: numbers', () => {
  it.each([
    ['30000', 30_000],
    [' 30000.0 ', 30_000],
    ['3e4', 30_000],
    ['+30000', 30_000],
  ])('reads the text %j as a number', (found, used) => {
    const { configuration, notices } = readOne(withConfig('channel', { timeout: found }));
    expect(configuration?.nodes[0]?.config).toMatchObject({ timeout: used });
    expect(notices).toEqual([]);
  });

  it.each(['NaN', 'Infinity', '1e999', '', ' ', '0x7530', '30,000', '30000 ms', '1'.repeat(41), [30_000], true])(
    'refuses %j as a number',
    (found) => {
      const { issues } = readOne(withConfig('channel', { timeout: found }));
      expect(issues).toMatchObject([{ path: ['nodes', 0, 'config', 'timeout'] }]);
    },
  );

  it.each([
    ['channel', 'maxConnections', 9, 10],
    ['channel', 'maxConnections', 501, 500],
    ['channel', 'bufferSize', 999, 1_000],
    ['channel', 'bufferSize', 100_001, 100_000],
    ['channel', 'timeout', 20, 5_000],
    ['channel', 'timeout', '60001', 60_000],
    ['validator', 'stakeAmount', -1, 0],
    ['validator', 'votingPower', 1.5, 1],
    ['validator', 'votingPower', -0.1, 0],
    ['validator', 'consensusTimeout', 100, 150],
    ['validator', 'consensusTimeout', 5_000, 300],
    ['validator', 'maxBlockSize', 0, 1],
    ['business', 'processingCapacity', 0, 1],
    ['business', 'queueSize', -5, 1],
    ['business', 'batchSize', 0, 1],
    ['business', 'parallelThreads', 0, 1],
    ['slim', 'updateFrequency', 0, 1],
    ['slim', 'rateLimit', -1, 1],
  ])('%s.%s: refuses %s, or moves it to %s and tells', (type, key, found, used) => {
    const file = withConfig(type, { [key]: found });
    expect(readOne(file).issues).toMatchObject([{ path: ['nodes', 0, 'config', key] }]);
    const { configuration, notices } = readOne(file, { outOfRange: 'clamp' });
    expect(configuration?.nodes[0]?.config).toHaveProperty(key, used);
    expect(notices).toEqual([
      expect.objectContaining({ path: ['nodes', 0, 'config', key], found: String(found), used: String(used) }),
    ]);
  });

  it('moves nothing that is in range, and cannot move what is no number or no whole number', () => {
    expect(readOne(withConfig('validator', { consensusTimeout: 150 }), { outOfRange: 'clamp' }).notices).toEqual([]);
    expect(readOne(withConfig('channel', { timeout: 6_000.5 }), { outOfRange: 'clamp' }).issues).toHaveLength(1);
    expect(readOne(withConfig('channel', { timeout: 'soon' }), { outOfRange: 'clamp' }).issues).toHaveLength(1);
  });
});

describe('protocol 5.4, steps 5 and 7: what is missing', () => {
  it.each([
    ['id', 'new-1'],
    ['name', 'Imported configuration'],
    ['created', '2026-11-01T10:00:00.000Z'],
    ['modified', '2026-11-01T10:00:00.000Z'],
    ['isDefault', false],
    ['performanceMode', 'development'],
    ['version', '1.0'],
  ])('fills in %s and tells', (key, used) => {
    for (const found of [undefined, null]) {
      const { configuration, notices, isNewId } = readOne(canonicalFile({ [key]: found }));
      expect(configuration).toHaveProperty(key, used);
      expect(notices).toEqual([expect.objectContaining({ path: [key], found: '', used: String(used) })]);
      expect(isNewId).toBe(key === 'id');
    }
  });

  it('puts what it fills in where the design has it', () => {
    const file = canonicalFile({ id: undefined, version: undefined, extra: 1 });
    expect(Object.keys(accepted(file))).toEqual([...Object.keys(canonicalFile()), 'extra']);
  });

  it.each([
    ['id', 'new-1'],
    ['name', 'Channel 1'],
    ['enabled', true],
  ])('fills in a node’s %s and tells', (key, used) => {
    const file = canonicalFile();
    file.nodes[0][key] = null;
    const { configuration, notices } = readOne(file);
    expect(configuration?.nodes[0]).toHaveProperty(key, used);
    expect(noticeAt(notices, `nodes.0.${key}`)).toMatchObject({ found: '', used: String(used) });
  });

  it.each([
    ['channel', { maxConnections: 50, routingAlgorithm: 'round-robin', bufferSize: 5_000, timeout: 30_000 }],
    ['validator', { stakeAmount: 1_000, votingPower: 1, consensusTimeout: 200, maxBlockSize: 1_000_000 }],
    ['business', { processingCapacity: 8_000, queueSize: 10_000, batchSize: 100, parallelThreads: 4 }],
  ])('fills in every default of a %s node, with or without a config, and tells', (type, config) => {
    for (const node of [{ config: {} }, { config: null }, {}]) {
      const { configuration, notices } = readOne(
        canonicalFile({ nodes: [{ id: 'a', name: 'a', enabled: true, type, ...node }] }),
      );
      expect(configuration?.nodes[0]?.config).toEqual(config);
      expect(notices).toHaveLength(4);
    }
  });

  it.each([
    ['alpaca', 'https://data.alpaca.markets/v2', 'alpaca'],
    ['weather', 'https://api.openweathermap.org/data/2.5', 'openweathermap'],
    ['twitter', 'https://api.twitter.com/2', 'twitter'],
  ])('fills in the address and the key’s name of %s', (feedType, endpoint, apiKeyRef) => {
    const file = canonicalFile({ nodes: [{ id: 'a', name: 'a', enabled: true, type: 'slim', config: { feedType } }] });
    const { configuration, redactedKeyRefs } = readOne(file);
    expect(configuration?.nodes[0]?.config).toMatchObject({ feedType, endpoint, apiKeyRef });
    expect(redactedKeyRefs).toEqual([]);
  });

  it('refuses a configuration without nodes', () => {
    expect(readOne(canonicalFile({ nodes: 'none' })).issues).toMatchObject([{ path: ['nodes'] }]);
    expect(read([canonicalFile({ nodes: undefined })]).configurations[0]?.issues).toMatchObject([{ path: ['nodes'] }]);
  });

  it('refuses nodes and configs that are no objects', () => {
    const [channel] = canonicalFile().nodes;
    for (const node of [5, null, [], { ...channel, config: 'x' }, { ...channel, config: [] }])
      expect(readOne(canonicalFile({ nodes: [node] })).issues).toHaveLength(1);
  });
});

describe('ids', () => {
  it.each(['node-channel-118302', 'cfg-1790000123456', ' ', 'https://a.test/?x=1', '../..', '𝄞'])('keeps %j', (id) => {
    expect(accepted(canonicalFile({ id }))).toEqual(canonicalFile({ id }));
  });

  it('takes a number as text', () => {
    const file = canonicalFile({ id: 17 });
    file.nodes[0].id = 4;
    const { configuration, notices } = readOne(file);
    expect(configuration).toMatchObject({ id: '17', nodes: [{ id: '4' }, {}, {}, {}] });
    expect(notices.map(({ path }) => path)).toEqual([['id'], ['nodes', 0, 'id']]);
  });

  it('I4: refuses two nodes with the same id', () => {
    const file = canonicalFile();
    file.nodes[1].id = file.nodes[0].id;
    expect(readOne(file).issues).toMatchObject([{ message: 'Two nodes have the same id.' }]);
  });

  it('I4: tells of names that stand twice in the file', () => {
    const text = JSON.stringify(canonicalFile()).replace('{', '{"name":"first",');
    const reading = read(text);
    expect(reading.configurations[0]?.name).toBe('Field trial');
    expect(reading.notices).toMatchObject([{ found: 'name', message: expect.stringContaining('line 1, column') }]);
  });

  it('I1: tells how many dangerous names were left out', () => {
    const reading = read(`{"__proto__":{"polluted":1},${JSON.stringify(canonicalFile()).slice(1)}`);
    expect(reading.notices).toMatchObject([{ found: '1' }]);
    expect(reading.configurations[0]?.configuration).toEqual(canonicalFile());
    expect(({} as Json).polluted).toBeUndefined();
  });

  it('tells of whole numbers that lose digits', () => {
    expect(
      read(JSON.stringify(canonicalFile({ extra: 0 })).replace('"extra":0', '"extra":9007199254740993')),
    ).toMatchObject({
      notices: [{ message: expect.stringContaining('more digits') }],
    });
  });
});

describe('I5: schema versions', () => {
  it.each(['2.0', '9.7', '1.1', '1.10', '', 'next'])(
    'reads what is known of version %j, keeps it, and tells',
    (version) => {
      const file = canonicalFile({ version, invented: { deep: [1, null] } });
      const { configuration, notices } = readOne(file);
      expect(configuration).toEqual(file);
      expect(notices).toMatchObject([{ path: ['version'], found: version, used: version }]);
    },
  );

  it.each([
    [1, '1.0', 0],
    [2, '2.0', 1],
    [1.5, '1.5', 1],
  ])('reads the number %s as version %s', (version, used, told) => {
    const { configuration, notices } = readOne(canonicalFile({ version }));
    expect(configuration?.version).toBe(used);
    expect(notices).toHaveLength(told);
  });
});

describe('protocol 5.4, step 8: the number of nodes', () => {
  const nodes = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ ...canonicalFile().nodes[0], id: `n${index}` }));

  it.each([
    [0, 1],
    [1, 0],
    [50, 0],
    [51, 1],
    [851, 1],
  ])('with %s nodes tells %s times, and refuses nothing', (count, told) => {
    const { configuration, notices } = readOne(canonicalFile({ nodes: nodes(count) }));
    expect(configuration?.nodes).toHaveLength(count);
    expect(notices).toHaveLength(told);
  });
});

describe('unknown fields', () => {
  it('are kept at every level, in their place', () => {
    const extra = { a: [1, { b: null }], ä: '€', nested: { deep: true } };
    const file = { extra, ...canonicalFile(), 7: 'seven' };
    file.nodes = (file.nodes as Json[]).map((node) => ({
      first: extra,
      ...node,
      config: { x: 1, ...node.config, extra },
    }));
    file.nodes[3].config.alpaca.extra = extra;
    expect(JSON.stringify(accepted(file))).toBe(JSON.stringify(file));
  });

  it('may have the names of what every object inherits', () => {
    const file = canonicalFile({ toString: 1, hasOwnProperty: 2, valueOf: { toJSON: 3 } });
    expect(JSON.stringify(accepted(file))).toBe(JSON.stringify(file));
  });
});

describe('long lists of notices and issues', () => {
  it('are cut, and say so', () => {
    const nodes = Array.from({ length: 200 }, (_, index) => ({ id: `n${index}`, type: 'channel' }));
    const { notices } = readOne(canonicalFile({ nodes }));
    expect(notices).toHaveLength(501);
    expect(notices.at(-1)?.message).toContain('701 more');
    const { issues } = readOne(canonicalFile({ nodes: Array(300).fill(1) }));
    expect(issues).toHaveLength(101);
    expect(issues.at(-1)?.message).toContain('200 more');
  });

  it('show long values shortened', () => {
    const { notices } = readOne(withConfig('channel', { routingAlgorithm: 'x'.repeat(5_000) }));
    expect(notices[0]?.found).toBe(`${'x'.repeat(59)}…`);
  });
});
