import { ContextRoot } from '@lit/context';
import { SessionHolder, type SessionLease } from './session-holder.js';
import { createSession } from './session.js';

/**
 * What all copies of the library on a page share. The number is the version of this interface, not of the library:
 * a copy with another number has a session of its own.
 */
const SHARED = Symbol.for('aurigraph.page-session/1');

let rootAttached = false;

/** Takes a share in the session of all elements that have no provider; the first one opens it. */
export function leasePageSession(): SessionLease {
  attachContextRoot();
  const page = globalThis as { [SHARED]?: SessionHolder };
  page[SHARED] ??= new SessionHolder(() => createSession());
  return page[SHARED].lease();
}

/** Lets providers that are defined after their elements still reach them. One per document, for its life. */
function attachContextRoot(): void {
  if (rootAttached || typeof document === 'undefined') return;
  rootAttached = true;
  new ContextRoot().attach(document.documentElement);
}
