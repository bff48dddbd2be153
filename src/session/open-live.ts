/** A backend's stream as a session opens it; loaded when a plan first says live. */
import { HostMemory, type HostMemoryOptions } from '../v11/host-memory.js';
import type { LivePlan } from './feed-plan.js';
import type { HostedFeed } from './hosted-feed.js';
import { LocalStream } from './local-stream.js';
import { PageDesk } from './off-thread/page-desk.js';
import { ThreadedFeed, type FeedTools } from './off-thread/threaded-feed.js';

/** Opens the stream of a plan, on the page or in a Worker. */
export function openLive(plan: LivePlan, tools: FeedTools, visible: boolean): HostedFeed {
  const openHere = (_latest: unknown, isVisible: boolean): HostedFeed =>
    new LocalStream(plan, tools.live, tools, isVisible);
  return new ThreadedFeed(plan, { ...tools, openHere, openDesk: () => new PageDesk(plan, tools) }, visible);
}

/** Somewhere to remember what is learnt about backends. */
export function openHostMemory(options: HostMemoryOptions): HostMemory {
  return new HostMemory(options);
}
