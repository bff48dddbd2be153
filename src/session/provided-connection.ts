import { BUILD_ID } from './build-id.js';
import { SHARE_CHOICES, WORKER_CHOICES } from './feed-plan.js';
import { SessionHolder, type SessionLease } from './session-holder.js';
import type { ConnectionOptions } from './session-state.js';
import { createSession } from './session.js';
import { isNumber, isOptional, isText, traitsOf } from './sharing/shapes.js';

/**
 * What a provider says to the elements inside it that are of another build of the library: plain data, from which they open
 * a session of their own, which shares the connection. A token is not among it.
 */
export interface ProvidedConnection {
  /** Which build the provider is of. */
  readonly build: string;
  readonly namespace: string;
  readonly connection: ConnectionOptions;
}

/** Longest text, in UTF-16 units. */
const LONGEST = 2_000;

const MODES = ['demo', 'live'] as const;

/** Sessions of this build, by what providers of other builds say; few, and empty once their elements are gone. */
const holders = new Map<string, SessionHolder>();

/** What the provider of this build says. */
export function provideConnection(namespace: string, connection: ConnectionOptions): ProvidedConnection {
  return Object.freeze({ build: BUILD_ID, namespace, connection: Object.freeze({ ...connection }) });
}

/** What a provider of another build says; nothing if it is one of this build, or says something else. */
export function readForeignConnection(data: unknown): ProvidedConnection | undefined {
  const { build, namespace, connection } = traitsOf<keyof ProvidedConnection>(copyOf(data));
  if (!isWord(build) || build === BUILD_ID || !isWord(namespace)) return undefined;
  const read = readConnection(connection);
  return read && { build, namespace, connection: read };
}

/** Takes a share in this build's session for what a provider of another build says; the first one opens it. */
export function leaseForeignSession({ namespace, connection }: ProvidedConnection): SessionLease {
  const key = JSON.stringify([namespace, connection]);
  const holder = holders.get(key) ?? new SessionHolder(() => createSession({ ...connection, namespace }));
  holders.set(key, holder);
  return holder.lease();
}

function readConnection(data: unknown): ConnectionOptions | undefined {
  const found = traitsOf<keyof ConnectionOptions>(data);
  const { apiUrl, wsUrl, autoConnect, seed, demoNodes, demoWhenAway } = found;
  if (!isOptional(apiUrl, isWord) || !isOptional(wsUrl, isWord) || !isOptional(autoConnect, isFlag)) return undefined;
  if (!isOptional(seed, isNumber) || !isOptional(demoNodes, isNumber)) return undefined;
  if (!isOptional(demoWhenAway, isFlag)) return undefined;
  const mode = MODES.find((one) => one === found.mode);
  const worker = WORKER_CHOICES.find((one) => one === found.worker);
  const share = SHARE_CHOICES.find((one) => one === found.share);
  return { mode, apiUrl, wsUrl, autoConnect, seed, demoNodes, demoWhenAway, worker, share };
}

function copyOf(data: unknown): unknown {
  try {
    return structuredClone(data);
  } catch {
    return undefined;
  }
}

function isWord(value: unknown): value is string {
  return isText(value, LONGEST);
}

function isFlag(value: unknown): value is boolean {
  return typeof value === 'boolean';
}
