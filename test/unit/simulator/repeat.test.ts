import { describe, expect, it } from 'vitest';
import { repeat } from '../../../src/v11/simulator/repeat.js';
import { ManualClock } from '../../support/manual-clock.js';

/** A machine whose timers come late. */
class LateClock extends ManualClock {
  lateMs = 0;

  override after(delayMs: number, run: () => void): () => void {
    return super.after(delayMs + this.lateMs, run);
  }
}

describe('repeating', () => {
  it('runs once in each period', () => {
    const clock = new ManualClock();
    let runs = 0;
    repeat(clock, 1_000, () => (runs += 1));
    clock.advance(999);
    expect(runs).toBe(0);
    clock.advance(4_001);
    expect(runs).toBe(5);
  });

  it('keeps to its schedule when timers are a little late', () => {
    const clock = new LateClock();
    const times: number[] = [];
    clock.lateMs = 20;
    repeat(clock, 1_000, () => times.push(clock.elapsed()));
    clock.advance(10_000);
    expect(times.map((time) => Math.round(time / 1_000))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('does not make up for what a sleeping machine missed', () => {
    const clock = new LateClock();
    const times: number[] = [];
    clock.lateMs = 60_000;
    repeat(clock, 1_000, () => times.push(clock.elapsed()));
    clock.lateMs = 0;
    clock.advance(61_000);
    expect(times).toEqual([61_000]);
    clock.advance(1_000);
    expect(times).toEqual([61_000, 62_000]);
  });

  it('stops, also from within a run, and leaves no timer', () => {
    const clock = new ManualClock();
    let runs = 0;
    const stop = repeat(clock, 100, () => {
      runs += 1;
      if (runs === 3) stop();
    });
    clock.advance(10_000);
    stop();
    expect(runs).toBe(3);
    expect(clock.pending).toBe(0);
  });
});
