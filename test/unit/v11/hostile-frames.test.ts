import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FEED_RATES, SYSTEM_FIELDS, type SystemField } from '../../../src/domain/live-update.js';
import {
  DESIGN_SOCKET,
  EVENT_SOCKETS,
  FALLBACK_SOCKETS,
  OTHER_ROUTES,
  OTHER_SOCKETS,
  REST_ROUTES,
  decodeBody,
  decodeFrame,
  type BodyRoute,
  type FrameSource,
  type JsonRecord,
} from '../../../src/v11/index.js';
import { decodeRecord } from '../../../src/v11/decode/index.js';
import { Dice } from '../../support/generated-files.js';
import { damagedFrame } from './support/damaged-frames.js';
import { EXPECTATIONS } from './support/sample-expectations.js';
import { RecordingSink } from './support/recording-sink.js';
import { sample } from './support/samples.js';

/** Damaged frames in all; AURIGRAPH_RUNS=10000000 is the long run (reliability G8). */
const RUNS = Number(process.env['AURIGRAPH_RUNS'] ?? 1_000_000);

const ENDPOINTS: readonly FrameSource[] = [DESIGN_SOCKET, ...FALLBACK_SOCKETS, ...EVENT_SOCKETS, ...OTHER_SOCKETS];
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

/** Every sample of a socket, on one line, with the socket it belongs to. */
const FRAMES = Object.entries(EXPECTATIONS).flatMap(([name, each]): [FrameSource, string][] =>
  'socket' in each && 'kind' in each ? [[each.socket, JSON.stringify(JSON.parse(sample(name)))]] : [],
);

/** Notes where a decoder let something through that is no figure. It does not throw: that would be taken for bad JSON. */
class StrictSink extends RecordingSink {
  readonly faults: string[] = [];

  override system(...args: Parameters<RecordingSink['system']>): void {
    if (!isFigure(args[1])) this.faults.push(`${args[0]} ${args[1]}`);
    super.system(...args);
  }

  override nodeValue(...args: Parameters<RecordingSink['nodeValue']>): void {
    if (!isFigure(args[2])) this.faults.push(`${args[1]} ${args[2]}`);
    super.nodeValue(...args);
  }

  override node(...args: Parameters<RecordingSink['node']>): number {
    if (args[0].length < 1 || args[0].length > 200) this.faults.push(`a node called ${args[0]}`);
    return super.node(...args);
  }
}

function isFigure(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value < Infinity && !Object.is(value, -0);
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
      const sink = new StrictSink();
      expect(KINDS).toContain(decodeFrame(endpoint, JSON.stringify(value), sink, 1));
      if (typeof value === 'object' && value !== null) decodeRecord(endpoint, value as JsonRecord, sink, 1);
      expect(sink.faults).toEqual([]);
    }),
    { numRuns: 400 },
  );
});

describe('G8: frames that were damaged on the way', () => {
  test(
    `${RUNS} of them: none throws, none changes a prototype, the next good frame is always decoded`,
    () => {
      const before = prototypes();
      const counts: Record<string, number> = {};
      const sink = new StrictSink();
      for (let run = 0; run < RUNS; run += 1) {
        const dice = new Dice(run);
        const [home, text] = dice.pick(FRAMES);
        // Mostly on its own socket, where more of it means something.
        const endpoint = dice.chance(0.8) ? home : dice.pick(ENDPOINTS);
        const damaged = damagedFrame(text, dice);
        const kind = decodeFrame(endpoint, damaged, sink, 1);
        counts[kind] = (counts[kind] ?? 0) + 1;
        // What the decoder caught itself would look like bad JSON.
        if (kind === 'malformed') decodeUnguarded(endpoint, damaged, sink);
        if (decodeFrame('/ws/metrics', `{"tps":${run}}`, sink, 1) !== 'data' || sink.figures.tps !== run) {
          throw new Error(`After frame ${run} nothing was decoded: ${damaged}`);
        }
        if (sink.nodes.size > 1_000) sink.nodes.clear();
      }
      expect(sink.faults).toEqual([]);
      expect(prototypes()).toEqual(before);
      // Otherwise it would prove little.
      expect(Object.keys(counts).sort()).toEqual([...KINDS].sort());
      expect(Math.min(counts['data'] ?? 0, counts['malformed'] ?? 0)).toBeGreaterThan(RUNS / 20);
    },
    60_000 + RUNS / 5,
  );

  test(
    'as bodies of REST answers throw as little',
    () => {
      const before = prototypes();
      const sink = new StrictSink();
      const routes = Object.values(EXPECTATIONS).flatMap((each) => ('route' in each ? [each.route] : []));
      const bodies = Object.entries(EXPECTATIONS)
        .filter(([, each]) => 'route' in each)
        .map(([name]) => sample(name));
      for (let run = 0; run < RUNS / 20; run += 1) {
        const dice = new Dice(run);
        const at = dice.whole(0, routes.length - 1);
        const route = routes[dice.chance(0.8) ? at : dice.whole(0, routes.length - 1)] ?? '/stats';
        const body = parsed(damagedFrame(bodies[at] ?? '', dice));
        if (body !== undefined && !KINDS.includes(decodeBody(route, body, sink, 1))) throw new Error(`Run ${run}.`);
        if (sink.nodes.size > 1_000) sink.nodes.clear();
      }
      expect(sink.faults).toEqual([]);
      expect(prototypes()).toEqual(before);
    },
    60_000 + RUNS / 5,
  );
});

/** Every name on the prototypes that a frame could reach. */
function prototypes(): string[][] {
  const all: object[] = [Object.prototype, Array.prototype, String.prototype, Number.prototype, Function.prototype];
  return all.map((each) => Reflect.ownKeys(each).map(String));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function decodeUnguarded(endpoint: FrameSource, text: string, sink: StrictSink): void {
  const frame = parsed(text);
  if (typeof frame === 'object' && frame !== null && !Array.isArray(frame)) {
    decodeRecord(endpoint, frame as JsonRecord, sink, 1);
  }
}

test('REST bodies of any shape are read or refused', () => {
  fc.assert(
    fc.property(
      fc.jsonValue(),
      fc.constantFrom<BodyRoute>(
        ...REST_ROUTES,
        ...OTHER_ROUTES,
        '/demo/channels/a/metrics',
        '/demo/channels/a/nodes/metrics',
        '/demo/channels/a',
      ),
      (body, route) => {
        const sink = new StrictSink();
        expect(KINDS).toContain(decodeBody(route, body, sink, 1));
        expect(sink.faults).toEqual([]);
      },
    ),
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

test('every figure of the domain can arrive from some endpoint, but the rates of feeds, which are counted from nodes', () => {
  const sink = new RecordingSink();
  for (const endpoint of ENDPOINTS) for (const frame of GOOD_FRAMES) decodeFrame(endpoint, frame, sink, 1);
  decodeFrame(
    '/ws',
    '{"type":"system-metrics","data":{"consensusState":{"blocksValidated":1,"consensusRounds":1,"participationRate":"98.70"}}}',
    sink,
    1,
  );
  expect(Object.keys(sink.figures).sort()).toEqual(SYSTEM_FIELDS.filter(isReported).sort());
});

function isReported(field: SystemField): boolean {
  return !FEED_RATES.some((rate) => rate === field);
}
