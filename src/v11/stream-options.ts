import type { Clock, Random } from '../domain/clock.js';
import type { UpdateSink } from '../domain/live-update.js';
import type { TokenOptions } from './access-token.js';
import type { HostMemory } from './host-memory.js';
import type { Fetch } from './rest.js';
import type { OpenSocket } from './transports/websocket.js';
import type { ChannelRecipe } from './v11-dialect.js';

/** What a `V11Stream` needs and may be given. */
export interface V11StreamOptions extends TokenOptions {
  /** WebSocket address, such as `ws://localhost:9003/ws` (schema design 3). */
  readonly wsUrl: string;
  /** REST address, such as `http://localhost:9003`. */
  readonly url: string;
  /** Time for an answer in milliseconds; opening a socket takes 10,000 at most, whatever is said here. Default 30,000. */
  readonly timeoutMs?: number;
  /** Takes what is decoded. */
  readonly sink: UpdateSink;
  readonly clock: Clock;
  /** Default: `Math.random`. */
  readonly random?: Random;
  /** Default: the platform's WebSocket. */
  readonly openSocket?: OpenSocket;
  /** Default: the platform's fetch. */
  readonly fetch?: Fetch;
  /** Whether the page is visible now; default true. See `setVisible`. */
  readonly visible?: boolean;
  /** What was learnt about backends before; give several streams of a page the same one. */
  readonly memory?: HostMemory;
  /** What is subscribed to on `/ws/v11`, where a token is given; default: `analytics`, which every user may have. */
  readonly channels?: readonly ChannelRecipe[];
}
