import type { Clock, Random } from '../domain/clock.js';
import { recordOf, listOf } from './decode/readers.js';
import { CALLS_PER_HOUR, CallLog, HOUR_MS } from './call-log.js';
import type { CallUsage } from './feed.js';
import type { HostRecord } from './host-store.js';

/**
 * After noting a call in a shared store, so much time passes before it is checked whether the note still stands. Longer
 * than a tab takes to see what another one wrote, so that of two that wrote at once exactly one goes on, although the
 * store knows no locks (reliability, findings 1 and 8). In milliseconds.
 */
const SETTLE_MS = 400;

/** Tabs that wait for the same moment do not ask at the same moment, in milliseconds. */
const SPREAD_MS = 2_000;

/** How often a backend may still be called, whoever keeps count: a {@link CallBudget}, or the page behind a Worker. */
export interface CallAllowance {
  /** Calls of the last hour, as far as they are known. */
  readonly usage: CallUsage;
  /** The usage, if there is anything to tell: a call of the last hour, or none to be had. */
  readonly toTell: CallUsage | undefined;
  /** Milliseconds until a call may be made, by what is known; 0 if it may be made now. `isUrgent`: a person waits for it. */
  waitMs(isUrgent?: boolean): number;
  /** Takes one call; false if there is none, or if someone else took it. */
  take(isUrgent?: boolean): Promise<boolean>;
  /** Makes no call for so long, in milliseconds, because the backend asked for it. */
  block(durationMs: number): void;
}

/** What a {@link CallBudget} may be given. */
export interface CallBudgetOptions {
  /** Where calls of other pages and of earlier visits are noted. */
  readonly record?: HostRecord | undefined;
  /** Default: `Math.random`. */
  readonly random?: Random | undefined;
}

/**
 * How often the backend may be called. It allows 100 calls per address and hour, for everything together (protocol
 * 2.4): four at once and one more every 40 s are at most 94 in any hour, which leaves some for a person who tests a
 * connection. With a record, all pages and visits share one budget.
 */
export class CallBudget implements CallAllowance {
  readonly #clock: Clock;
  readonly #record: HostRecord | undefined;
  readonly #random: Random;
  /** Calls of this page, by elapsed time, which nobody can set. */
  readonly #own = new CallLog();
  /** Calls of everyone, by the clock on the wall, as the record has them. */
  readonly #shared = new CallLog();
  /** The last call that was asked for: streams of one page, wherever they run, are given theirs one after the other. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(clock: Clock, { record, random = Math.random }: CallBudgetOptions = {}) {
    this.#clock = clock;
    this.#record = record;
    this.#random = random;
  }

  /** Calls of the last hour, as far as they are known. */
  get usage(): CallUsage {
    const [own, shared] = [this.#own.recent(this.#clock.elapsed()), this.#shared.recent(this.#clock.now())];
    const used = Math.max(own.length, shared.length);
    return { used, limit: CALLS_PER_HOUR, renewsAt: used === 0 ? this.#blockEnd() : this.#renewal(own, shared) };
  }

  /** The usage, if there is anything to tell: a call of the last hour, or none to be had. */
  get toTell(): CallUsage | undefined {
    return worthTelling(this.usage);
  }

  /** Milliseconds until a call may be made, by what is known; 0 if it may be made now. */
  waitMs(isUrgent = false): number {
    const waitMs = Math.max(
      this.#own.waitMs(this.#clock.elapsed(), isUrgent),
      this.#shared.waitMs(this.#clock.now(), isUrgent),
    );
    const isShared = this.#record !== undefined && waitMs > 0;
    return waitMs + (isShared ? this.#random() * SPREAD_MS : 0);
  }

  /**
   * Takes one call; false if there is none, or if another page took it. Where a record is shared this takes 400 ms.
   *
   * @param isUrgent a person waits for the call, so it need not keep its distance from others
   */
  take(isUrgent = false): Promise<boolean> {
    const taken = this.#turn.then(() => this.#takeNow(isUrgent));
    this.#turn = taken;
    return taken;
  }

  async #takeNow(isUrgent: boolean): Promise<boolean> {
    if (this.#record !== undefined) await this.#read(this.#record);
    if (this.waitMs(isUrgent) > 0) return false;
    if (this.#record !== undefined && !(await this.#claim(this.#record))) return false;
    this.#own.add(this.#clock.elapsed());
    return true;
  }

  /** Makes no call for so long, because the backend asked for it. */
  block(durationMs: number): void {
    this.#own.block(this.#clock.elapsed() + durationMs);
    this.#shared.block(this.#clock.now() + durationMs);
    if (this.#record !== undefined) void this.#write(this.#record, '');
  }

  /** Writes the call down and looks after a while whether it still stands; if it does not, it was not made. */
  async #claim(record: HostRecord): Promise<boolean> {
    const name = this.#random().toString(36).slice(2);
    this.#shared.add(this.#clock.now());
    // A store that takes nothing shares nothing: this page goes by its own log.
    if (!(await this.#write(record, name))) return true;
    await new Promise<void>((resolve) => void this.#clock.after(SETTLE_MS, resolve));
    const by = await this.#read(record);
    // Nothing at all is no other tab but a store that forgets.
    return by === undefined || by === name;
  }

  /** Takes over what is written, and says who wrote it. */
  async #read(record: HostRecord): Promise<unknown> {
    const known = recordOf(await record.read());
    if (known === undefined) return undefined;
    const calls = (listOf(known.calls) ?? []).filter((at) => Number.isFinite(at)).map(Number);
    const blockedUntil = Number(known.blockedUntil);
    this.#shared.replace(calls, Number.isFinite(blockedUntil) ? blockedUntil : -Infinity, this.#clock.now());
    return known.by;
  }

  #write(record: HostRecord, by: string): Promise<boolean> {
    const { blockedUntil } = this.#shared;
    return record.write({ calls: this.#shared.recent(this.#clock.now()), blockedUntil, by });
  }

  #blockEnd(): number | undefined {
    const ownMs = this.#own.blockedUntil - this.#clock.elapsed();
    const leftMs = Math.max(ownMs, this.#shared.blockedUntil - this.#clock.now());
    return leftMs > 0 ? this.#clock.now() + leftMs : undefined;
  }

  #renewal(own: readonly number[], shared: readonly number[]): number {
    const now = this.#clock.now();
    const oldest = Math.min(shared[0] ?? Infinity, now - this.#clock.elapsed() + (own[0] ?? Infinity));
    return this.#blockEnd() ?? oldest + HOUR_MS;
  }
}

/** A usage, if there is anything to tell: a call of the last hour, or none to be had. */
export function worthTelling(usage: CallUsage): CallUsage | undefined {
  return usage.renewsAt === undefined ? undefined : usage;
}
