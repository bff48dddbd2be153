import type { Clock, Stop } from '../../src/domain/clock.js';
import { repeat } from '../../src/v11/simulator/repeat.js';
import type { Connection } from '../connection.js';

/** Frames go out in so many portions a second. */
const PORTIONS_PER_SECOND = 50;

/** What a burst is made of. */
export interface BurstOptions {
  readonly perSecond: number;
  readonly forMs: number;
  /** `{n}` in it becomes a running number; default: each client's last frame again. */
  readonly text?: string | undefined;
}

/** Floods connections for a while, by the time that really passed, so that a busy machine sends as many in the end. */
export function startBurst(
  clock: Clock,
  connections: () => readonly Connection[],
  { perSecond, forMs, text }: BurstOptions,
  ended: () => void,
): Stop {
  const startedAt = clock.elapsed();
  let sent = 0;
  const stop = repeat(clock, 1_000 / PORTIONS_PER_SECOND, () => {
    const passedMs = Math.min(forMs, clock.elapsed() - startedAt);
    const clients = connections();
    for (const due = Math.floor((passedMs * perSecond) / 1_000); sent < due; sent += 1) sendOne(clients, text, sent);
    if (passedMs < forMs) return;
    stop();
    ended();
  });
  return stop;
}

function sendOne(clients: readonly Connection[], text: string | undefined, number: number): void {
  const shared = text?.replaceAll('{n}', String(number));
  for (const connection of clients) connection.sendRaw(shared ?? connection.last ?? '{}');
}
