import { describe, expect, it } from 'vitest';
import { createConfiguration } from '../../../src/domain/configuration.js';
import { FEED_RATES, type FeedRate } from '../../../src/domain/live-update.js';
import { createNodeConfiguration, FEED_TYPES, type FeedType } from '../../../src/domain/node-config.js';
import { createNetwork, type Network } from '../../../src/v11/simulator/network.js';
import { configurationOf } from '../../support/feed-configuration.js';
import { watch } from './support/model.js';

/** Values of each second. */
function seconds<Value>(network: Network, count: number, value: () => Value): Value[] {
  const seen: Value[] = [];
  watch(network, count, () => seen.push(value()));
  return seen;
}

function perMinute(network: Network, field: 'blocksValidated' | 'consensusRounds', overSeconds: number): number {
  const before = network.system(field);
  watch(network, overSeconds, () => undefined);
  return ((network.system(field) - before) * 60) / overSeconds;
}

describe('finality of the demo network', () => {
  it('has percentiles in their order around the average, and each of them moves', () => {
    const network = createNetwork({ nodes: 60 });
    const seen = seconds(network, 120, () => [
      network.system('finalityP50Ms'),
      network.system('finalityMs'),
      network.system('finalityP95Ms'),
      network.system('finalityP99Ms'),
    ]);
    for (const values of seen) expect([...values].sort((a, b) => a - b)).toEqual(values);
    for (const index of [0, 1, 2, 3]) expect(new Set(seen.map((values) => values[index])).size).toBeGreaterThan(20);
  });

  it('has a longer tail in an overload', () => {
    const network = createNetwork({ nodes: 60 });
    const tail = (): number => network.system('finalityP99Ms') / network.system('finalityMs');
    const usual = Math.max(...seconds(network, 20, tail));
    network.incident('overload', 30_000);
    expect(Math.max(...seconds(network, 25, tail))).toBeGreaterThan(usual * 1.2);
  });
});

describe('consensus of the demo network', () => {
  it('has about two rounds a second, a few of them without a block', () => {
    const network = createNetwork({ nodes: 60, seed: 3 });
    const [rounds, blocks] = [network.system('consensusRounds'), network.system('blocksValidated')];
    watch(network, 300, () => undefined);
    const [more, built] = [network.system('consensusRounds') - rounds, network.system('blocksValidated') - blocks];
    expect(more).toBeGreaterThan(480);
    expect(more).toBeLessThan(640);
    expect(built).toBeLessThan(more);
    expect(built / more).toBeGreaterThan(0.95);
  });

  it('is slower in an overload', () => {
    const network = createNetwork({ nodes: 60 });
    const usual = perMinute(network, 'consensusRounds', 30);
    network.incident('overload', 40_000);
    watch(network, 5, () => undefined);
    expect(perMinute(network, 'consensusRounds', 20)).toBeLessThan(usual * 0.85);
  });
});

describe('feeds of the demo network', () => {
  const told = (network: Network): FeedRate[] => FEED_RATES.filter((field) => !Number.isNaN(network.system(field)));

  it('read all providers where there are enough slim nodes, and their rates add up', () => {
    const network = createNetwork({ nodes: 60 });
    watch(network, 10, () => undefined);
    const { feedRate, ...rates } = Object.fromEntries(told(network).map((field) => [field, network.system(field)]));
    expect(Object.keys(rates)).toEqual(['feedRateAlpaca', 'feedRateWeather', 'feedRateTwitter']);
    expect(Object.values(rates).reduce((sum, rate) => sum + rate, 0)).toBeCloseTo(feedRate ?? NaN, 2);
    expect(feedRate).toBeGreaterThan(0.5);
  });

  it('tell nothing of a provider that no node reads', () => {
    const network = createNetwork({ configuration: configurationOf({ a: 'weather', b: 'weather' }) });
    expect(told(network)).toEqual(['feedRate', 'feedRateWeather']);
    const nodes = [createNodeConfiguration('validator', 'v', 'V')];
    const none = { ...createConfiguration({ id: 'c', name: 'None', now: 0 }), nodes };
    expect(told(createNetwork({ configuration: none }))).toEqual([]);
  });

  it('fall to zero in an outage of their provider', () => {
    const feeds: Record<string, FeedType> = Object.fromEntries(FEED_TYPES.map((feed) => [feed, feed]));
    const network = createNetwork({ configuration: configurationOf(feeds) });
    network.incident('feed-outage', 30_000);
    watch(network, 3, () => undefined);
    const rates = told(network)
      .slice(1)
      .map((field) => network.system(field));
    expect(rates.filter((rate) => rate === 0)).toHaveLength(1);
  });
});
