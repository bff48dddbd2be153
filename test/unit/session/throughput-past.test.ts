import { describe, expect, it } from 'vitest';
import { LiveMetrics } from '../../../src/session/live-metrics.js';
import { PAST_SAMPLES, throughputPastOf } from '../../../src/session/throughput-past.js';
import { ManualClock } from '../../support/manual-clock.js';

function network() {
  const clock = new ManualClock();
  const live = new LiveMetrics({ clock, schedule: () => () => undefined });
  const past = throughputPastOf(live);
  const tell = (id: string, throughput: number): void => {
    const origin = { source: '/ws', at: clock.now(), confidence: 'reported' } as const;
    live.nodeValue(live.node(id, 'validator', 'FOLLOWER', origin), 'throughput', throughput);
  };
  const second = (values: Readonly<Record<string, number>> = {}): void => {
    for (const [id, throughput] of Object.entries(values)) tell(id, throughput);
    clock.advance(1_000);
  };
  /** What is known of a node, without what lies before. */
  const of = (id: string): number[] => {
    const all = Array.from(read(id));
    return all.slice(all.findIndex((value) => !Number.isNaN(value)));
  };
  const read = (id: string, length = PAST_SAMPLES): Float32Array => {
    const into = new Float32Array(length).fill(-1);
    past.read(live.nodes.rowOf(id) ?? -1, into);
    return into;
  };
  return { clock, live, past, tell, second, of, read };
}

const unknown = (length: number): number[] => new Array<number>(length).fill(NaN);

describe('the throughput of every node', () => {
  it('is sampled when somebody begins to keep it, and once a second from then on', () => {
    const { past, second, tell, of, read } = network();
    tell('a', 1);
    past.keep();
    expect([...read('a')]).toEqual([...unknown(59), 1]);
    for (const value of [2, 3, 4]) second({ a: value, b: value * 10 });
    expect(of('a')).toEqual([1, 2, 3, 4]);
    expect(of('b')).toEqual([20, 30, 40]);
  });

  it('is what was told last, of a node that tells ten times a second', () => {
    const { clock, past, tell, of } = network();
    past.keep();
    for (let step = 1; step <= 35; step += 1) {
      clock.advance(100);
      tell('a', step);
    }
    expect(of('a')).toEqual([9, 19, 29]);
  });

  it('goes back a minute and no further', () => {
    const { past, second, read } = network();
    past.keep();
    for (let value = 1; value <= 200; value += 1) second({ a: value });
    expect([...read('a')]).toEqual(Array.from({ length: 60 }, (_, index) => 141 + index));
    expect([...read('a', 5)]).toEqual([196, 197, 198, 199, 200]);
    expect([...read('a', 62)]).toEqual([...unknown(2), ...read('a')]);
  });

  it('is there of nodes that come later, however many they are', () => {
    const { clock, live, past, tell, second, of, read } = network();
    past.keep();
    second({ a: 1 });
    for (let number = 0; number < 3_000; number += 1) tell(`late-${number}`, number);
    second({ a: 2 });
    clock.advance(2_000);
    expect(of('a')).toEqual([1, 2, 2, 2]);
    expect(of('late-0')).toEqual([0, 0, 0]);
    expect(of('late-2999')).toEqual([2_999, 2_999, 2_999]);
    // The first seconds had no room for it.
    expect([...read('late-2999', 5)].slice(0, 2)).toEqual(unknown(2));
    expect(live.nodes.size).toBe(3_001);
  });

  it('is not that of the node that was in the same row before', () => {
    const { live, past, second, tell, of, read } = network();
    past.keep();
    for (const value of [1, 2, 3]) second({ a: value });
    const row = live.nodes.rowOf('a');
    live.removeNode('a');
    tell('b', 50);
    expect(live.nodes.rowOf('b')).toBe(row);
    // Not even before the next sample.
    expect([...read('b')]).toEqual(unknown(60));
    second();
    second({ b: 51 });
    expect(of('b')).toEqual([50, 51]);
  });

  it('is unknown in a row that is free, and in one that never was', () => {
    const { live, past, second } = network();
    past.keep();
    second({ a: 1 });
    live.removeNode('a');
    for (const row of [0, 7, -1]) {
      const into = new Float32Array(3);
      past.read(row, into);
      expect([...into]).toEqual(unknown(3));
    }
  });

  it('stays with a node while others come, go, and change their state', () => {
    const { live, past, clock, second, of } = network();
    past.keep();
    second({ a: 1, b: 1 });
    live.removeNode('b');
    second({ a: 2, c: 2 });
    live.node('a', 'channel', 'LEADER', { source: '/ws', at: clock.now(), confidence: 'reported' });
    second({ a: 3, d: 3 });
    expect(of('a')).toEqual([1, 2, 3]);
    expect(of('c')).toEqual([2, 2]);
  });

  it('has a gap where a node was silent for more than ten seconds', () => {
    const { past, second, of } = network();
    past.keep();
    second({ a: 7, b: 1 });
    for (let quiet = 0; quiet < 14; quiet += 1) second({ b: 1 });
    second({ a: 8, b: 1 });
    expect(of('a')).toEqual([...new Array<number>(10).fill(7), ...unknown(5), 8]);
    expect(of('b')).toEqual(new Array(16).fill(1));
  });

  it('does not take values of the last visit, or of a clock that was set back, for new', () => {
    const { clock, live, past, tell, second, of, read } = network();
    const row = live.node('old', 'slim', 'ACTIVE', {
      source: 'cache',
      at: clock.now() - 60_000,
      confidence: 'reported',
    });
    live.nodeValue(row, 'throughput', 5);
    tell('a', 1);
    past.keep();
    expect([...read('old')]).toEqual(unknown(60));
    clock.setWallClock(clock.now() - 3_600_000);
    second();
    second({ a: 2 });
    expect(of('a')).toEqual([1, NaN, 2]);
  });

  it('is forgotten when the values of the network are, also before the next sample', () => {
    const { live, past, second, tell, of, read } = network();
    past.keep();
    for (const value of [1, 2]) second({ a: value });
    const before = past.samples;
    live.clear();
    expect(past.samples).toBeGreaterThan(before);
    tell('a', 90);
    expect([...read('a')]).toEqual(unknown(60));
    second();
    expect(of('a')).toEqual([90]);
  });

  it('counts its samples, so that a line is drawn once a second only', () => {
    const { clock, past, tell, second } = network();
    past.keep();
    const first = past.samples;
    tell('a', 1);
    clock.advance(999);
    tell('a', 2);
    expect(past.samples).toBe(first);
    second();
    expect(past.samples).toBe(first + 1);
  });
});

describe('a page that is hidden', () => {
  it('goes on while nobody is told of changes', () => {
    const { live, past, second, of } = network();
    past.keep();
    live.paused = true;
    for (const value of [1, 2, 3]) second({ a: value });
    expect(of('a')).toEqual([1, 2, 3]);
  });

  it('goes on by the frames that come while the browser lets its timers rest', async () => {
    const { clock, past, tell, read } = network();
    past.keep();
    for (let step = 1; step <= 150; step += 1) {
      clock.sleep(500);
      tell('a', step);
      await Promise.resolve();
    }
    // Each sample is of the frame that came when it was due.
    expect([...read('a')]).toEqual(Array.from({ length: 60 }, (_, index) => 32 + index * 2));
  });

  it('takes no value of a node for new before the frame that tells it was read', async () => {
    const { clock, past, tell, read } = network();
    past.keep();
    tell('a', 1);
    clock.sleep(30_000);
    tell('a', 2);
    await Promise.resolve();
    expect([...read('a', 30)]).toEqual([...unknown(29), 2]);
  });
});

describe('a page that was busy or asleep', () => {
  it('holds the sample before the ones that it missed', () => {
    const { clock, past, second, tell, of } = network();
    past.keep();
    second({ a: 1 });
    clock.sleep(3_400);
    tell('a', 2);
    clock.advance(0);
    expect(of('a')).toEqual([1, 1, 1, 2]);
    // The next one is due on its second again.
    clock.advance(599);
    expect(of('a')).toHaveLength(4);
    clock.advance(1);
    expect(of('a')).toEqual([1, 1, 1, 2, 2]);
  });

  it('knows nothing of a longer time', () => {
    const { clock, past, second, tell, read } = network();
    past.keep();
    second({ a: 1 });
    clock.sleep(20_000);
    tell('a', 2);
    clock.advance(0);
    expect([...read('a', 21)]).toEqual([1, ...unknown(19), 2]);
    clock.sleep(3_600_000);
    tell('a', 3);
    clock.advance(0);
    expect([...read('a')]).toEqual([...unknown(59), 3]);
  });

  it('has sixty samples in a minute, although its timers are late', () => {
    const { clock, past, tell, read } = network();
    past.keep();
    const begun = clock.elapsed();
    for (let wake = 1; wake <= 70; wake += 1) {
      const lateMs = [0, 900, 100, 600][wake % 4] ?? 0;
      clock.sleep(begun + wake * 1_000 + lateMs - clock.elapsed());
      tell('a', wake);
      clock.advance(0);
    }
    expect([...read('a')]).toEqual(Array.from({ length: 60 }, (_, index) => 11 + index));
  });
});

describe('the memory of it', () => {
  it('is there while one of those who keep it remains', async () => {
    const { clock, live, past, second, of, read } = network();
    const stops = [past.keep(), past.keep()];
    second({ a: 1 });
    stops[0]?.();
    stops[0]?.();
    await Promise.resolve();
    second({ a: 2 });
    expect(of('a')).toEqual([1, 2]);
    expect(live.listenerCount).toBe(1);
    stops[1]?.();
    await Promise.resolve();
    expect([live.listenerCount, clock.pending]).toEqual([0, 0]);
    expect([...read('a')]).toEqual(unknown(60));
  });

  it('survives an element that is moved on its page', async () => {
    const { past, second, of } = network();
    const stop = past.keep();
    second({ a: 1 });
    stop();
    past.keep();
    await Promise.resolve();
    second({ a: 2 });
    expect(of('a')).toEqual([1, 2]);
  });

  it('begins anew for who comes later', async () => {
    const { past, second, of } = network();
    const stop = past.keep();
    second({ a: 1 });
    stop();
    await Promise.resolve();
    const before = past.samples;
    second({ a: 2 });
    expect(past.samples).toBe(before);
    past.keep();
    expect(past.samples).toBeGreaterThan(before);
    second({ a: 3 });
    expect(of('a')).toEqual([2, 3]);
  });

  it('is shared by all who watch the same network, and by no other', () => {
    const { live, past } = network();
    expect(throughputPastOf(live)).toBe(past);
    expect(throughputPastOf(network().live)).not.toBe(past);
  });

  it('takes nothing while nobody keeps it', () => {
    const { clock, live, past, second, read } = network();
    second({ a: 1 });
    expect([live.listenerCount, clock.pending]).toEqual([0, 0]);
    expect([...read('a')]).toEqual(unknown(60));
    expect(past.samples).toBe(0);
  });
});
