import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTransactionsControl, readV11Control } from '../../../src/v11/index.js';
import { sample } from './support/samples.js';

const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI0MiJ9.Zm9vYmFyYmF6cXV4';

describe('a message of /ws/v11', () => {
  test.each([
    ['auth_required', { type: 'auth-required' }],
    ['auth_response-ok', { type: 'authenticated' }],
    ['auth_response-error', { type: 'refused', message: 'Invalid or expired token' }],
    ['subscribe_response', { type: 'subscribed', channel: 'analytics' }],
    ['unsubscribe_response', { type: 'unsubscribed', channel: 'analytics' }],
    ['ping', { type: 'ping' }],
    ['pong', { type: 'pong' }],
    ['error', { type: 'error', message: 'Not authorized to subscribe to channel: metrics' }],
  ])('%s says what to do next', (name, expected) => {
    const text = sample(`wsB-v11-s2c-${name}.json`);
    expect(readV11Control(text)).toEqual(expected);
    expect(readV11Control(JSON.parse(text)), 'already parsed').toEqual(expected);
  });

  test('with data names its channel and hands the data on as it is', () => {
    const text = sample('wsB-v11-s2c-message-analytics.json');
    const { data } = JSON.parse(text) as { data: unknown };
    expect(readV11Control(text)).toEqual({ type: 'message', channel: 'analytics', data });
  });

  test('of the client is none of the server’s', () => {
    for (const name of ['auth', 'subscribe', 'unsubscribe']) {
      expect(readV11Control(sample(`wsB-v11-c2s-${name}.json`)), name).toBeUndefined();
    }
  });

  test('that refuses a channel without saying so in its type is an error', () => {
    const frame = { type: 'subscribe_response', status: 'error', channel: 'debug', message: 'No' };
    expect(readV11Control(JSON.stringify(frame))).toEqual({ type: 'error', message: 'No' });
  });

  test.each([
    '',
    'PONG',
    'null',
    '[]',
    '{}',
    '{"type":"message"}',
    '{"type":"message","channel":7}',
    '{"type":"subscribe_response","status":"success"}',
    '{"type":"__proto__"}',
    '{"type":"auth_response"',
  ])('%s is nothing', (text) => {
    expect(readV11Control(text)).toBeUndefined();
  });

  test('shows no token, however the backend quotes it', () => {
    for (const message of [`Bad token ${JWT}`, `Bearer abc refused`, `${'x'.repeat(700)} ${JWT}`]) {
      const control = readV11Control({ type: 'auth_response', status: 'error', message });
      expect(control).toMatchObject({ type: 'refused', message: expect.stringContaining('[hidden]') as string });
      expect(JSON.stringify(control)).not.toMatch(/eyJ|abc/);
      expect(JSON.stringify(control).length).toBeLessThan(260);
    }
  });
});

describe('a message of /ws/transactions', () => {
  test.each([
    ['WELCOME', { type: 'welcome' }],
    ['INFO', { type: 'info', message: 'Delivered 3 queued messages' }],
    ['SUBSCRIPTIONS', { type: 'subscriptions', channels: ['transactions', 'system'] }],
    ['HEARTBEAT', { type: 'heartbeat' }],
    [
      'STATS',
      {
        type: 'stats',
        totalSessions: 4,
        authenticatedSessions: 4,
        uniqueUsers: 2,
        activeChannels: 3,
        queuedMessages: 0,
      },
    ],
  ])('%s is read from JSON', (name, expected) => {
    const text = sample(`wsB-txcmd-s2c-${name}.json`);
    expect(readTransactionsControl(text)).toEqual(expected);
    expect(readTransactionsControl(JSON.parse(text)), 'already parsed').toEqual(expected);
  });

  test('in plain text is read as well', () => {
    const controls = sample('wsB-txcmd-s2c-textframes.txt').trim().split('\n').map(readTransactionsControl);
    expect(controls).toEqual([
      { type: 'subscribed', channel: 'transactions' },
      { type: 'unsubscribed', channel: 'system' },
      { type: 'pong' },
      { type: 'error', message: `Unknown command '{"TYPE":"PING"}'. ...` },
    ]);
  });

  test('of the client is none of the server’s', () => {
    for (const command of sample('wsB-txcmd-c2s-commands.txt').trim().split('\n')) {
      expect(readTransactionsControl(command), command).toBeUndefined();
    }
  });

  test('counters that did not come, or are none, are missing', () => {
    const frame = { type: 'STATS', totalSessions: '4', uniqueUsers: -1, queuedMessages: null };
    expect(readTransactionsControl(frame)).toEqual({ type: 'stats', totalSessions: 4 });
  });

  test.each(['', ' ', 'SUBSCRIBED', 'hello', '{"type":"welcome"}', '{', '7', `SUBSCRIBED ${'x'.repeat(300)}`])(
    '%s is nothing',
    (text) => {
      expect(readTransactionsControl(text)).toBeUndefined();
    },
  );
});

test('whatever a server sends, reading it never throws', () => {
  const record = fc.record(
    {
      type: fc.oneof(
        fc.constantFrom('auth_response', 'message', 'error', 'STATS', 'SUBSCRIPTIONS', 'INFO'),
        fc.jsonValue(),
      ),
      status: fc.jsonValue(),
      message: fc.jsonValue(),
      channel: fc.jsonValue(),
      channels: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );
  const data = fc.oneof(
    fc.string(),
    fc.anything(),
    record,
    record.map((value) => JSON.stringify(value)),
  );
  fc.assert(
    fc.property(data, (value) => {
      readV11Control(value);
      readTransactionsControl(value);
    }),
    { numRuns: 3_000 },
  );
});
