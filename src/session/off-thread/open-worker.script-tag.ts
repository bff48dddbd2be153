/** Stands in for `open-worker.ts` in the script tag's one file, which is its own Worker's script. */
import { STREAM_WORKER_NAME } from './worker-scope.js';
import type { OpenWorker } from './worker-like.js';

/** Where the policy is that the bundle made when its Lit loaded (scripts/lit-policy.mjs). */
const POLICY = Symbol.for('aurigraph.lit-policy');

/** Address of this file; nothing where it runs as a module, which cannot tell. Only known while the script loads. */
const ownScript = ownAddress();

/** How this page opens a Worker; nothing where there is none, or where the file's own address is not known. */
export function workerOpener(): OpenWorker | undefined {
  if (typeof Worker !== 'function' || ownScript === undefined) return undefined;
  return () => new Worker(trusted(ownScript), { name: STREAM_WORKER_NAME });
}

/** The address in the form that Trusted Types ask for, where a policy exists that vouches for it. */
function trusted(address: string): string {
  // What the policy makes is no text, but a Worker takes it where it takes one.
  const page = globalThis as { [POLICY]?: { createScriptURL?(address: string): string } };
  try {
    return page[POLICY]?.createScriptURL?.(address) ?? address;
  } catch {
    // The policy is of another copy of the bundle, which vouches only for itself.
    return address;
  }
}

function ownAddress(): string | undefined {
  const script = typeof document === 'undefined' ? undefined : document.currentScript;
  return script instanceof HTMLScriptElement && script.src !== '' ? script.src : undefined;
}
