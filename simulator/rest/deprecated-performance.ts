/** `GET /deprecated/performance` (protocol 2.6), behind a token: a load test, 60 times a minute at most. */
import { between, rounded } from '../../src/v11/simulator/random.js';
import type { Simulation } from '../profiles/profile.js';
import { ok, type Route } from './route.js';

const CALLS_A_MINUTE = 60;
const ITERATIONS = 100_000;

/** Its limit is its own, beside the hundred calls an hour. `/performance` itself does not exist. */
export function deprecatedPerformanceRoute({ random, clock }: Simulation): Route {
  let calls: number[] = [];
  return {
    path: '/deprecated/performance',
    answer: () => {
      const now = clock.elapsed();
      calls = [...calls.filter((at) => now - at < 60_000), now];
      if (calls.length > CALLS_A_MINUTE) return { status: 429, body: { error: 'Rate limit exceeded' } };
      const durationMs = rounded(between(random, 100, 160), 1);
      const transactionsPerSecond = rounded((ITERATIONS * 1_000) / durationMs, 1);
      return ok({
        iterations: ITERATIONS,
        durationMs,
        transactionsPerSecond,
        nsPerTransaction: rounded((durationMs * 1_000_000) / ITERATIONS, 1),
        optimizations: 'none (simulated)',
        threadCount: 256,
        targetTPS: 2_000_000,
        targetAchieved: false,
      });
    },
  };
}
