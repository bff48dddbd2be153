import type { Clock, Random } from '../domain/clock.js';
import type { ProductionOptions, StorageOptions } from '../storage/index.js';
import type { Fetch, OpenSocket, TokenOptions } from '../v11/index.js';
import type { FrameScheduler } from './notifier.js';
import type { OpenWorker } from './off-thread/worker-like.js';
import type { PageLifecycle } from './page-lifecycle.js';
import type { ConnectionOptions } from './session-state.js';
import type { SharePorts } from './sharing/share-ports.js';

/** Options of `createSession`; each has a default. */
export interface SessionOptions extends ConnectionOptions, ProductionOptions, TokenOptions {
  /** Prefix of everything that is stored, for several independent dashboards on one origin. */
  readonly namespace?: string;
  /** Ports and limits of the storage. */
  readonly storage?: StorageOptions;
  readonly clock?: Clock;
  readonly random?: Random;
  /** How a WebSocket is opened; default: the browser's. */
  readonly openSocket?: OpenSocket;
  /** How a REST call is made; default: the browser's `fetch`. */
  readonly fetch?: Fetch;
  /**
   * How a Worker for the stream is opened; default: the library's own, unless `clock`, `random`, `openSocket` or `fetch`
   * are given, as none of them can be sent to it. It asks the page for the `token`, each time it needs one.
   */
  readonly openWorker?: OpenWorker;
  /** How tabs that share the stream hear each other; default: the browser's BroadcastChannel and Web Locks. */
  readonly sharePorts?: SharePorts;
  /** Most nodes that are kept, so that a backend cannot fill the memory; default 100,000. */
  readonly maxNodes?: number;
  /** Longest history that charts may ask for, in seconds, 60 to 3,600; default 3,600. */
  readonly maxHistorySeconds?: number;
  /** When listeners of live values are told; default: once per animation frame. */
  readonly schedule?: FrameScheduler;
  /** What happens to the page; default: the document's own events. */
  readonly lifecycle?: PageLifecycle;
}
