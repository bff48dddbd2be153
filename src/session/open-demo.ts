/** The demo network as a session opens it; loaded when a plan first says demo. */
import type { DemoPlan, FeedPlan } from './feed-plan.js';
import type { HostedFeed } from './hosted-feed.js';
import { LocalDemo } from './local-demo.js';
import { ThreadedFeed, type FeedTools } from './off-thread/threaded-feed.js';

/** Opens the demo network of a plan, on the page or in a Worker. */
export function openDemo(plan: DemoPlan, tools: FeedTools, visible: boolean): HostedFeed {
  const openHere = (latest: FeedPlan): HostedFeed =>
    new LocalDemo(latest.mode === 'demo' ? latest : plan, tools.live, tools);
  return new ThreadedFeed(plan, { ...tools, openHere }, visible);
}
