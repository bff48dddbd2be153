import type { Feed } from '../v11/feed.js';
import type { FeedPlan } from './feed-plan.js';
import type { PageEvent } from './page-lifecycle.js';

/** A feed as a session holds it, wherever it does its work. */
export interface HostedFeed extends Feed {
  /** Hears what happens to the page. */
  notice(event: PageEvent): void;
  /** Goes on with a plan that differs only in what a demo network follows: its configuration and its mode. */
  adjust(plan: FeedPlan): void;
  /** Stops for good, and lets go of everything. */
  dispose(): void;
}
