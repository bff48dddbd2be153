import type { OpenWorker } from './worker-like.js';

/**
 * How this page opens a Worker; nothing where there is none. The address is spelled out for bundlers, which make a file
 * of the Worker's modules where they find it. The bundle of the script tag has `open-worker.script-tag.ts` in its place.
 */
export function workerOpener(): OpenWorker | undefined {
  if (typeof Worker !== 'function') return undefined;
  return () => new Worker(new URL('./stream-worker.js', import.meta.url), { type: 'module' });
}
