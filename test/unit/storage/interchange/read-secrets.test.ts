import { describe, expect, it } from 'vitest';
import { accepted, canonicalFile, noticeAt, read, readOne, withConfig } from './files.js';

const CANARY = 'c4n4ry-s3cr3t';

describe('protocol 5.4, step 2: secrets', () => {
  it.each([
    ...['apiKeys', 'apiKey', 'apiSecret', 'key', 'secret', 'token', 'password', 'authorization', 'Authorization'],
    ...['api_key', 'API-KEY', 'X-Api-Key', 'x-auth-token', 'accessToken', 'bearer', 'clientSecret', 'privateKey'],
    ...['APCA-API-KEY-ID', 'APCA-API-SECRET-KEY', 'alpaca_key', 'alpaca_secret', 'openweathermap_key', 'twitter_token'],
    ...[
      'passwd',
      'pwd',
      'passphrase',
      'credentials',
      'jwt',
      'cookie',
      'encryptionKey',
      'keys',
      'secrets',
      'tokens',
      'auth',
    ],
  ])('takes out %s at any depth and tells where, never what', (name) => {
    const file = canonicalFile({ [name]: CANARY, extra: [{ [name]: { deep: CANARY } }] });
    file.nodes[3][name] = [CANARY];
    file.nodes[3].config[name] = CANARY;
    const reading = read(file);
    expect(JSON.stringify(reading)).not.toContain(CANARY);
    expect(reading.configurations[0]?.configuration).toEqual(canonicalFile({ extra: [{}] }));
    for (const path of [name, `extra.0.${name}`, `nodes.3.${name}`, `nodes.3.config.${name}`])
      expect(noticeAt(reading.notices, path)).toMatchObject({ found: 'not shown', used: '' });
  });

  it('takes out the keys of a bundle', () => {
    const reading = read({ configs: [canonicalFile()], apiKeys: { alpaca: { key: CANARY, secret: CANARY } } });
    expect(JSON.stringify(reading)).not.toContain(CANARY);
    expect(noticeAt(reading.notices, 'apiKeys')).toBeDefined();
  });

  it.each([
    'apiKeyRef',
    'secretRef',
    'monkey',
    'keyboard',
    'tlsKeyPath',
    'tokenCount',
    'publicKey',
    'keywords',
    'authors',
  ])('keeps %s', (name) => {
    const file = canonicalFile({ [name]: 'x' });
    expect(accepted(file)).toEqual(file);
  });

  it('takes no node for a secret because of its id', () => {
    const [node] = canonicalFile().nodes;
    const file = canonicalFile({ nodes: { token: { ...node, id: undefined } } });
    expect(accepted(file).nodes[0]?.id).toBe('token');
  });

  it.each([
    ['https://user:CANARY@a.test/v1', 'https://a.test/v1'],
    ['https://CANARY@a.test', 'https://a.test'],
    ['https://a.test/v1?appid=CANARY&units=metric', 'https://a.test/v1?units=metric'],
    ['https://a.test/v1?units=metric&api_key=CANARY#access_token=CANARY', 'https://a.test/v1?units=metric'],
    ['https://a.test/v1?key=CANARY', 'https://a.test/v1'],
    ['https://a.test/v1?units=metric&sig=CANARY', 'https://a.test/v1?units=metric'],
    ['https://a.test/v1?signature=CANARY', 'https://a.test/v1'],
    ['https:\\\\user:CANARY@a.test', 'https:\\\\a.test'],
  ])('takes the secrets out of the address %s', (endpoint, used) => {
    const { configuration, notices } = readOne(withConfig('slim', { endpoint: endpoint.replaceAll('CANARY', CANARY) }));
    expect(configuration?.nodes[0]?.config).toMatchObject({ endpoint: used });
    expect(noticeAt(notices, 'nodes.0.config.endpoint')).toMatchObject({ found: 'not shown', used });
    expect(JSON.stringify(notices)).not.toContain(CANARY);
  });

  it('does not show the password of an address that is refused', () => {
    for (const endpoint of [`ftp://user:${CANARY}@a.test`, `user:${CANARY}@a.test`, `//${CANARY}@a.test`]) {
      const one = readOne(withConfig('slim', { endpoint }));
      expect(one.issues).toHaveLength(1);
      expect(JSON.stringify(one)).not.toContain(CANARY);
    }
  });

  it('keeps an address without secrets byte for byte', () => {
    const file = withConfig('slim', { endpoint: 'https://a.test?units=metric#top' });
    expect(accepted(file)).toEqual(file);
  });
});

describe('I6: redacted key references', () => {
  it.each([
    ['alpaca', 'alpaca'],
    ['weather', 'openweathermap'],
    ['twitter', 'twitter'],
  ])('of %s become %s and are listed', (feedType, apiKeyRef) => {
    const file = withConfig('slim', { feedType, apiKeyRef: '[REDACTED]' });
    const { configuration, redactedKeyRefs, notices } = readOne(file);
    expect(configuration?.nodes[0]?.config).toMatchObject({ apiKeyRef });
    expect(redactedKeyRefs).toEqual([file.nodes[0].id]);
    expect(notices).toHaveLength(1);
  });

  it('of a node without an id are listed under its new one', () => {
    const file = withConfig('slim', { apiKeyRef: '[REDACTED]' });
    delete file.nodes[0].id;
    expect(readOne(file).redactedKeyRefs).toEqual(['new-1']);
  });

  it('of an unknown feed are refused with the feed', () => {
    const file = withConfig('slim', { feedType: 'newsapi', apiKeyRef: '[REDACTED]' });
    expect(readOne(file)).toMatchObject({ configuration: undefined, redactedKeyRefs: [] });
  });
});
