import type { Stop } from '../domain/clock.js';
import type { Failure } from '../domain/failure.js';
import type { UnknownFrames } from './unknown-frames.js';

/**
 * Where a feed is in its life (reliability 3.7).
 *
 * - `idle`: not started, or stopped by the host.
 * - `connecting`: an endpoint is being opened.
 * - `authenticating`: an endpoint is open, and the backend has not taken the token yet.
 * - `live`: connected; frames are expected.
 * - `suspect`: connected, but a heartbeat or an expected frame is overdue.
 * - `backoff`: disconnected; the next try is planned at `retryAt`.
 * - `stopped`: the backend said that trying again is of no use (close code 1008, a refused token, a wrong address).
 */
export type FeedPhase = 'idle' | 'connecting' | 'authenticating' | 'live' | 'suspect' | 'backoff' | 'stopped';

/** How many REST calls were made to a backend, by everyone who shares the budget. */
export interface CallUsage {
  /** Calls of the last 60 minutes. */
  readonly used: number;
  /** Calls that the backend allows in 60 minutes: 100 (protocol 2.4). */
  readonly limit: number;
  /**
   * Epoch milliseconds at which calls are to be had again: when the backend's own limit ends if it told us, else when
   * the oldest call of the hour is an hour old. Nothing while no call was made.
   */
  readonly renewsAt?: number | undefined;
}

/**
 * What a feed knows about itself. A new frozen object on every change. Connected, receiving and fresh are three facts:
 * a socket can be open and silent, and it can speak without saying anything new.
 */
export interface FeedStatus {
  readonly phase: FeedPhase;
  /** Whether a connection is open, whatever it delivers, and the backend took the token where it wants one. */
  readonly connected: boolean;
  /** Whether frames of any kind arrive: the last one is 6 s old at most. */
  readonly receiving: boolean;
  /** Whether figures arrive: the last frame with data is 3 s old at most. */
  readonly fresh: boolean;
  /** Endpoints in use, for people: `/ws`, `/ws/dashboard, /ws/metrics`, `demo`; empty while there is none. */
  readonly source: string;
  /** How many times in a row a connection was tried without success. */
  readonly attempt: number;
  /** Epoch milliseconds of the next try, in `backoff`. */
  readonly retryAt?: number | undefined;
  /**
   * Why it is in `backoff`, `suspect` or `stopped`, and while it is `connecting` again. In `live` it says why some
   * figures are missing: `rate-limited` until its `retryAt`, `unauthorized` where a token or a role is wanted, or
   * `origin-mismatch` where the token belongs to another address.
   */
  readonly failure?: Failure | undefined;
  /** REST calls; missing while none was made. */
  readonly calls?: CallUsage | undefined;
}

/** The status of a feed that was never started. */
export const IDLE_STATUS: FeedStatus = Object.freeze({
  phase: 'idle',
  connected: false,
  receiving: false,
  fresh: false,
  source: '',
  attempt: 0,
});

/** Frames since the feed was created; not part of the status because it changes with every frame. */
export interface FrameCounts {
  readonly received: number;
  /** Frames that could not be decoded. */
  readonly dropped: number;
  /** Frames of a kind that is not known; ignored. */
  readonly unknown: number;
  /** Those frames by kind, each with one example; at most 32 kinds. Missing while there are none. */
  readonly unknownKinds?: readonly UnknownFrames[];
  /** Frames that came twice, or after a newer one of the same kind; ignored. Missing while there was none. */
  readonly late?: number;
}

/**
 * Why a Worker was wanted and is not used.
 *
 * - `unsupported`: there are no Workers here, the script's address is not known, or the session was given a
 *   token, sockets, calls or a clock of its own, which cannot be sent.
 * - `refused`: a policy, another origin, or a script that is not there.
 * - `silent`: its script did not run, or its stream did not get through, in time.
 * - `failed`: it broke while it ran.
 */
export type WorkerRefusal = 'unsupported' | 'refused' | 'silent' | 'failed';

/** Where a feed does its work; for diagnosis. */
export interface FeedThread {
  readonly place: 'page' | 'worker';
  /** Why it is not in a Worker although that was wanted. */
  readonly refusal?: WorkerRefusal;
}

/** Something that writes updates to a sink: the V11 stream, or the demo network. */
export interface Feed {
  readonly status: FeedStatus;
  readonly frames: FrameCounts;
  /** Epoch milliseconds of the last frame that carried data, if there was one. */
  readonly lastFrameAt: number | undefined;
  /** Where it does its work, if it can tell. */
  readonly thread?: FeedThread;
  /** Starts, or does nothing if it runs. */
  start(): void;
  /** Closes everything it opened. Can be started again. */
  stop(): void;
  /** Tries again at once instead of at `retryAt`, or after `stopped`. */
  retry(): void;
  /** Hears every change of `status`. */
  subscribe(listener: (status: FeedStatus) => void): Stop;
}
