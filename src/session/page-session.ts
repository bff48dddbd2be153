import { ContextRoot } from '@lit/context';
import { BUILD_ID } from './build-id.js';
import { SessionHolder, type SessionLease } from './session-holder.js';
import { createSession } from './session.js';

/** Where copies of the very same build find each other's session. Any other build has one of its own (reliability T8). */
const SHARED = Symbol.for(`aurigraph.page-session/${BUILD_ID}`);

let holder: Pick<SessionHolder, 'lease'> | undefined;

/** Takes a share in the session of all elements that have no provider; the first one opens it. */
export function leasePageSession(): SessionLease {
  holder ??= findHolder(new SessionHolder(() => createSession()));
  return holder.lease();
}

/** The one that a copy of this build put on the page, or else this one. */
function findHolder(own: SessionHolder): Pick<SessionHolder, 'lease'> {
  try {
    if (!(SHARED in globalThis)) Object.defineProperty(globalThis, SHARED, { value: own });
    const found: unknown = Reflect.get(globalThis, SHARED);
    return isHolder(found) ? found : own;
  } catch {
    // A page that takes nothing more, or somebody's getter.
    return own;
  }
}

function isHolder(value: unknown): value is Pick<SessionHolder, 'lease'> {
  return typeof value === 'object' && value !== null && 'lease' in value && typeof value.lease === 'function';
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
