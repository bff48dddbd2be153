import { Lazy } from '../domain/lazy.js';

/**
 * What feeds are made of, each loaded when a plan first needs it: a page on a backend never loads the demo network, a page
 * with the demo network never loads the stream nor what copies of the library and tabs say to each other.
 */
export interface FeedModules {
  readonly demo: Lazy<typeof import('./open-demo.js')>;
  readonly live: Lazy<typeof import('./open-live.js')>;
  readonly sharing: Lazy<typeof import('./sharing/open-shared.js')>;
}

/** Those of this library; loaded once for all sessions. */
export const feedModules: FeedModules = {
  demo: new Lazy('The demo network', () => import('./open-demo.js')),
  live: new Lazy('The part of this library that speaks with a backend', () => import('./open-live.js')),
  sharing: new Lazy('The part of this library that shares a stream', () => import('./sharing/open-shared.js')),
};
