import type { Stop } from '../domain/clock.js';

/**
 * What happens to the page as a whole.
 *
 * - `visible`, `hidden`: it is looked at, or not.
 * - `suspend`, `resume`: it may be frozen or kept for the back button, or came back from there.
 * - `online`, `offline`: what the browser believes about the network; a hint, not a fact.
 */
export type PageEvent = 'visible' | 'hidden' | 'suspend' | 'resume' | 'online' | 'offline';

/** The page as the session sees it. */
export interface PageLifecycle {
  /** Whether the page can be seen. */
  readonly visible: boolean;
  /** Hears what happens to the page. */
  subscribe(listener: (event: PageEvent) => void): Stop;
}

/** The lifecycle of the document; outside a browser it is always visible and nothing ever happens. */
export const documentLifecycle: PageLifecycle = {
  get visible() {
    return typeof document === 'undefined' || document.visibilityState !== 'hidden';
  },
  subscribe(listener) {
    if (typeof document === 'undefined') return () => undefined;
    const end = new AbortController();
    const options = { signal: end.signal };
    document.addEventListener(
      'visibilitychange',
      () => listener(documentLifecycle.visible ? 'visible' : 'hidden'),
      options,
    );
    // `pagehide` is the last event that is sure to come, also on the way into the back-forward cache.
    window.addEventListener('pagehide', () => listener('suspend'), options);
    window.addEventListener('pageshow', (event) => event.persisted && listener('resume'), options);
    document.addEventListener('freeze', () => listener('suspend'), options);
    document.addEventListener('resume', () => listener('resume'), options);
    window.addEventListener('online', () => listener('online'), options);
    window.addEventListener('offline', () => listener('offline'), options);
    return () => end.abort();
  },
};
