import type { Clock, Stop } from '../domain/clock.js';
import { readTransactionsControl } from './decode/transactions-control.js';
import type { Dialect, DialectPort } from './dialect.js';
import type { Opening } from './liveness.js';

/** The backend closes where no command came for 60 s (protocol 1.8); in milliseconds. */
const PING_EVERY_MS = 30_000;

/** A command within some 10 ms of opening counts as a flood (protocol 1.8), so the first one waits; in milliseconds. */
const SETTLE_MS = 100;

/**
 * `/ws/transactions`: the token stood in the address, commands are plain text, and the backend subscribes a client to
 * `transactions` and `system` by itself, on every connection (protocol 1.8).
 */
export class TransactionsDialect implements Dialect {
  /** `WELCOME` says that the token was taken; without one, the backend opens first and closes with 1008 then. */
  readonly opening: Opening = { heartbeat: 'ping', pingEveryMs: PING_EVERY_MS, authenticates: true };
  #openedAt = Infinity;
  #stopTimer: Stop | undefined;

  constructor(
    private readonly port: DialectPort,
    private readonly clock: Clock,
  ) {}

  opened(): void {
    this.#openedAt = this.clock.elapsed();
  }

  message(data: unknown): void {
    const control = readTransactionsControl(data);
    if (control === undefined) this.port.frame(data);
    if (control?.type === 'welcome') this.port.authenticated();
    if (control?.type === 'error') {
      const message = `The backend refused a command on /ws/transactions: ${control.message}`;
      this.port.refused({ code: 'bad-response', message, url: '/ws/transactions' });
    }
  }

  ping(): void {
    const waitMs = this.#openedAt + SETTLE_MS - this.clock.elapsed();
    this.#stopTimer?.();
    if (waitMs > 0) this.#stopTimer = this.clock.after(waitMs, () => this.port.send('PING'));
    else this.port.send('PING');
  }

  close(): void {
    this.#stopTimer?.();
  }
}
