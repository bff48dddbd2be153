import type { Stop } from '../domain/clock.js';
import type { Failure } from '../domain/failure.js';
import type { UnknownFrames } from './unknown-frames.js';

/**
 * Where a feed is in its life (reliability 3.7).
 *
 * - `idle`: not started, or stopped by the host.
 * - `connecting`: an endpoint is being opened.
 * - `live`: connected; frames are expected.
 * - `suspect`: connected, but a heartbeat or an expected frame is overdue.
 * - `backoff`: disconnected; the next try is planned at `retryAt`.
 * - `stopped`: the backend said that trying again is of no use (close code 1008, a refused token, a wrong address).
 */
export type FeedPhase = 'idle' | 'connecting' | 'live' | 'suspect' | 'backoff' | 'stopped';

/** What a feed knows about itself. A new frozen object on every change. */
export interface FeedStatus {
  readonly phase: FeedPhase;
  /** Endpoints in use, for people: `/ws`, `/ws/dashboard, /ws/metrics`, `demo`; empty while there is none. */
  readonly source: string;
  /** How many times in a row a connection was tried without success. */
  readonly attempt: number;
  /** Epoch milliseconds of the next try, in `backoff`. */
  readonly retryAt?: number;
  /**
   * Why it is in `backoff`, `suspect` or `stopped`, and while it is `connecting` again. In `live` it can be
   * `rate-limited`: connected, but some figures are missing until `retryAt`.
   */
  readonly failure?: Failure;
}

/** Frames since the feed was created; not part of the status because it changes with every frame. */
export interface FrameCounts {
  readonly received: number;
  /** Frames that could not be decoded. */
  readonly dropped: number;
  /** Frames of a kind that is not known; ignored. */
  readonly unknown: number;
  /** Those frames by kind, each with one example; at most 32 kinds. Missing while there are none. */
  readonly unknownKinds?: readonly UnknownFrames[];
}

/**
 * Why a Worker was wanted and is not used.
 *
 * - `unsupported`: there are no Workers here, the script's address is not known, or the session was given sockets,
 *   calls or a clock of its own, which cannot be sent.
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
