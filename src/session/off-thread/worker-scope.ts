import { LIBRARY_VERSION } from '../../domain/versions.js';
import { systemClock } from '../../storage/adapters/web/system-clock.js';
import { readToWorker } from './messages.js';
import { StreamHost } from './stream-host.js';

/** Name of a Worker that runs the stream. The version is part of it: a page and its Worker are of one build. */
export const STREAM_WORKER_NAME = `aurigraph-stream ${LIBRARY_VERSION}`;

/** Whether this is a Worker that was opened to run the stream. */
export function isStreamWorker(): boolean {
  return 'DedicatedWorkerGlobalScope' in globalThis && self.name === STREAM_WORKER_NAME;
}

/** Runs the stream in this Worker, for the page that opened it. */
export function hostStream(): void {
  const host = new StreamHost((message, transfer) => self.postMessage(message, { transfer }), { clock: systemClock });
  self.addEventListener('message', ({ data }) => {
    const message = readToWorker(data);
    if (message !== undefined) host.receive(message);
  });
}
