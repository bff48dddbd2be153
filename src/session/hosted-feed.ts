import type { Feed } from '../v11/feed.js';
import type { DatedIncident } from '../v11/index.js';
import type { FeedPlan } from './feed-plan.js';
import type { PageEvent } from './page-lifecycle.js';
import type { FeedSharing } from './sharing/feed-sharing.js';

/** What a session shows as its stream. */
export interface SessionStream extends Feed {
  /** How it is shared between tabs, where that was asked for; for diagnosis. */
  readonly sharing?: FeedSharing | undefined;
  /** How it is shared with other copies of the library on the page; missing where it is not. For diagnosis. */
  readonly pageSharing?: FeedSharing | undefined;
  /** Scripted incidents of a demo network that have begun, oldest first; missing for a backend. */
  readonly incidents?: readonly DatedIncident[] | undefined;
}

/** A feed as a session holds it, wherever it does its work. */
export interface HostedFeed extends SessionStream {
  /** Hears what happens to the page. */
  notice(event: PageEvent): void;
  /** Goes on with a plan that differs only in what a demo network follows: its configuration and its mode. */
  adjust(plan: FeedPlan): void;
  /** Stops for good, and lets go of everything. */
  dispose(): void;
}
