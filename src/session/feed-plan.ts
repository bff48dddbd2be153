import type { Configuration } from '../domain/configuration.js';
import type { PerformanceMode } from '../domain/performance-mode.js';
import type { PlannedIncident } from '../v11/index.js';

/**
 * Where the stream is decoded.
 *
 * - `auto`: on the page; in a Worker as soon as there is so much of it that the page would feel it.
 * - `always`: in a Worker from the start; on the page only where no Worker can be had.
 * - `never`: on the page.
 */
export const WORKER_CHOICES = ['auto', 'always', 'never'] as const;
/** Where the stream is decoded, as a word. */
export type WorkerChoice = (typeof WORKER_CHOICES)[number];

/**
 * With whom the stream of a backend is shared.
 *
 * - `page`: with all elements, copies and versions of the library on the page that connect to the same.
 * - `tabs`: with the other tabs of the origin, too: one of them runs it for all.
 */
export const SHARE_CHOICES = ['page', 'tabs'] as const;
/** With whom the stream is shared, as a word. */
export type ShareChoice = (typeof SHARE_CHOICES)[number];

/** A demo network, and what it is made of. */
export interface DemoPlan {
  readonly mode: 'demo';
  readonly worker: WorkerChoice;
  readonly seed: number;
  /** Generated nodes; nothing where a configuration says which there are. */
  readonly nodes: number | undefined;
  readonly configuration: Configuration | undefined;
  readonly performanceMode: PerformanceMode;
  /** What goes wrong, and when; nothing by default. */
  readonly incidents?: readonly PlannedIncident[] | undefined;
}

/** A backend, and how it is reached. */
export interface LivePlan {
  readonly mode: 'live';
  readonly worker: WorkerChoice;
  /** Default `page`. */
  readonly share?: ShareChoice | undefined;
  readonly wsUrl: string;
  readonly url: string;
  readonly timeoutMs: number;
}

/** Which feed a session needs: the demo network, or a backend. Plain data, so that it can be sent to a Worker. */
export type FeedPlan = DemoPlan | LivePlan;
