/**
 * What storage does, told for development (schema design 12.2). The design's sample prints whole objects and stack
 * traces; here an event has a fixed list of fields, and whatever else is in it is dropped: a log may be copied into a
 * ticket, and must not carry values, names or keys there (reliability 3.9).
 */
import { failureOf, type FailureCode } from '../domain/failure.js';
import { toTimestamp } from '../domain/timestamp.js';
import type { ApiKeyChange } from './api-keys.js';
import type { Changes } from './changes.js';
import type { PersistenceFact } from './persistence.js';
import type { Clock } from './ports.js';

/** Something that storage did. */
export interface DebugEvent {
  /** What was done, for instance `transact` or `read`. */
  readonly operation: string;
  /** To what kind of thing: a kind of record, of change or of key. */
  readonly kind?: string | undefined;
  /** Id of the record; never its name. */
  readonly id?: string | undefined;
  /** Its revision afterwards. */
  readonly revision?: number | undefined;
  /** In which store. */
  readonly store?: string | undefined;
  readonly outcome?: 'ok' | 'failed' | undefined;
  /** Code of the failure; never its message. */
  readonly code?: FailureCode | undefined;
  readonly durationMs?: number | undefined;
  /** How many records. */
  readonly count?: number | undefined;
  /** How much was written, as far as it was counted. */
  readonly bytes?: number | undefined;
}

/** An event with its time. */
export interface TimedDebugEvent extends DebugEvent {
  /** ISO 8601, UTC. */
  readonly timestamp: string;
}

/** Where events go. */
export type DebugSink = (event: TimedDebugEvent) => void;

/** The list of fields, with what each must be. */
const FIELDS: Readonly<Record<keyof DebugEvent, 'string' | 'number'>> = {
  operation: 'string',
  kind: 'string',
  id: 'string',
  revision: 'number',
  store: 'string',
  outcome: 'string',
  code: 'string',
  durationMs: 'number',
  count: 'number',
  bytes: 'number',
};

/** Longest text that is told; ids are shorter (schema design 2.1). */
const MAX_LENGTH = 200;

/** Tells a sink what happens. There is none unless logging is switched on, so that being off costs nothing. */
export class DebugLog {
  constructor(
    private readonly sink: DebugSink,
    private readonly clock: Clock,
  ) {}

  /** Tells of an event, reduced to the fields that may be told. Never throws. */
  note(event: DebugEvent): void {
    try {
      this.sink({ ...allowed(event), timestamp: toTimestamp(this.clock.now()) });
    } catch {
      // Storage works the same with a sink that does not.
    }
  }

  /** Runs some work, and tells how long it took and how it ended. */
  async time<Result>(
    event: DebugEvent,
    work: () => Promise<Result>,
    more?: () => Partial<DebugEvent>,
  ): Promise<Result> {
    const start = this.clock.elapsed();
    const tell = (outcome: DebugEvent['outcome'], code?: FailureCode): void =>
      this.note({ ...event, ...more?.(), outcome, code, durationMs: this.clock.elapsed() - start });
    try {
      const result = await work();
      tell('ok');
      return result;
    } catch (error) {
      tell('failed', failureOf(error).code);
      throw error;
    }
  }
}

function allowed(event: DebugEvent): DebugEvent {
  const given = new Map<string, unknown>(Object.entries(event));
  const told = Object.entries(FIELDS).flatMap(([field, type]): [string, unknown][] => {
    const value = given.get(field);
    if (typeof value !== type) return [];
    return [[field, typeof value === 'string' ? value.slice(0, MAX_LENGTH) : value]];
  });
  return { operation: '', ...Object.fromEntries(told) };
}

/** What a log hears of besides the record stores. */
interface Traced {
  readonly apiKeys: { readonly protection: string; subscribe(listener: (change: ApiKeyChange) => void): unknown };
  readonly persistence: { subscribe(listener: (fact: PersistenceFact) => void): unknown };
}

/**
 * Tells a log of changes, of API keys (which, never what) and of the mirror. The listeners go with the storage that
 * they listen to.
 */
export function traceStorage(log: DebugLog, { apiKeys, persistence }: Traced, changes: Changes): void {
  log.note({ operation: 'protect-keys', kind: apiKeys.protection });
  apiKeys.subscribe(({ kind, name }) => log.note({ operation: `key-${kind}`, kind: name }));
  changes.subscribe(({ kind, id, rev, origin }) =>
    log.note({ operation: origin === 'here' ? 'announce' : 'hear', kind, id, revision: rev }),
  );
  persistence.subscribe(({ mirror, configurations, failure }) => {
    log.note({ operation: 'persistence', kind: configurations, code: failure?.code });
    log.note({ operation: 'mirror', kind: mirror });
  });
}
