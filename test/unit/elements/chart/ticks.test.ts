import { describe, expect, it } from 'vitest';
import { timeStep, timeTicks, valueTicks } from '../../../../src/elements/base/chart/ticks.js';
import { Formatter } from '../../../../src/elements/base/format.js';

const clock = (zone: string) => {
  const format = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  return (time: number): string => format.format(time);
};

describe('the time axis', () => {
  it('takes the shortest round step that fits', () => {
    expect(timeStep(60_000, 6)).toBe(10_000);
    expect(timeStep(60_000, 3)).toBe(30_000);
    expect(timeStep(10_000, 20)).toBe(1_000);
    expect(timeStep(3_600_000, 6)).toBe(600_000);
    expect(timeStep(3_600_000, 1)).toBe(900_000);
  });

  it('goes on across midnight without repeating itself', () => {
    const midnight = Date.parse('2026-03-01T00:00:00Z');
    const labels = timeTicks(midnight - 20_000, midnight + 20_000, 10_000, clock('UTC')).map(({ label }) => label);
    expect(labels).toEqual(['23:59:40', '23:59:50', '00:00:00', '00:00:10', '00:00:20']);
  });

  it('leaves a label out in the hour that a clock lives twice', () => {
    const secondTwo = Date.parse('2026-10-25T01:00:00Z');
    const labels = timeTicks(secondTwo - 3_600_000, secondTwo, 900_000, clock('Europe/Berlin')).map(
      ({ label }) => label,
    );
    expect(labels).toEqual(['02:00:00', '02:15:00', '02:30:00', '02:45:00', '']);
  });

  it('stands on round times whatever the window', () => {
    const ticks = timeTicks(12_345, 27_000, 5_000, String);
    expect(ticks.map(({ at }) => at)).toEqual([15_000, 20_000, 25_000]);
  });
});

describe('labels of the value axis', () => {
  const format = new Formatter('en');
  const labels = (values: number[], step: number): string[] =>
    valueTicks(values, step, (value, digits) => format.compact(value, digits)).map(({ label }) => label);

  it('are compact', () => {
    expect(labels([1_800_000, 1_900_000, 2_000_000], 100_000)).toEqual(['1.8M', '1.9M', '2M']);
  });

  it('have as many digits as are true', () => {
    expect(labels([2_000_000, 2_002_500, 2_005_000], 2_500)).toEqual(['2M', '2.0025M', '2.005M']);
  });

  it('survive what a sum of fractions leaves behind', () => {
    expect(labels([0.1, 0.1 + 0.2, 0.5], 0.2)).toEqual(['0.1', '0.3', '0.5']);
  });
});
