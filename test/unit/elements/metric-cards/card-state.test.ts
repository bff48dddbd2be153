import { describe, expect, it } from 'vitest';
import type { DataHealth, DataState } from '../../../../src/session/data-health.js';
import { conditionOf, PATIENCE_MS } from '../../../../src/elements/metric-cards/card-state.js';
import { CalmSentences } from '../../../../src/elements/metric-cards/card-sentence.js';

const NOW = 1_000_000;

const health = (state: DataState): DataHealth => ({
  state,
  ageMs: 100,
  source: '/ws',
  cached: false,
  connected: true,
  failure: undefined,
});

function card(at: number, freshForMs = 3_000) {
  const origin = { source: '/ws', at, confidence: 'reported' } as const;
  return { figure: { text: '', unit: '', exact: '', spoken: '', origin, freshForMs } };
}

describe('the state of a card', () => {
  it('is that of the network while its own value is fresh', () => {
    expect(conditionOf(card(NOW - 3_000), health('live'), NOW, 0)).toEqual({ state: 'live', ageMs: 3_000 });
    expect(conditionOf(card(NOW), health('demo'), NOW, 0)).toEqual({ state: 'demo', ageMs: 0 });
  });

  it('is stale when its own value stopped coming, or the network did', () => {
    expect(conditionOf(card(NOW - 3_001), health('live'), NOW, 0)).toEqual({ state: 'stale', ageMs: 3_001 });
    for (const state of ['stale', 'idle', 'failed'] as const)
      expect(conditionOf(card(NOW), health(state), NOW, 0).state).toBe('stale');
  });

  it('has no negative age when the clock was set back', () => {
    expect(conditionOf(card(NOW + 60_000), health('live'), NOW, 0)).toEqual({ state: 'live', ageMs: 0 });
  });

  it('waits a moment before a figure that nobody tells is unknown', () => {
    const missing = { figure: undefined };
    expect(conditionOf(missing, health('loading'), NOW, undefined).state).toBe('loading');
    expect(conditionOf(missing, health('live'), NOW, PATIENCE_MS - 1).state).toBe('loading');
    expect(conditionOf(missing, health('live'), NOW, PATIENCE_MS).state).toBe('unknown');
  });
});

describe('the sentence of a card', () => {
  it('stays for ten seconds, but not when something else is the case', () => {
    const sentences = new CalmSentences();
    const at = (now: number, state: string, text: string) => sentences.at(now, 'tps', state, () => text);
    expect(at(0, 'live', 'one')).toBe('one');
    expect(at(9_999, 'live', 'two')).toBe('one');
    expect(at(10_000, 'live', 'three')).toBe('three');
    expect(at(10_001, 'stale', 'four')).toBe('four');
    expect(at(5_000, 'stale', 'after the clock was set back')).toBe('after the clock was set back');
  });
});
