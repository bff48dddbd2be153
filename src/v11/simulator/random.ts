/** Seeded randomness and the few distributions that the demo network draws from. Pure: no global state. */
import type { Random } from '../../domain/clock.js';

/**
 * A repeatable generator (mulberry32): the same seed gives the same numbers on every machine.
 * Good enough for a demo, not for secrets.
 *
 * @param seed Any number; only its lower 32 bits count.
 */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A number drawn evenly between two bounds. */
export function between(random: Random, low: number, high: number): number {
  return low + random() * (high - low);
}

/** A whole number drawn evenly, both bounds included. */
export function integerBetween(random: Random, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1));
}

/** About normal: mean 0, deviation 1, never beyond 3. */
export function noise(random: Random): number {
  return (random() + random() + random() - 1.5) * 2;
}

/** A whole number whose average over many draws is `expected`; how counters grow by fractional rates. */
export function countOf(random: Random, expected: number): number {
  return Math.floor(Math.max(0, expected) + random());
}

/** A wait with the given mean, as between accidents: many short ones, few long ones, none beyond five times the mean. */
export function waitFor(random: Random, meanMs: number): number {
  return Math.min(5, -Math.log(1 - random())) * meanMs;
}

/** One step of a value that wanders but is pulled back to its mean. */
export function wander(random: Random, value: number, mean: number, pull: number, spread: number): number {
  return value + (mean - value) * pull + noise(random) * spread;
}

/** The value, kept within bounds. */
export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

/** Rounded to so many digits behind the point, so that frames stay short. */
export function rounded(value: number, digits: number): number {
  const factor = 10 ** digits;
  return Math.round(value * factor) / factor;
}
