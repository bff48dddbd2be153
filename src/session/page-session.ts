import { ContextRoot } from '@lit/context';
import { SessionHolder, type SessionLease } from './session-holder.js';
import { createSession } from './session.js';

/**
 * What all copies of the library on a page share. The number is the version of this interface, not of the library:
 * a copy with another number has a session of its own.
 */
const SHARED = Symbol.for('aurigraph.page-session/1');

/** Takes a share in the session of all elements that have no provider; the first one opens it. */
export function leasePageSession(): SessionLease {
  const page = globalThis as { [SHARED]?: SessionHolder };
  page[SHARED] ??= new SessionHolder(() => createSession());
  return page[SHARED].lease();
}

let rootAttached = false;

/**
 * Lets providers that are defined after their elements still reach them: remembers who asked for a session, and asks
 * again for them. One per document, for its life. Call it before an element asks for the first time.
 */
export function awaitLateProviders(): void {
  if (rootAttached || typeof document === 'undefined') return;
  rootAttached = true;
  new ContextRoot().attach(document.documentElement);
}
