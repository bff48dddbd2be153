import type { UpdateSink } from '../domain/live-update.js';
import type { FeedPlan } from './feed-plan.js';
import type { HostedFeed } from './hosted-feed.js';
import { LocalDemo } from './local-demo.js';
import type { FeedParts } from './local-feed.js';
import { LocalStream } from './local-stream.js';

/** Opens the feed of any plan where it is called: what a Worker does, which has everything in its one script. */
export function openLocalFeed(plan: FeedPlan, sink: UpdateSink, parts: FeedParts, visible: boolean): HostedFeed {
  if (plan.mode === 'demo') return new LocalDemo(plan, sink, parts);
  return new LocalStream(plan, sink, parts, visible);
}
