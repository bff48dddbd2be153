import type { Clock } from '../../../domain/clock.js';
import type { Session } from '../../../session/session.js';
import { systemClock } from '../../../storage/adapters/web/system-clock.js';

/** The session's clock, or the machine's where a chart does without a session. */
export function clockOf(session: () => Session | undefined): Pick<Clock, 'now' | 'after'> {
  return {
    now: () => (session() ?? systemClock).now(),
    after: (delayMs, run) => (session() ?? systemClock).after(delayMs, run),
  };
}
