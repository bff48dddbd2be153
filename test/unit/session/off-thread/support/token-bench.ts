import { vi } from 'vitest';
import { WebSocket } from 'ws';
import type { WorkerChoice } from '../../../../../src/session/feed-plan.js';
import { FeedSwitch } from '../../../../../src/session/feed-switch.js';
import { LiveMetrics } from '../../../../../src/session/live-metrics.js';
import type { OpenWorker, WorkerLike } from '../../../../../src/session/off-thread/worker-like.js';
import type { OpenSocket, TokenOptions } from '../../../../../src/v11/index.js';
import { ManualClock } from '../../../../support/manual-clock.js';
import { workersInProcess, type WorkerInProcess } from '../../../../support/worker-in-process.js';
import { backend, closing } from '../../../v11/support/real-stream.js';
import type { Behaviour, TestBackend } from '../../../v11/support/test-backend.js';
import { TokenBackend } from '../../../v11/support/token-backend.js';

/** A message between a page and its Worker, as everything that could be read in it. */
export interface Said {
  readonly by: 'page' | 'worker';
  readonly type: string;
  readonly text: string;
}

/** A feed of a session on a real backend that wants a token, on the page or in a Worker, on a clock that a test holds. */
export class TokenBench {
  readonly clock = new ManualClock();
  readonly token = new TokenBackend();
  readonly live = new LiveMetrics({ clock: this.clock, schedule: () => () => undefined });
  /** Every message between the page and its Workers. */
  readonly said: Said[] = [];
  readonly workers: WorkerInProcess[];
  readonly feed: FeedSwitch;
  readonly server: TestBackend;

  private constructor(server: TestBackend, token: TokenBackend, options: TokenOptions) {
    const { clock, live } = this;
    this.server = server;
    this.token = token;
    const openSocket: OpenSocket = (url) => new WebSocket(url);
    const { open, workers } = workersInProcess({ clock, openSocket });
    this.workers = workers;
    this.feed = new FeedSwitch({ clock, live, openSocket, ...options, openWorker: () => this.#overheard(open) });
  }

  /** Starts one; it ends with the test. `tokens` are those that the backend takes. */
  static async start(
    worker: WorkerChoice,
    tokens: readonly string[],
    options: TokenOptions,
    others: Record<string, Behaviour> = {},
  ): Promise<TokenBench> {
    const token = new TokenBackend();
    for (const taken of tokens) token.tokens.add(taken);
    const server = await backend({ '/ws/v11': token.v11, '/ws/transactions': token.transactions, ...others });
    const bench = new TokenBench(server, token, options);
    closing({ close: () => bench.feed.dispose() });
    const url = `http://127.0.0.1:${server.port}`;
    bench.feed.follow({ mode: 'live', worker, wsUrl: url.replace('http', 'ws') + '/ws', url, timeoutMs: 30_000 }, true);
    bench.feed.start();
    return bench;
  }

  /** The tokens that were sent in first messages, oldest first. */
  get sent(): readonly string[] {
    const texts = this.token.textsTo('/ws/v11').filter((text) => text.includes('"auth"'));
    return texts.map((text) => (JSON.parse(text) as { readonly token: string }).token);
  }

  /** Lets time pass until a condition holds. */
  async until(condition: () => boolean, stepMs = 20): Promise<void> {
    await vi.waitUntil(() => condition() || (this.clock.advance(stepMs), condition()), { interval: 1, timeout: 8_000 });
  }

  /** Lets messages through while time stands still. */
  async settle(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 30));
  }

  #overheard(open: OpenWorker): WorkerLike {
    const worker = open();
    const post = worker.postMessage.bind(worker);
    worker.postMessage = (message, transfer) => {
      this.#note('page', message);
      post(message, transfer);
    };
    const { signal } = new AbortController();
    worker.addEventListener('message', ({ data }) => this.#note('worker', data), { signal });
    return worker;
  }

  #note(by: Said['by'], message: unknown): void {
    const { type } = message as { readonly type: string };
    this.said.push({ by, type, text: textOf(message) });
  }
}

/** Everything that could be read in a message: its facts, and the bytes of its buffers. */
function textOf(message: unknown): string {
  const bytes: string[] = [];
  const facts = JSON.stringify(message, (_key, value: unknown) => {
    // Most of a buffer is room that nothing was written to.
    if (value instanceof ArrayBuffer)
      bytes.push(
        Buffer.from(value)
          .toString('latin1')
          .replaceAll(/\0{2,}/g, ''),
      );
    return value;
  });
  return [facts, ...bytes].join('\n');
}
