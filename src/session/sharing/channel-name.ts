import type { LivePlan } from '../feed-plan.js';
import { fingerprint } from '../fingerprint.js';
import { SHARING_PROTOCOL } from './share-message.js';

/** Everything that a plan may say and still be shared. What is not known here may be a secret. */
const PUBLIC_PARTS: ReadonlySet<string> = new Set<keyof LivePlan>([
  'mode',
  'worker',
  'share',
  'wsUrl',
  'url',
  'timeoutMs',
]);

/** Name of the channel, and of the lock, of all tabs with the same stream. Says nothing about the backend. */
export function channelName(namespace: string, { wsUrl, url }: LivePlan): string {
  return `aurigraph/stream/${SHARING_PROTOCOL}/${fingerprint(JSON.stringify([namespace, wsUrl, url]))}`;
}

/** Name of the room, at the page's hub, of all copies of the library with the same stream. */
export function roomName(namespace: string, { wsUrl, url, share = 'page' }: LivePlan): string {
  return `stream/${SHARING_PROTOCOL}/${fingerprint(JSON.stringify([namespace, wsUrl, url, share]))}`;
}

/**
 * Whether whoever may run a script on this origin may also see what a plan's stream delivers: nothing in it but an
 * address, and in that neither a user nor a query, where a token could be.
 */
export function isPublic(plan: LivePlan): boolean {
  return Object.keys(plan).every((part) => PUBLIC_PARTS.has(part)) && [plan.wsUrl, plan.url].every(isBareAddress);
}

function isBareAddress(address: string): boolean {
  try {
    const { username, password, search, hash } = new URL(address, 'http://localhost');
    return username + password + search + hash === '';
  } catch {
    // It will not be connected to, either.
    return true;
  }
}
