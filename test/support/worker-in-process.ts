import { readFromWorker, readToWorker, type ToWorker } from '../../src/session/off-thread/messages.js';
import { StreamHost } from '../../src/session/off-thread/stream-host.js';
import type { OpenWorker, WorkerLike } from '../../src/session/off-thread/worker-like.js';
import type { FeedParts } from '../../src/session/local-feed.js';

/**
 * A Worker that runs where its page runs, so that a test holds its clock and its sockets. What is said crosses as it does
 * between threads: copied or handed over, and later.
 */
export class WorkerInProcess extends EventTarget {
  /** What each side said, oldest first. */
  readonly fromPage: ToWorker['type'][] = [];
  readonly fromWorker: string[] = [];
  isTerminated = false;
  #host: StreamHost | undefined;

  constructor(parts: FeedParts) {
    super();
    queueMicrotask(() => this.#run(parts));
  }

  postMessage(message: unknown, transfer: Transferable[]): void {
    const data: unknown = structuredClone(message, { transfer });
    // Behind the microtask that runs the script, as a Worker keeps what is said before it runs.
    queueMicrotask(() => queueMicrotask(() => this.#receive(data)));
  }

  terminate(): void {
    this.isTerminated = true;
    this.#host?.dispose();
  }

  /** Breaks, as on an error that nobody caught. */
  break(): void {
    this.#host?.dispose();
    this.dispatchEvent(new Event('error', { cancelable: true }));
  }

  #run(parts: FeedParts): void {
    if (this.isTerminated) return;
    this.#host = new StreamHost((message, transfer) => {
      this.fromWorker.push(message.type);
      const data: unknown = structuredClone(message, { transfer });
      queueMicrotask(() => this.#deliver(data));
    }, parts);
  }

  #receive(data: unknown): void {
    const message = readToWorker(data);
    if (this.isTerminated || message === undefined) return;
    this.fromPage.push(message.type);
    this.#host?.receive(message);
  }

  #deliver(data: unknown): void {
    if (this.isTerminated || readFromWorker(data) === undefined) return;
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
}

/** Opens such Workers, and remembers them. */
export function workersInProcess(parts: FeedParts): { readonly open: OpenWorker; readonly workers: WorkerInProcess[] } {
  const workers: WorkerInProcess[] = [];
  const open: OpenWorker = () => {
    const worker = new WorkerInProcess(parts);
    workers.push(worker);
    return worker as unknown as WorkerLike;
  };
  return { open, workers };
}
