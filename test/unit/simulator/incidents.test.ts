import { describe, expect, it } from 'vitest';
import { createConfiguration } from '../../../src/domain/configuration.js';
import { createNodeConfiguration, FEED_TYPES, type FeedType } from '../../../src/domain/node-config.js';
import { INCIDENT_KINDS, type IncidentKind } from '../../../src/v11/simulator/incidents.js';
import { createNetwork, type Network } from '../../../src/v11/simulator/network.js';
import { starter, valuesOf, watch } from './support/model.js';

/** Long enough for a network of 200 nodes to be in its usual state. */
function settled(seed = 5): Network {
  const network = createNetwork({ seed, nodes: 200 });
  watch(network, 30, () => undefined);
  return network;
}

function averageOf(network: Network, seconds: number, value: () => number): number {
  let sum = 0;
  watch(network, seconds, () => (sum += value()));
  return sum / seconds;
}

function inState(network: Network, state: string): number {
  return network.nodes.filter((_, row) => network.state(row) === state).length;
}

/** What a person would watch, second by second. */
function story(network: Network, seconds: number): unknown[] {
  const seen: unknown[] = [];
  watch(network, seconds, () =>
    seen.push([network.system('tps'), network.system('finalityMs'), network.system('term'), network.leaderId]),
  );
  return seen;
}

describe('a leader crash', () => {
  it('shows the leader in ERROR, an election in a later term, a dip of TPS, and slow blocks', () => {
    const network = settled();
    const { leaderId } = network;
    const [term, tps, finality] = [network.system('term'), network.system('tps'), network.system('finalityMs')];
    network.incident('leader-crash', 15_000);
    expect(network.state(network.rowOf(leaderId) ?? -1)).toBe('ERROR');
    const [tpsSeen, finalitySeen]: [number[], number[]] = [[], []];
    watch(network, 10, () => {
      tpsSeen.push(network.system('tps'));
      finalitySeen.push(network.system('finalityMs'));
    });
    expect(Math.min(...tpsSeen)).toBeLessThan(0.9 * tps);
    expect(Math.max(...finalitySeen)).toBeGreaterThan(finality + 100);
    expect(network.system('term')).toBeGreaterThan(term);
    expect(network.leaderId).not.toBe(leaderId);
    expect(network.leaderId).not.toBe('');
  });

  it('is over when it says so: the validator is back, and follows', () => {
    const network = settled();
    const row = network.rowOf(network.leaderId) ?? -1;
    network.incident('leader-crash', 15_000);
    network.advance(14_900);
    expect(network.state(row)).toBe('ERROR');
    network.advance(100);
    expect(network.state(row)).toBe('FOLLOWER');
  });
});

describe('a network partition', () => {
  it('takes two fifths of the nodes away, the leader among them, and the rest goes on under another one', () => {
    const network = settled();
    const { leaderId } = network;
    const [term, finality] = [network.system('term'), network.system('finalityMs')];
    const [active, participation] = [network.system('activeNodes'), network.system('participationPercent')];
    const before = averageOf(network, 5, () => network.system('tps'));
    network.incident('network-partition', 40_000);
    expect(inState(network, 'DISCONNECTED')).toBeGreaterThan(70);
    expect(network.state(network.rowOf(leaderId) ?? -1)).toBe('DISCONNECTED');
    watch(network, 15, () => undefined);
    expect(network.leaderId).not.toBe('');
    expect(network.leaderId).not.toBe(leaderId);
    expect(network.system('term')).toBeGreaterThan(term);
    expect(network.system('activeNodes')).toBeLessThan(0.65 * active);
    expect(network.system('participationPercent')).toBeLessThan(participation - 30);
    expect(network.system('finalityMs')).toBeGreaterThan(finality + 100);
    expect(averageOf(network, 10, () => network.system('tps'))).toBeLessThan(0.93 * before);
  });

  it('is over when it says so: every node is back at once, and TPS soon', () => {
    const network = settled();
    const away = inState(network, 'DISCONNECTED');
    network.incident('network-partition', 20_000);
    network.advance(20_000);
    expect(inState(network, 'DISCONNECTED')).toBeLessThanOrEqual(away + 2);
    expect(averageOf(network, 10, () => network.system('tps'))).toBeGreaterThan(0.85 * network.targetTps);
  });

  it('leaves a quorum of validators, also in a network of six', () => {
    const network = createNetwork({ configuration: starter() });
    network.incident('network-partition', 30_000);
    const { enabled, up } = network.count('validator');
    expect(up).toBe(enabled - 1);
    watch(network, 15, () => undefined);
    expect(network.leaderId).not.toBe('');
  });
});

describe('an overload', () => {
  it('lets channels overload, CPU, errors and finality rise, and TPS fall below what was carried before', () => {
    const network = settled();
    const before = averageOf(network, 5, () => network.system('tps'));
    const [finality, errors] = [network.system('finalityMs'), network.system('errorRate')];
    network.incident('overload', 40_000);
    watch(network, 12, () => undefined);
    expect(inState(network, 'OVERLOAD')).toBeGreaterThan(0.9 * network.count('channel').up);
    expect(network.system('cpuPercent')).toBe(100);
    expect(network.system('errorRate')).toBeGreaterThan(10 * errors);
    expect(network.system('finalityMs')).toBeGreaterThan(3 * finality);
    expect(averageOf(network, 5, () => network.system('tps'))).toBeLessThan(0.85 * before);
  });

  it('is over when it says so: channels route again, and TPS are back', () => {
    const network = settled(6);
    network.incident('overload', 40_000);
    network.advance(40_000);
    expect(inState(network, 'OVERLOAD')).toBeLessThanOrEqual(1);
    expect(network.loadRatio).toBeLessThan(1.06);
    expect(averageOf(network, 5, () => network.system('tps'))).toBeGreaterThan(0.85 * network.targetTps);
  });
});

/** Rows of the nodes that read a provider. */
function feedRows(network: Network, feed: FeedType): number[] {
  return network.nodes.flatMap((node, row) => (node.type === 'slim' && node.config.feedType === feed ? [row] : []));
}

/** Lets a feed outage begin; the provider that is away. */
function outage(network: Network, durationMs: number): FeedType {
  network.incident('feed-outage', durationMs);
  const away = FEED_TYPES.find((feed) => feedRows(network, feed).every((row) => network.state(row) === 'DISCONNECTED'));
  if (away === undefined) throw new Error('No provider is away.');
  return away;
}

describe('a feed outage', () => {
  it('disconnects every node of the provider, whose calls all fail', () => {
    const network = settled();
    // The same network once more, to know which provider it will be.
    const rows = feedRows(network, outage(settled(), 60_000));
    const sum = (field: 'apiCalls' | 'apiErrors' | 'feedRate'): number =>
      rows.reduce((total, row) => total + network.figure(row, field), 0);
    const before = { calls: sum('apiCalls'), errors: sum('apiErrors'), rate: sum('feedRate') };
    network.incident('feed-outage', 60_000);
    watch(network, 40, () => undefined);
    expect(before.rate).toBeGreaterThan(0);
    expect(sum('feedRate')).toBe(0);
    const failed = sum('apiErrors') - before.errors;
    expect(failed).toBeGreaterThan(3);
    expect(failed).toBe(sum('apiCalls') - before.calls);
    expect(rows.map((row) => network.state(row))).toEqual(rows.map(() => 'DISCONNECTED'));
  });

  it('leaves other providers alone', () => {
    const feeds = (['alpaca', 'weather'] as const).flatMap((feedType) =>
      [1, 2].map((number) => {
        const node = createNodeConfiguration('slim', `${feedType}-${number}`, feedType);
        return node.type === 'slim' ? { ...node, config: { ...node.config, feedType } } : node;
      }),
    );
    const network = createNetwork({
      configuration: { ...createConfiguration({ id: 'c', name: 'Feeds', now: 0 }), nodes: feeds },
    });
    network.incident('feed-outage');
    const states = feeds.map((_, row) => network.state(row));
    expect(states.filter((state) => state === 'STREAMING')).toHaveLength(2);
    expect([states.slice(0, 2), states.slice(2)].map((pair) => new Set(pair).size)).toEqual([1, 1]);
  });

  it('is over when it says so: the nodes stream again', () => {
    const network = settled();
    const rows = feedRows(network, outage(network, 20_000));
    network.advance(19_900);
    expect(rows.map((row) => network.state(row))).not.toContain('STREAMING');
    network.advance(100);
    expect(rows.map((row) => network.state(row))).toContain('STREAMING');
    watch(network, 2, () => undefined);
    expect(rows.some((row) => network.figure(row, 'feedRate') > 0)).toBe(true);
  });
});

describe('a script', () => {
  const script = [
    { atMs: 40_000, incident: 'overload', durationMs: 20_000 },
    { atMs: 5_000, incident: 'leader-crash', durationMs: 10_000 },
    { atMs: 70_000, incident: 'network-partition', durationMs: 20_000 },
    { atMs: 72_000, incident: 'feed-outage' },
  ] as const;

  it('begins each incident at its time, in order, and tells which are over', () => {
    const network = createNetwork({ nodes: 50, incidents: script });
    network.advance(4_900);
    expect(network.incidents).toEqual([]);
    network.advance(100);
    expect(network.incidents).toMatchObject([
      { kind: 'leader-crash', startedAtMs: 5_000, endsAtMs: 15_000, over: false, nodes: 1 },
    ]);
    network.advance(60_000);
    network.advance(15_000);
    expect(network.incidents.map(({ kind, startedAtMs, over }) => [kind, startedAtMs, over])).toEqual([
      ['leader-crash', 5_000, true],
      ['overload', 40_000, true],
      ['network-partition', 70_000, false],
      ['feed-outage', 72_000, false],
    ]);
  });

  it('is the same story for the same seed, however the time was divided, and another one for another seed', () => {
    const make = (seed: number): Network => createNetwork({ nodes: 60, seed, incidents: script });
    const [one, same, other] = [make(3), make(3), make(4)];
    expect(story(one, 120)).toEqual(story(same, 120));
    expect(valuesOf(one)).toEqual(valuesOf(same));
    expect(story(make(3), 120)).not.toEqual(story(other, 120));
    const frames = make(3);
    for (let frame = 0; frame < 7_200; frame += 1) frames.advance(1_000 / 60);
    expect(valuesOf(frames)).toEqual(valuesOf(one));
  });

  it('leaves out what it cannot understand', () => {
    const hostile = [
      { atMs: NaN, incident: 'overload' },
      { atMs: 0, incident: 'constructor' as IncidentKind },
      { atMs: 0, incident: 'overload', durationMs: NaN },
      { atMs: 0, incident: 'leader-crash', durationMs: -5 },
    ] as const;
    const network = createNetwork({ incidents: hostile });
    network.advance(100);
    expect(network.incidents.map(({ kind, startedAtMs, endsAtMs }) => [kind, endsAtMs - startedAtMs])).toEqual([
      ['overload', 25_000],
      ['leader-crash', 1_000],
    ]);
  });
});

describe('incidents', () => {
  it.each(INCIDENT_KINDS)('%s cannot begin twice at once, and can again when it is over', (kind) => {
    const network = createNetwork({ nodes: 60 });
    expect(network.incident(kind, 2_000)).toMatchObject({ id: 1, kind, over: false });
    expect(network.incident(kind, 2_000)).toBeUndefined();
    network.advance(2_000);
    expect(network.incident(kind, 2_000)).toMatchObject({ id: 2, kind });
  });

  it.each(INCIDENT_KINDS)('%s does nothing in a network without nodes', (kind) => {
    const network = createNetwork({ configuration: { ...starter(), nodes: [] } });
    expect(network.incident(kind)).toBeUndefined();
    expect(network.incidents).toEqual([]);
  });

  it('let go of their nodes also when the configuration has changed meanwhile', () => {
    const configuration = starter();
    const network = createNetwork({ configuration });
    network.incident('network-partition', 20_000);
    const cut = network.nodes.filter((_, row) => network.state(row) === 'DISCONNECTED').map((node) => node.id);
    expect(cut).not.toEqual([]);
    network.follow({ ...configuration, nodes: [...configuration.nodes].reverse() });
    const states = (): string[] => cut.map((id) => network.state(network.rowOf(id) ?? -1));
    expect(states()).toEqual(cut.map(() => 'DISCONNECTED'));
    network.advance(20_000);
    expect(states()).not.toContain('DISCONNECTED');
  });

  it('remember the last hundred', () => {
    const network = createNetwork({ nodes: 20 });
    for (let round = 0; round < 120; round += 1) {
      network.incident('overload', 1_000);
      network.advance(1_000);
    }
    expect(network.incidents).toHaveLength(100);
    expect(network.incidents.at(-1)).toMatchObject({ id: 120, over: true });
  });
});
