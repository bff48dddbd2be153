import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SYSTEM_FIELDS } from '../../../src/domain/live-update.js';
import {
  DESIGN_SOCKET,
  EVENT_SOCKETS,
  FALLBACK_SOCKETS,
  REST_ROUTES,
  decodeBody,
  decodeFrame,
  type SocketEndpoint,
} from '../../../src/v11/index.js';
import { RecordingSink } from './support/recording-sink.js';
import { sample } from './support/samples.js';

const ENDPOINTS: readonly SocketEndpoint[] = [DESIGN_SOCKET, ...FALLBACK_SOCKETS, ...EVENT_SOCKETS];
const KINDS = ['data', 'control', 'unknown', 'malformed'];

const GOOD_FRAMES = [
  'wsA-design-s2c-node-update.json',
  'wsA-design-s2c-system-metrics.json',
  'wsB-metrics.json',
  'wsB-dashboard-s2c-metrics.json',
  'wsB-dashboard-s2c-nodes.json',
  'wsB-live-s2c-tps_update.json',
  'wsB-channels-s2c-channel_update.json',
].map(sample);

/** Fails where a decoder let something through that is no figure. */
class StrictSink extends RecordingSink {
  override system(...args: Parameters<RecordingSink['system']>): void {
    expect(args[1]).toBeGreaterThanOrEqual(0);
    expect(args[1]).toBeLessThan(Infinity);
    super.system(...args);
  }

  override nodeValue(...args: Parameters<RecordingSink['nodeValue']>): void {
    expect(args[2]).toBeGreaterThanOrEqual(0);
    expect(args[2]).toBeLessThan(Infinity);
    super.nodeValue(...args);
  }

  override node(...args: Parameters<RecordingSink['node']>): number {
    expect(args[0].length).toBeGreaterThan(0);
    expect(args[0].length).toBeLessThanOrEqual(200);
    return super.node(...args);
  }
}

test.each(ENDPOINTS)('%s survives every JSON that a server can send', (endpoint) => {
  const type = fc.constantFrom(
    'node-update',
    'system-metrics',
    'metrics',
    'nodes',
    'tps_update',
    'block',
    'constructor',
    '__proto__',
  );
  const frame = fc.record(
    { type, data: fc.jsonValue(), payload: fc.jsonValue(), metrics: fc.jsonValue(), block: fc.jsonValue() },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(frame, fc.jsonValue()), (value) => {
      expect(KINDS).toContain(decodeFrame(endpoint, JSON.stringify(value), new StrictSink(), 1));
    }),
    { numRuns: 400 },
  );
});

test('good frames that were damaged on the way are dropped or read, never thrown', () => {
  const damaged = fc
    .tuple(fc.constantFrom(...GOOD_FRAMES), fc.nat(), fc.nat(40), fc.string({ maxLength: 12 }))
    .map(
      ([frame, at, length, patch]) =>
        frame.slice(0, at % frame.length) + patch + frame.slice((at % frame.length) + length),
    );
  fc.assert(
    fc.property(damaged, fc.constantFrom(...ENDPOINTS), (frame, endpoint) => {
      expect(KINDS).toContain(decodeFrame(endpoint, frame, new StrictSink(), 1));
    }),
    { numRuns: 4_000 },
  );
});

test('REST bodies of any shape are read or refused', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(...REST_ROUTES), (body, route) => {
      expect(KINDS).toContain(decodeBody(route, body, new StrictSink(), 1));
    }),
    { numRuns: 2_000 },
  );
});

describe('frames that are dropped and counted', () => {
  test.each([
    ['no JSON at all', '{"type":"metrics","data":DashboardData[currentTPS=0.0]}'],
    ['an empty frame', ''],
    ['a number', '7'],
    ['null', 'null'],
    ['a list', '[{"type":"node-update"}]'],
    ['a node without an id', '{"type":"node-update","data":{}}'],
    ['a node with an absurd id', JSON.stringify({ type: 'node-update', data: { nodeId: 'x'.repeat(201) } })],
    ['a message without data', '{"type":"system-metrics"}'],
    ['ten megabytes', `{"type":"system-metrics","data":{"tps":1},"x":"${'x'.repeat(10_000_000)}"}`],
    ['an endless nesting', `{"type":"system-metrics","data":${'['.repeat(100_000)}`],
  ])('%s', (_, frame) => {
    const sink = new StrictSink();
    expect(decodeFrame('/ws', frame, sink, 1)).toBe('malformed');
    expect(sink.calls).toBe(0);
  });

  test('a binary frame', () => {
    expect(decodeFrame('/ws', new Uint8Array([1, 2, 3]), new StrictSink(), 1)).toBe('malformed');
  });

  test('the invalid frames of the portal socket', () => {
    for (const line of sample('wsB-portal-invalid-frames.txt').trim().split('\n')) {
      expect(decodeFrame('/ws', line, new StrictSink(), 1)).toBe('malformed');
    }
  });
});

describe('what is wrong in a frame does not spoil the rest', () => {
  test.each(['1e999', '-1', '-1e999', '"NaN"', '"Infinity"', 'null', 'true', '{}', '[]', '"1,000"', '" 12 "'])(
    'tps of %s is left out',
    (tps) => {
      const sink = new StrictSink();
      expect(decodeFrame('/ws', `{"type":"system-metrics","data":{"tps":${tps},"activeNodes":3}}`, sink, 1)).toBe(
        'data',
      );
      expect(sink.figures).toEqual({ activeNodes: 3 });
    },
  );

  test('a bad node does not hide its neighbours', () => {
    const sink = new StrictSink();
    decodeFrame('/ws', '{"type":"node-updates","data":[{"nodeId":1},null,{"nodeId":"a","throughput":2},7]}', sink, 1);
    expect(sink.nodes.get('a')?.values).toEqual({ throughput: 2 });
  });

  test('minus zero is zero', () => {
    const sink = new StrictSink();
    decodeFrame('/ws/metrics', '{"tps":-0}', sink, 1);
    expect(Object.is(sink.figures.tps, 0)).toBe(true);
  });
});

describe('names that mean something to JavaScript', () => {
  test('a node may be called __proto__', () => {
    const sink = new StrictSink();
    decodeFrame('/ws', '{"type":"node-update","data":{"nodeId":"__proto__","throughput":5}}', sink, 1);
    expect(sink.nodes.get('__proto__')?.values).toEqual({ throughput: 5 });
  });

  test('a __proto__ key changes no prototype and gives no figures', () => {
    const sink = new StrictSink();
    decodeFrame(
      '/ws',
      '{"type":"system-metrics","data":{"__proto__":{"tps":5},"constructor":{"prototype":{"tps":6}}}}',
      sink,
      1,
    );
    expect(sink.figures).toEqual({});
    expect(Object.prototype).not.toHaveProperty('tps');
  });

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('a message type %s is unknown', (type) => {
    for (const endpoint of ENDPOINTS.filter((candidate) => !(EVENT_SOCKETS as readonly string[]).includes(candidate))) {
      expect(decodeFrame(endpoint, `{"type":"${type}","data":{}}`, new StrictSink(), 1)).toBe('unknown');
    }
  });
});

test('every figure of the domain can arrive from some endpoint', () => {
  const sink = new RecordingSink();
  for (const endpoint of ENDPOINTS) for (const frame of GOOD_FRAMES) decodeFrame(endpoint, frame, sink, 1);
  decodeFrame(
    '/ws',
    '{"type":"system-metrics","data":{"consensusState":{"blocksValidated":1,"consensusRounds":1,"participationRate":"98.70"}}}',
    sink,
    1,
  );
  expect(Object.keys(sink.figures).sort()).toEqual([...SYSTEM_FIELDS].sort());
});
