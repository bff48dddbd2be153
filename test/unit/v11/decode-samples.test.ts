import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { SystemField } from '../../../src/domain/live-update.js';
import {
  EVENT_SOCKETS,
  FALLBACK_SOCKETS,
  OTHER_SOCKETS,
  RestClient,
  decodeBody,
  decodeFrame,
  type FrameSource,
} from '../../../src/v11/index.js';
import { ManualClock } from '../../support/manual-clock.js';
import { AT } from './support/decode.js';
import { RecordingSink } from './support/recording-sink.js';
import { EXPECTATIONS, type Expectation, type Facts } from './support/sample-expectations.js';
import { sample } from './support/samples.js';

const SAMPLES = readdirSync(new URL('../../fixtures/samples', import.meta.url));
const SOCKETS: readonly FrameSource[] = ['/ws', ...FALLBACK_SOCKETS, ...EVENT_SOCKETS, ...OTHER_SOCKETS];

/** What a sink heard, in the form of the expectations. */
function factsOf(sink: RecordingSink): Facts {
  const figures = Object.entries(sink.figures).map(([field, value]) => [
    field,
    [value, sink.origins[field as SystemField]?.confidence],
  ]);
  const nodes = Array.from(sink.nodes, ([id, { type, state, values }]) => [
    id,
    { type, state, confidence: sink.nodeOrigins.get(id)?.confidence, values },
  ]);
  return {
    ...(figures.length > 0 && { figures: Object.fromEntries(figures) as Facts['figures'] }),
    ...(sink.leaders.length > 0 && { leader: [sink.leaders.at(-1), sink.leaderOrigins.at(-1)?.confidence] as never }),
    ...(nodes.length > 0 && { nodes: Object.fromEntries(nodes) as Facts['nodes'] }),
  };
}

/** When the backend made a sample, by its own clock; nothing where it does not tell. */
function stampOf(text: string): number | undefined {
  const { timestamp }: { timestamp?: string | number } = JSON.parse(text);
  return timestamp === undefined ? undefined : new Date(timestamp).getTime();
}

/**
 * Every value carries the endpoint it came from, the time at which it arrived, give or take what it says itself, and the
 * message's own time. A point of the past has one of its own.
 */
function expectOrigins(sink: RecordingSink, source: string, stamp: number | undefined): void {
  const isPast = source === '/analytics/dashboard' || source.endsWith('demo-channel-1/metrics');
  const origins = [...Object.values(sink.origins), ...sink.leaderOrigins, ...sink.nodeOrigins.values()];
  for (const origin of origins) {
    expect(origin.source.replace('{id}', 'demo-channel-1')).toBe(source.replace(/demo-channel-\d+/, 'demo-channel-1'));
    expect(origin.at).toBeLessThanOrEqual(AT);
    expect(origin.at).toBeGreaterThan(AT - 10_000);
    if (isPast) expect(origin.sentAt).toBeLessThanOrEqual(stamp ?? NaN);
    else expect(origin.sentAt).toBe(stamp);
  }
}

async function check(name: string, expectation: Expectation): Promise<void> {
  const text = sample(name);
  const sink = new RecordingSink();
  if ('kinds' in expectation) {
    const lines = text.trim().split('\n');
    expect(lines.map((line) => decodeFrame(expectation.socket, line, sink, AT))).toEqual(expectation.kinds);
    expect(sink.calls).toBe(0);
  } else if ('socket' in expectation) {
    expect(decodeFrame(expectation.socket, text, sink, AT)).toBe(expectation.kind);
    expect(factsOf(sink)).toEqual(expectation.facts ?? {});
    expectOrigins(sink, expectation.socket, stampOf(text));
  } else if ('route' in expectation) {
    expect(decodeBody(expectation.route, JSON.parse(text), sink, AT)).toBe(expectation.kind);
    expect(factsOf(sink)).toEqual(expectation.facts ?? {});
    const source = name === 'rest-demo-channel.json' ? '/demo/channels' : expectation.route;
    expectOrigins(sink, source, stampOf(text));
  } else if ('failure' in expectation) {
    expect(await failureOf(expectation.status, text)).toMatchObject(expectation.failure);
  } else {
    for (const socket of SOCKETS) expect(decodeFrame(socket, text, sink, AT), socket).toBe(expectation.kind);
    expect(sink.calls).toBe(0);
  }
}

async function failureOf(status: number, body: string): Promise<unknown> {
  const clock = new ManualClock(AT);
  const rest = new RestClient({ base: 'http://b', clock, fetch: async () => new Response(body, { status }) });
  const answer = await rest.get('/stats');
  return answer.ok ? 'no failure' : answer.failure;
}

describe('every sample', () => {
  test('has something that it must become, and nothing else has', () => {
    expect(SAMPLES.length).toBeGreaterThan(130);
    expect(SAMPLES.filter((name) => !(name in EXPECTATIONS))).toEqual([]);
    expect(Object.keys(EXPECTATIONS).filter((name) => !SAMPLES.includes(name))).toEqual([]);
  });

  test.each(Object.entries(EXPECTATIONS))('%s', check);

  test('is read the same on one line as on many', () => {
    for (const [name, expectation] of Object.entries(EXPECTATIONS)) {
      if (!('socket' in expectation) || 'kinds' in expectation) continue;
      const sink = new RecordingSink();
      expect(decodeFrame(expectation.socket, JSON.stringify(JSON.parse(sample(name))), sink, AT)).toBe(
        expectation.kind,
      );
      expect(factsOf(sink), name).toEqual(expectation.facts ?? {});
    }
  });
});
