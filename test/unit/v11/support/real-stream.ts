import { WebSocket } from 'ws';
import { afterEach } from 'vitest';
import type { UpdateSink } from '../../../../src/domain/live-update.js';
import { V11Stream, type V11StreamOptions } from '../../../../src/v11/index.js';
import { ManualClock } from '../../../support/manual-clock.js';
import { ChaosProxy } from './chaos-proxy.js';
import { RecordingSink } from './recording-sink.js';
import { TestBackend } from './test-backend.js';
import { until } from './until.js';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** Closes something when the test is over. */
export function closing<Closable extends { close(): unknown }>(closable: Closable): Closable {
  closers.push(() => closable.close());
  return closable;
}

/** A backend that ends with the test. */
export async function backend(...args: Parameters<typeof TestBackend.start>): Promise<TestBackend> {
  return closing(await TestBackend.start(...args));
}

/** A chaos proxy in front of a port; it ends with the test. */
export async function proxyTo(port: number): Promise<ChaosProxy> {
  return closing(await ChaosProxy.start(port));
}

/** A stream over real sockets whose time the test moves: waits cost nothing, and the network is real. */
export class RealStream<Sink extends UpdateSink = RecordingSink> {
  readonly clock = new ManualClock();
  readonly sockets: WebSocket[] = [];
  readonly phases: string[] = [];
  readonly stream: V11Stream;
  /** Most sockets that were open or opening at once. */
  mostSockets = 0;

  constructor(
    port: number,
    readonly sink: Sink,
    options: Partial<V11StreamOptions> = {},
  ) {
    this.stream = new V11Stream({
      wsUrl: `ws://127.0.0.1:${port}/ws`,
      url: `http://127.0.0.1:${port}`,
      sink,
      clock: this.clock,
      openSocket: (url) => this.#open(url),
      ...options,
    });
    this.stream.subscribe(({ phase }) => this.phases.push(phase));
    closers.push(() => this.stream.stop());
  }

  get phase(): string {
    return this.stream.status.phase;
  }

  /** Starts, and waits until it is live. */
  async live(): Promise<this> {
    this.stream.start();
    await until('it is live', () => this.phase === 'live');
    return this;
  }

  /** Waits until the loss is known, then lets time pass from try to try until it is live again. */
  async liveAgain(): Promise<void> {
    await until('the loss is known', () => this.phase === 'backoff');
    await until('it is live again', () => {
      if (this.phase === 'backoff') this.skipToRetry();
      return this.phase === 'live';
    });
  }

  /** Lets time pass until the next try is due; it may be put off then, because there were many. */
  skipToRetry(): void {
    this.clock.advance(Math.max(0, (this.stream.status.retryAt ?? 0) - this.clock.now()) + 1);
  }

  /** Lets time pass in small steps until a phase is reached, and says how much passed, in milliseconds. */
  async passUntil(phase: string, stepMs = 100, withinMs = 20_000): Promise<number> {
    const from = this.clock.elapsed();
    while (this.phase !== phase) {
      if (this.clock.elapsed() - from > withinMs) throw new Error(`Not ${phase} after ${withinMs} ms.`);
      this.clock.advance(stepMs);
      await new Promise((resolve) => setImmediate(resolve));
    }
    return this.clock.elapsed() - from;
  }

  #open(url: string): WebSocket {
    // 50 MB are refused by the library of these tests as a browser's memory would be; what is decoded is ours.
    const socket = new WebSocket(url, { maxPayload: 100_000_000 });
    this.sockets.push(socket);
    const open = this.sockets.filter(({ readyState }) => readyState <= WebSocket.OPEN).length;
    this.mostSockets = Math.max(this.mostSockets, open);
    return socket;
  }
}

/** A stream over real sockets with a sink that keeps the last value of everything. */
export function realStream(port: number, options: Partial<V11StreamOptions> = {}): RealStream {
  return new RealStream(port, new RecordingSink(), options);
}
