import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../../../src/domain/configuration.js';
import { FailureError } from '../../../../src/domain/failure.js';
import { defaultSettings, type AppSettings } from '../../../../src/domain/settings.js';
import { writeConfigurations } from '../../../../src/storage/interchange/write-file.js';
import { accepted, canonicalFile, fixture, fixtureJson, read, withConfig, type Json } from './files.js';

const CANARY = 'c4n4ry-s3cr3t';
const one = (): Configuration => canonicalFile();
const parsed = (text: string): Json => JSON.parse(text);

/** What an export of the canonical sample should be. */
function expectedExport(): Json {
  const file = canonicalFile();
  file.nodes[3].config.apiKeyRef = '[REDACTED]';
  return file;
}

describe('schema design 10.3: the canonical form', () => {
  it('is an object for one, a list for several or none, and a bundle with settings', () => {
    const pretty = (value: unknown) => JSON.stringify(value, null, 2);
    const exported = expectedExport();
    const settings = defaultSettings();
    expect(writeConfigurations([one()])).toBe(pretty(exported));
    expect(writeConfigurations([one(), one()])).toBe(pretty([exported, exported]));
    expect(writeConfigurations([])).toBe('[]');
    expect(writeConfigurations([one()], { settings })).toBe(pretty({ configs: [exported], settings }));
    expect(writeConfigurations([], { settings })).toBe(pretty({ configs: [], settings }));
  });

  it('is React Native’s redacted export, too', () => {
    expect(writeConfigurations([one()], { dialect: 'react-native' })).toBe(writeConfigurations([one()]));
    const [, file] = [one(), fixtureJson('config-reactnative')];
    expect(
      parsed(writeConfigurations(read(file).configurations.map((each) => each.configuration as Configuration))),
    ).toEqual(file[0]);
  });

  it('changes nothing that it is given', () => {
    const freeze = (value: Json): Json => {
      if (typeof value === 'object' && value !== null) Object.values(value).forEach(freeze);
      return Object.freeze(value);
    };
    const configuration = freeze(one());
    for (const dialect of ['canonical', 'dart', 'react-native'] as const)
      writeConfigurations([configuration], { dialect, settings: freeze(defaultSettings()) });
    expect(configuration).toEqual(one());
  });
});

describe('I7: exports are redacted', () => {
  it.each(['canonical', 'dart', 'react-native'] as const)('%s: no field that looks like a key leaves', (dialect) => {
    const file = canonicalFile({ token: CANARY, extra: [{ apiSecret: CANARY, kept: 1 }], apiKeys: { alpaca: CANARY } });
    file.nodes[0].password = CANARY;
    file.nodes[3].config['X-Api-Key'] = CANARY;
    file.nodes[3].config.alpaca.secret = { deep: [CANARY] };
    file.nodes[3].config.apiKeyRef = CANARY;
    file.nodes[3].config.other = { apiKeyRef: CANARY };
    const settings = { ...defaultSettings(), authorization: CANARY } as AppSettings;
    const text = writeConfigurations([file], { dialect, settings });
    expect(text).not.toContain(CANARY);
    expect(parsed(text).configs[0]).toHaveProperty('extra', [{ kept: 1 }]);
    expect(parsed(text).configs[0].nodes[3].config).toMatchObject({
      ...{ apiKeyRef: '[REDACTED]', other: { apiKeyRef: '[REDACTED]' } },
    });
  });

  it.each([
    ['https://user:CANARY@a.test:8443/v1?appid=CANARY#CANARY', 'https://a.test:8443/v1'],
    ['https://a.test', 'https://a.test'],
    ['https://a.test?CANARY', 'https://a.test'],
    ['https://a.test/#CANARY', 'https://a.test/'],
    ['https://a@b:CANARY@a.test/@path', 'https://a.test/@path'],
    ['https:user:CANARY@a.test/v1', 'https:a.test/v1'],
    ['https:\\\\user:CANARY@a.test\\v1', 'https:\\\\a.test\\v1'],
    ['HTTPS://user:CANARY@A.test', 'HTTPS://A.test'],
    ['ht\ntps://user:CANARY@a.test', 'https://a.test/'],
    ['https:/\t/user:CANARY@a.test/', 'https://a.test/'],
  ])('strips user name, query and fragment from %j', (address, bare) => {
    const text = address.replaceAll('CANARY', CANARY);
    const file = canonicalFile();
    file.nodes[3].config.endpoint = text;
    const settings = { ...defaultSettings(), v11Backend: { ...defaultSettings().v11Backend, url: text, wsUrl: text } };
    const written = parsed(writeConfigurations([file], { settings }));
    expect(JSON.stringify(written)).not.toContain(CANARY);
    expect(written.configs[0].nodes[3].config.endpoint).toBe(bare);
    expect(written.settings.v11Backend).toMatchObject({ url: bare, wsUrl: bare });
  });

  it.each(['homepage', 'extra', 'callbackUrl', 'description'])('strips any other address, in %s', (name) => {
    const address = `wss://user:${CANARY}@a.test/x?${CANARY}`;
    const file = canonicalFile({ [name]: address, list: [address, [address]] });
    expect(parsed(writeConfigurations([file]))).toMatchObject({
      [name]: 'wss://a.test/x',
      list: ['wss://a.test/x', ['wss://a.test/x']],
    });
  });

  it('strips named addresses that no one can parse, and addresses of other schemes', () => {
    const file = canonicalFile({
      url: `user:${CANARY}@a.test?x=${CANARY}`,
      database: `postgres://u:${CANARY}@db/x?${CANARY}`,
    });
    const written = writeConfigurations([file]);
    expect(written).not.toContain(CANARY);
    expect(parsed(written).database).toBe('postgres://db/x');
  });

  it.each([
    ['Is this it? See #4', 'Is this it? See #4'],
    ['see https://a.test/?x=1', 'see https://a.test/?x=1'],
    ['mailto:a@b.test?subject=x', 'mailto:a@b.test?subject=x'],
    ['note: what? #1', 'note: what? #1'],
    ['12:30?', '12:30?'],
  ])('leaves the text %j alone', (description, kept) => {
    expect(parsed(writeConfigurations([canonicalFile({ description })])).description).toBe(kept);
  });

  it('leaves ids alone, which are opaque', () => {
    const file = canonicalFile({ id: 'https://a.test/?id=1' });
    expect(parsed(writeConfigurations([file])).id).toBe(file.id);
  });
});

describe('interchange 2: the Dart form', () => {
  const vector = fixtureJson('dart-seed');
  const written = (file: Json) => writeConfigurations([accepted([file])], { dialect: 'dart' });

  it('is what a Dart VM prints, except for the zone of the date and the key reference', () => {
    const [found] = parsed(written(vector.configuration));
    const expected = { ...vector.configuration, created: '2025-10-09T12:34:56.789Z' };
    expected.nodes[3].config.apiKeyRef = '[REDACTED]';
    expect(found).toEqual(expected);
    expect(JSON.stringify(found)).toBe(JSON.stringify(expected));
  });

  it('is that byte for byte, fractions of doubles included', () => {
    const text = fixture('dart-seed');
    const start = text.indexOf('{', text.indexOf('"configuration"'));
    const block = text.slice(start, text.indexOf('"configurationNoDescription"')).trim().replace(/,$/, '');
    const expected = `[\n  ${block}\n]`
      .replace('2025-10-09T12:34:56.789123', '2025-10-09T12:34:56.789Z')
      .replace('"apiKeyRef": "alpaca"', '"apiKeyRef": "[REDACTED]"');
    expect(expected).toContain('"stakeAmount": 10000.0');
    expect(written(vector.configuration)).toBe(expected);
  });

  it('has null for a missing description', () => {
    expect(parsed(written(vector.configurationNoDescription))).toEqual([vector.configurationNoDescription]);
  });

  it('has the bare mode in settings, and the same otherwise', () => {
    const bundle = parsed(writeConfigurations([], { dialect: 'dart', settings: vector.settings }));
    expect(bundle).toEqual({ configs: [], settings: vector.settings });
  });

  it('is a list even of one', () => {
    expect(parsed(writeConfigurations([one()], { dialect: 'dart' }))).toHaveLength(1);
  });

  it.each([
    ['round-robin', 'roundRobin'],
    ['least-connections', 'leastConnections'],
    ['weighted', 'weighted'],
  ])('has %s as %s', (routingAlgorithm, name) => {
    const file = withConfig('channel', { routingAlgorithm });
    expect(parsed(writeConfigurations([file], { dialect: 'dart' }))[0].nodes[0].config.routingAlgorithm).toBe(name);
  });

  it('has every list beside its provider, and keeps what else stood there', () => {
    const file = withConfig('slim', {
      alpaca: { symbols: ['A'], paper: true },
      weather: { locations: [] },
      twitter: { topics: ['#a'] },
    });
    const [{ nodes }] = parsed(writeConfigurations([file], { dialect: 'dart' }));
    expect(nodes[0].config).toMatchObject({ symbols: ['A'], locations: [], topics: ['#a'], alpaca: { paper: true } });
    expect(nodes[0].config).not.toHaveProperty('weather');
    expect(accepted(writeConfigurations([file], { dialect: 'dart' })).nodes[0]?.config).toEqual({
      ...file.nodes[0].config,
      alpaca: { paper: true, symbols: ['A'] },
      apiKeyRef: 'alpaca',
    });
  });

  it('has fractions only where Dart has doubles', () => {
    const file = withConfig('validator', { stakeAmount: 0.5, votingPower: 0 });
    file.extra = 'first\n  "stakeAmount": 5';
    const text = writeConfigurations([file], { dialect: 'dart' });
    expect(text).toContain('"stakeAmount": 0.5,');
    expect(text).toContain('"votingPower": 0.0,');
    expect(text).toContain('"consensusTimeout": 220,');
    expect(parsed(text)[0].extra).toBe(file.extra);
  });

  it('writes dates as UTC with milliseconds', () => {
    const file = canonicalFile({ created: '2026-09-20T13:30:00+05:30' });
    expect(parsed(writeConfigurations([file], { dialect: 'dart' }))[0].created).toBe('2026-09-20T08:00:00.000Z');
  });

  it('keeps unknown fields', () => {
    const file = canonicalFile({ extra: { a: [1] } });
    expect(accepted(writeConfigurations([file], { dialect: 'dart' }))).toEqual({
      ...file,
      nodes: accepted(file).nodes.map((node) =>
        node.type === 'slim' ? { ...node, config: { ...node.config, apiKeyRef: 'alpaca' } } : node,
      ),
    });
  });
});

describe('depth', () => {
  const nested = (levels: number): Json => (levels === 0 ? 1 : { a: nested(levels - 1) });

  it('writes what can be read again, and refuses what is deeper or goes in circles', () => {
    const text = writeConfigurations([canonicalFile({ extra: nested(31) })]);
    expect(read(text).configurations[0]?.issues).toEqual([]);
    const circle: Json = {};
    circle.circle = circle;
    for (const write of [
      () => writeConfigurations([canonicalFile({ extra: nested(32) })]),
      () => writeConfigurations([canonicalFile({ extra: nested(31) }), one()]),
      () => writeConfigurations([canonicalFile({ extra: nested(30) })], { settings: defaultSettings() }),
      () => writeConfigurations([canonicalFile({ extra: circle })]),
    ])
      expect(write).toThrow(FailureError);
    expect(
      read(writeConfigurations([canonicalFile({ extra: nested(29) })], { settings: defaultSettings() })).dialect,
    ).toBe('bundle');
  });
});
