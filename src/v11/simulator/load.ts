/** How much the outside world asks of the demo network. */
import type { Random } from '../../domain/clock.js';
import { TARGET_TPS, type PerformanceMode } from '../../domain/performance-mode.js';
import { between, clamp, waitFor, wander } from './random.js';

/** Demand hovers around this share of the target. */
export const USUAL_RATIO = 0.955;

/** Average time between two dips of demand, in milliseconds. */
const BETWEEN_DIPS_MS = 150_000;

/** What an overload asks for beyond that, as a share of the target. */
const OVERLOAD_RATIO = 0.75;

/** The most that the network can carry, as a share of the target, and what is left of it when all are busy refusing. */
const CAPACITY_RATIO = 1.05;
const CONGESTION = 0.28;

/** Demand: a slow drift, a little flutter, and a dip every few minutes. Stepped ten times a second. */
export class Load {
  /** Demand as a share of the target, usually 0.85 to 1.05, up to 1.8 in an overload. */
  ratio = USUAL_RATIO;
  /** How much of an overload there is, 0 to 1. */
  surge = 0;
  #target: number;
  #goal: number;
  #drift: number;
  #flutter = 0;
  #dip = 0;
  #dipDepth = 0;
  #dipEndsAt = 0;
  #nextDipAt: number;
  readonly #random: Random;

  constructor(mode: PerformanceMode, random: Random) {
    this.#random = random;
    this.#target = this.#goal = TARGET_TPS[mode];
    this.#drift = USUAL_RATIO + between(random, -0.02, 0.02);
    this.#nextDipAt = between(random, 0.2, 1) * BETWEEN_DIPS_MS;
  }

  /** Transactions asked for each second. */
  get demandTps(): number {
    return this.#target * this.ratio;
  }

  /** Transactions of these that can be carried: all of them but in an overload. */
  get carriedTps(): number {
    return this.#target * Math.min(this.ratio, CAPACITY_RATIO) * (1 - CONGESTION * this.surge);
  }

  /** Throughput that counts as 100 %; moves to a new mode's target within seconds. */
  get targetTps(): number {
    return this.#target;
  }

  /** Heads for another mode's target. */
  set mode(mode: PerformanceMode) {
    this.#goal = TARGET_TPS[mode];
  }

  /** Lets a tenth of a second pass. */
  step(nowMs: number, surge: number): void {
    const random = this.#random;
    this.surge = surge;
    this.#target += (this.#goal - this.#target) * 0.08;
    this.#drift = clamp(wander(random, this.#drift, USUAL_RATIO, 0.004, 0.0016), 0.89, 1.02);
    this.#flutter = wander(random, this.#flutter, 0, 0.2, 0.0036);
    this.#stepDip(nowMs);
    this.ratio = clamp(this.#drift + this.#flutter - this.#dip, 0, CAPACITY_RATIO) + OVERLOAD_RATIO * surge;
  }

  #stepDip(nowMs: number): void {
    const random = this.#random;
    if (nowMs >= this.#nextDipAt) {
      this.#dipDepth = between(random, 0.05, 0.14);
      this.#dipEndsAt = nowMs + between(random, 3_000, 11_000);
      this.#nextDipAt = this.#dipEndsAt + waitFor(random, BETWEEN_DIPS_MS);
    }
    const depth = nowMs < this.#dipEndsAt ? this.#dipDepth : 0;
    this.#dip += (depth - this.#dip) * 0.12;
  }
}
