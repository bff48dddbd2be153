import type { FeedStatus } from '../../../../src/v11/feed.js';
import { V11Stream, type V11StreamOptions } from '../../../../src/v11/index.js';
import { ManualClock } from '../../../support/manual-clock.js';
import { FakeSockets, type FakeSocket } from './fake-sockets.js';
import { RecordingSink } from './recording-sink.js';

/** A stream whose time, sockets and calls are in the hands of the test. */
export class StreamBench {
  readonly clock = new ManualClock();
  readonly sink = new RecordingSink();
  readonly sockets = new FakeSockets();
  readonly calls: string[] = [];
  readonly statuses: FeedStatus[] = [];
  /** Answers of the REST API by route; anything else is a 404. */
  answers: Record<string, () => Response> = {};
  readonly stream: V11Stream;

  constructor(options: Partial<V11StreamOptions> = {}) {
    this.stream = new V11Stream({
      wsUrl: 'ws://backend:9003/ws',
      url: 'http://backend:9003',
      sink: this.sink,
      clock: this.clock,
      random: () => 0.5,
      openSocket: this.sockets.open,
      fetch: (url) => this.#answer(new URL(url)),
      ...options,
    });
    this.stream.subscribe((status) => this.statuses.push(status));
  }

  /** Starts, and opens `/ws`. */
  startDesign(): FakeSocket {
    this.stream.start();
    this.sockets.last('/ws').accept();
    return this.sockets.last('/ws');
  }

  /** Starts, refuses `/ws`, and opens the token-free sockets. */
  startFallback(): void {
    this.stream.start();
    this.sockets.last('/ws').drop();
    this.acceptFallback();
  }

  /** Opens whatever token-free socket was asked for and not answered yet, until nobody asks for more. */
  acceptFallback(): void {
    for (let index = 0; index < this.sockets.all.length; index += 1) {
      const socket = this.sockets.all[index];
      if (socket !== undefined && socket.path !== '/ws' && !socket.isAbandoned) socket.accept();
    }
  }

  /** Lets pending promises settle. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    await new Promise((resolve) => setImmediate(resolve));
  }

  async #answer(url: URL): Promise<Response> {
    this.calls.push(url.pathname + url.search);
    return (
      this.answers[url.pathname.replace('/api/v11', '')]?.() ?? Response.json({ error: 'Not found' }, { status: 404 })
    );
  }
}
