import { describe, expect, test } from 'vitest';
import { resolveEndpoints, type Endpoints } from '../../../src/v11/index.js';

function endpoints(wsUrl: string, url = 'http://localhost:9003'): Endpoints {
  const resolved = resolveEndpoints(wsUrl, url);
  if (!resolved.ok) throw new Error(resolved.failure.message);
  return resolved.value;
}

describe('sockets', () => {
  test.each([
    ['ws://localhost:9003/ws', 'ws://localhost:9003/ws', 'ws://localhost:9003/ws/dashboard'],
    ['ws://localhost:9003/ws/', 'ws://localhost:9003/ws/', 'ws://localhost:9003/ws/dashboard'],
    ['ws://localhost:9003', 'ws://localhost:9003/ws', 'ws://localhost:9003/ws/dashboard'],
    ['wss://host/v11/ws', 'wss://host/v11/ws', 'wss://host/v11/ws/dashboard'],
    ['wss://host/v11/ws?room=1#x', 'wss://host/v11/ws?room=1', 'wss://host/v11/ws/dashboard'],
    ['ws://host:1/ws/metrics', 'ws://host:1/ws', 'ws://host:1/ws/dashboard'],
    ['ws://host:1/p/api/v11/live/stream', 'ws://host:1/p/ws', 'ws://host:1/p/ws/dashboard'],
    ['ws://[::1]:9003/ws', 'ws://[::1]:9003/ws', 'ws://[::1]:9003/ws/dashboard'],
  ])('%s means %s and %s', (wsUrl, design, dashboard) => {
    expect(endpoints(wsUrl).socket('/ws')).toBe(design);
    expect(endpoints(wsUrl).socket('/ws/dashboard')).toBe(dashboard);
  });

  test('the live stream lies below the same prefix', () => {
    expect(endpoints('ws://host/p/ws').socket('/api/v11/live/stream')).toBe('ws://host/p/api/v11/live/stream');
  });
});

test.each([
  ['http://localhost:9003', 'http://localhost:9003/api/v11'],
  ['http://localhost:9003/', 'http://localhost:9003/api/v11'],
  ['http://localhost:9003/api/v11', 'http://localhost:9003/api/v11'],
  ['http://localhost:9003/api/v11/', 'http://localhost:9003/api/v11'],
  ['https://host/prefix', 'https://host/prefix/api/v11'],
  ['https://host/prefix/api/v11//?x=1', 'https://host/prefix/api/v11'],
])('REST of %s is at %s', (url, base) => {
  expect(endpoints('ws://localhost:9003/ws', url).restBase).toBe(base);
});

describe('addresses that are refused', () => {
  test.each([
    ['/ws', 'http://localhost:9003'],
    ['', 'http://localhost:9003'],
    ['http://localhost:9003/ws', 'http://localhost:9003'],
    ['javascript:alert(1)', 'http://localhost:9003'],
    ['ws://', 'http://localhost:9003'],
    ['ws://someone@localhost/ws', 'http://localhost:9003'],
    ['ws://localhost/ws', 'file:///etc/hosts'],
    ['ws://localhost/ws', 'localhost:9003'],
  ])('%s with %s', (wsUrl, url) => {
    const resolved = resolveEndpoints(wsUrl, url);
    expect(resolved.ok ? '' : resolved.failure.code).toBe('invalid-url');
  });

  test('a password in an address does not reach the failure', () => {
    const resolved = resolveEndpoints('ws://someone:hunter2@localhost/ws', 'http://localhost');
    expect(JSON.stringify(resolved)).not.toContain('hunter2');
  });
});
