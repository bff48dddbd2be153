/**
 * What a page and its Worker say to each other. Both sides are of one build, so that there is one form of each message.
 *
 * There is no token in a plan, and none may be put there: who has one has it from a callback of the host page, which
 * cannot be sent. A Worker that needs one is to ask for it by a message of its own and to get it by another, bound to
 * the origin that it was asked for.
 */
import type { FeedStatus, FrameCounts } from '../../v11/feed.js';
import type { FeedPlan } from '../feed-plan.js';
import type { PageEvent } from '../page-lifecycle.js';
import type { Batch } from './batch.js';

/** What the page says. The first is always `open`. */
export type ToWorker =
  /** Make a feed. Nothing is handed over before the first `take`. */
  | {
      readonly type: 'open';
      readonly plan: FeedPlan;
      readonly visible: boolean;
      /** Most nodes that are kept. */
      readonly maxNodes: number | undefined;
    }
  /** Start or stop; `run` counts both, so that what is said of an earlier run can be told. */
  | { readonly type: 'start' | 'stop'; readonly run: number }
  | { readonly type: 'retry' }
  /** Something happened to the page. */
  | { readonly type: 'notice'; readonly event: PageEvent }
  /** A demo network follows another configuration or mode. */
  | { readonly type: 'adjust'; readonly plan: FeedPlan }
  /** The next batch is welcome, in this buffer if it fits. Said once for each: a page that is slow gets fewer. */
  | { readonly type: 'take'; readonly buffer: ArrayBuffer | undefined };

/** What the Worker says. The first is always `ready`. */
export type FromWorker =
  /** The script runs. */
  | { readonly type: 'ready' }
  /** The feed's status is another one. */
  | ({ readonly type: 'status'; readonly run: number; readonly status: FeedStatus } & Counts)
  /** There is something to take, said once before the first `take`. */
  | { readonly type: 'waiting' }
  /** What changed since the last batch. */
  | ({ readonly type: 'batch'; readonly batch: Batch } & Counts);

/** What is counted all the time and told now and then. */
export interface Counts {
  readonly frames: FrameCounts;
  readonly lastFrameAt: number | undefined;
}

const TO_WORKER: ReadonlySet<unknown> = new Set(['open', 'start', 'stop', 'retry', 'notice', 'adjust', 'take']);
const FROM_WORKER: ReadonlySet<unknown> = new Set(['ready', 'status', 'waiting', 'batch']);

/** A message of the page; nothing if it is something else, as browser extensions send. */
export function readToWorker(data: unknown): ToWorker | undefined {
  return TO_WORKER.has(typeOf(data)) ? (data as ToWorker) : undefined;
}

/** A message of the Worker; nothing if it is something else. */
export function readFromWorker(data: unknown): FromWorker | undefined {
  return FROM_WORKER.has(typeOf(data)) ? (data as FromWorker) : undefined;
}

function typeOf(data: unknown): unknown {
  return typeof data === 'object' && data !== null && 'type' in data ? data.type : undefined;
}
