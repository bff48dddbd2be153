/**
 * What a page and its Worker say to each other. Both sides are of one build, so that there is one form of each message.
 *
 * There is no token in a plan, and none may be put there: who has one has it from a callback of the host page, which
 * cannot be sent. A Worker asks for one whenever it needs it, and says for which origin; the page looks whether it belongs
 * there, and the answer is the only message that a token stands in.
 */
import type { TokenAnswer } from '../../v11/access-token.js';
import type { CallUsage, FeedStatus, FrameCounts } from '../../v11/feed.js';
import type { DatedIncident } from '../../v11/index.js';
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
      /** Where a token belongs, which the page has and is to be asked for; nothing where it has none. */
      readonly token: TokenPlace | undefined;
      /** How the page's call budget stands, which the Worker has its share of; nothing for a demo network. */
      readonly calls: CallState | undefined;
    }
  /** Start or stop; `run` counts both, so that what is said of an earlier run can be told. */
  | { readonly type: 'start' | 'stop'; readonly run: number }
  | { readonly type: 'retry' }
  /** Something happened to the page. */
  | { readonly type: 'notice'; readonly event: PageEvent }
  /** A demo network follows another configuration or mode. */
  | { readonly type: 'adjust'; readonly plan: FeedPlan }
  /** The next batch is welcome, in this buffer if it fits. Said once for each: a page that is slow gets fewer. */
  | { readonly type: 'take'; readonly buffer: ArrayBuffer | undefined }
  | AnswerToWorker;

/** What the page answers. `ask` is the number of the question. */
export type AnswerToWorker =
  | { readonly type: 'token'; readonly ask: number; readonly answer: TokenAnswer }
  /** Whether the call may be made. */
  | { readonly type: 'call'; readonly ask: number; readonly isMine: boolean; readonly calls: CallState };

/** How a call budget stands. */
export interface CallState {
  readonly usage: CallUsage;
  /** Milliseconds until the next call may be made. */
  readonly waitMs: number;
}

/** Where a token may be sent to, and how: what the page's `TokenOptions` say, without the token. */
export interface TokenPlace {
  readonly tokenOrigin: string | undefined;
  readonly tokenInUrl: boolean | undefined;
}

/** What the Worker says. The first is always `ready`. */
export type FromWorker =
  /** The script runs. */
  | { readonly type: 'ready' }
  /** The feed's status is another one. */
  | ({ readonly type: 'status'; readonly run: number; readonly status: FeedStatus } & Counts)
  /** There is something to take, said once before the first `take`. */
  | { readonly type: 'waiting' }
  /** What changed since the last batch. */
  | ({ readonly type: 'batch'; readonly batch: Batch } & Counts)
  | QuestionToPage
  /** The backend wants no call for so long, in milliseconds. */
  | { readonly type: 'block'; readonly durationMs: number };

/** What a Worker asks the page for, numbered by `ask`. */
export type QuestionToPage =
  /** The token, to be sent to this origin. */
  | { readonly type: 'ask-token'; readonly ask: number; readonly origin: string }
  /** To make one call, from the page's budget. */
  | { readonly type: 'ask-call'; readonly ask: number };

/** What is counted all the time and told now and then. */
export interface Counts {
  readonly frames: FrameCounts;
  readonly lastFrameAt: number | undefined;
  /** Incidents of a demo network, only where the list is another one since it was told. */
  readonly incidents?: readonly DatedIncident[] | undefined;
}

const TO_WORKER: ReadonlySet<unknown> = new Set([
  'open',
  'start',
  'stop',
  'retry',
  'notice',
  'adjust',
  'take',
  'token',
  'call',
]);
const FROM_WORKER: ReadonlySet<unknown> = new Set([
  'ready',
  'status',
  'waiting',
  'batch',
  'ask-token',
  'ask-call',
  'block',
]);

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
