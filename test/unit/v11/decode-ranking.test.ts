import { describe, expect, test } from 'vitest';
import type { Origin, SystemField } from '../../../src/domain/live-update.js';
import { FEED_RATES, SYSTEM_FIELDS } from '../../../src/domain/live-update.js';
import { decodeBody, decodeFrame } from '../../../src/v11/index.js';
import { RANKED_SOURCES, SourceRanking } from '../../../src/v11/source-ranking.js';
import { ManualClock } from '../../support/manual-clock.js';
import { RecordingSink } from './support/recording-sink.js';
import { EXPECTATIONS } from './support/sample-expectations.js';
import { sample } from './support/samples.js';

/** No backend tells the rates of feeds. */
const REPORTED = SYSTEM_FIELDS.filter((field) => !FEED_RATES.some((rate) => rate === field));

const from = (source: string): Origin => ({ source, at: 1, confidence: 'reported' });

function ranked() {
  const clock = new ManualClock();
  const sink = new RecordingSink();
  return { clock, sink, ranking: new SourceRanking(sink, clock) };
}

/** Every pair of sources of a figure: the better one first. */
function pairsOf(figure: keyof typeof RANKED_SOURCES): [string, string][] {
  const sources = RANKED_SOURCES[figure];
  return sources.flatMap((better, rank) => sources.slice(rank + 1).map((worse): [string, string] => [better, worse]));
}

describe('of several sources of a figure', () => {
  test.each(REPORTED)('the worse one never replaces a fresh value of %s', (field) => {
    expect(pairsOf(field).length, 'there are several').toBeGreaterThan(0);
    for (const [better, worse] of pairsOf(field)) {
      const { sink, ranking } = ranked();
      ranking.system(field, 1, from(better));
      ranking.system(field, 0.5, from(worse));
      expect([sink.figures[field], sink.origins[field]?.source], `${worse} after ${better}`).toEqual([1, better]);
    }
  });

  test.each(REPORTED)('the better one of %s is shown at once, whatever was there before', (field) => {
    for (const [better, worse] of pairsOf(field)) {
      const { sink, ranking } = ranked();
      ranking.system(field, 0.5, from(worse));
      ranking.system(field, 1, from(better));
      expect([sink.figures[field], sink.origins[field]?.source], `${better} after ${worse}`).toEqual([1, better]);
    }
  });

  test.each(REPORTED)('the worse one of %s is shown once the better one is silent', (field) => {
    for (const [better, worse] of pairsOf(field)) {
      const { clock, sink, ranking } = ranked();
      ranking.system(field, 1, from(better));
      clock.advance(240_001);
      ranking.system(field, 0.5, from(worse));
      expect(sink.origins[field]?.source).toBe(worse);
    }
  });

  test('the same holds for who leads', () => {
    for (const [better, worse] of pairsOf('leader')) {
      const { sink, ranking } = ranked();
      ranking.leader('a', from(better));
      ranking.leader('b', from(worse));
      expect(sink.leaders, `${worse} after ${better}`).toEqual(['a']);
    }
  });

  test('one that nobody expects to tell it comes last, and counts where it is alone', () => {
    for (const field of SYSTEM_FIELDS) {
      for (const better of RANKED_SOURCES[field]) {
        const { clock, sink, ranking } = ranked();
        ranking.system(field, 1, from(better));
        ranking.system(field, 0.5, from('/api/v12/realtime'));
        expect(sink.figures[field], `after ${better}`).toBe(1);
        clock.advance(240_001);
        ranking.system(field, 0.5, from('/api/v12/realtime'));
        expect(sink.figures[field]).toBe(0.5);
      }
    }
  });

  test('/ws is never held back, and holds nothing back', () => {
    const { sink, ranking } = ranked();
    for (const source of ['/ws/metrics', '/ws', '/stats']) ranking.system('tps', source.length, from(source));
    expect(sink.figures.tps).toBe('/ws'.length);
    ranking.reset();
    ranking.system('tps', 1, from('/ws'));
    ranking.system('tps', 2, from('/stats'));
    expect(sink.figures.tps).toBe(2);
  });

  test('a socket keeps its place for ten seconds, a route until it can be asked again', () => {
    for (const [better, worse, holdMs] of [
      ['/ws/metrics', '/stats', 10_000],
      ['/stats', '/ws/dashboard', 240_000],
    ] as const) {
      const field: SystemField = better === '/stats' ? 'activeNodes' : 'tps';
      const { clock, sink, ranking } = ranked();
      ranking.system(field, 1, from(better));
      clock.advance(holdMs - 1);
      ranking.system(field, 2, from(worse));
      expect(sink.figures[field]).toBe(1);
      clock.advance(1);
      ranking.system(field, 2, from(worse));
      expect(sink.figures[field]).toBe(2);
    }
  });
});

describe('of several sources of a node', () => {
  test('the worse one replaces neither state nor figures nor origin of a fresh one, and may add the type', () => {
    for (const [better, worse] of pairsOf('node')) {
      const { sink, ranking } = ranked();
      const row = ranking.node('n', undefined, 'LEADER', from(better));
      ranking.nodeValue(row, 'throughput', 5);
      const held = ranking.node('n', 'validator', 'online', from(worse));
      ranking.nodeValue(held, 'throughput', 7);
      ranking.nodeValue(held, 'latencyMs', 7);
      expect(sink.nodes.get('n'), `${worse} after ${better}`).toMatchObject({
        type: 'validator',
        state: undefined,
        values: { throughput: 5 },
      });
      expect(sink.nodeOrigins.get('n')).toEqual(from(better));
      expect(sink.nodes.get('n')?.values.latencyMs).toBeUndefined();
    }
  });

  test('the better one takes over at once', () => {
    for (const [better, worse] of pairsOf('node')) {
      const { sink, ranking } = ranked();
      ranking.node('n', undefined, 'online', from(worse));
      ranking.node('n', undefined, 'LEADER', from(better));
      expect(sink.nodes.get('n')?.state, `${better} after ${worse}`).toBe('LEADER');
      expect(sink.nodeOrigins.get('n')).toEqual(from(better));
    }
  });

  test('another node is another matter, and a removed one is forgotten', () => {
    const { sink, ranking } = ranked();
    ranking.node('n', undefined, 'LEADER', from('/ws/dashboard'));
    ranking.node('m', undefined, 'online', from('/live/network'));
    expect(sink.nodes.get('m')?.state).toBe('online');
    ranking.removeNode('n');
    ranking.node('n', undefined, 'online', from('/live/network'));
    expect(sink.nodes.get('n')?.state).toBe('online');
  });

  test('nothing is held after a change of backend', () => {
    const { sink, ranking } = ranked();
    ranking.node('n', undefined, 'LEADER', from('/ws/dashboard'));
    ranking.system('tps', 1, from('/ws/metrics'));
    ranking.reset();
    ranking.node('n', undefined, 'online', from('/live/network'));
    ranking.system('tps', 2, from('/stats'));
    expect([sink.nodes.get('n')?.state, sink.figures.tps]).toEqual(['online', 2]);
  });
});

/** Who tells what, found by decoding every sample. */
function sourcesInSamples(): Map<string, Set<string>> {
  const sources = new Map<string, Set<string>>();
  const note = (what: string, { source }: Origin): void => {
    sources.set(what, (sources.get(what) ?? new Set()).add(source));
  };
  class NotingSink extends RecordingSink {
    override system(...args: Parameters<RecordingSink['system']>): void {
      note(args[0], args[2]);
    }
    override leader(...args: Parameters<RecordingSink['leader']>): void {
      note('leader', args[1]);
    }
    override node(...args: Parameters<RecordingSink['node']>): number {
      note('node', args[3]);
      return super.node(...args);
    }
  }
  for (const [name, expectation] of Object.entries(EXPECTATIONS)) {
    // What the portal expects can come from any socket, and is sent by none.
    if (/^ws[CD]-|unused/.test(name)) continue;
    if ('socket' in expectation) decodeFrame(expectation.socket, sample(name), new NotingSink(), 1);
    if ('route' in expectation) decodeBody(expectation.route, JSON.parse(sample(name)), new NotingSink(), 1);
  }
  return sources;
}

test('every source that tells a figure in any sample is ranked', () => {
  const sources = sourcesInSamples();
  expect(sources.size, 'the samples tell something').toBeGreaterThan(12);
  for (const [what, tellers] of sources) {
    const known = RANKED_SOURCES[what as keyof typeof RANKED_SOURCES];
    for (const source of tellers) if (source !== '/ws') expect(known, `${source} tells ${what}`).toContain(source);
  }
});
