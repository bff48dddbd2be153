import type { Clock } from '../domain/clock.js';
import { systemClock } from '../storage/index.js';
import type { Session } from './session.js';

/** The clock of an element: its session's, or the machine's where it does without a session. */
export function clockOf(session: () => Session | undefined): Pick<Clock, 'now' | 'after'> {
  return {
    now: () => (session() ?? systemClock).now(),
    after: (delayMs, run) => (session() ?? systemClock).after(delayMs, run),
  };
}
