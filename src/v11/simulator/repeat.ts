import type { Clock, Stop } from '../../domain/clock.js';

/**
 * Runs again and again on an injected clock. Keeps to its schedule where the machine keeps up; where it was late
 * by more than a period (a throttled tab, a sleeping laptop) the missed runs are left out, not made up for.
 */
export function repeat(clock: Clock, periodMs: number, run: () => void): Stop {
  let stopped = false;
  let due = clock.elapsed() + periodMs;
  let cancel = clock.after(periodMs, fire);

  function fire(): void {
    const elapsed = clock.elapsed();
    due = due + periodMs > elapsed ? due + periodMs : elapsed + periodMs;
    cancel = clock.after(due - elapsed, fire);
    run();
  }

  return () => {
    if (stopped) return;
    stopped = true;
    cancel();
  };
}
