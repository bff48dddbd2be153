import type { OpenSocket, SocketLike } from '../../src/v11/transports/websocket.js';

/** A socket of a {@link ScriptedBackend}, as the backend sees it. */
export class ScriptedSocket extends EventTarget {
  /** What the client sent, oldest first. */
  readonly received: string[] = [];
  /** Whether the client gave it up. */
  closedByClient = false;

  constructor(readonly url: string) {
    super();
  }

  /** Accepts the connection. */
  accept(): void {
    this.dispatchEvent(new Event('open'));
  }

  /** Sends a frame: a text as it is, anything else as JSON. */
  say(frame: unknown): void {
    const data = typeof frame === 'string' ? frame : JSON.stringify(frame);
    this.dispatchEvent(new MessageEvent('message', { data }));
  }

  /** Ends the connection. */
  drop(code = 1006): void {
    this.dispatchEvent(Object.assign(new Event('close'), { code }));
  }

  send(text: string): void {
    this.received.push(text);
  }

  close(): void {
    this.closedByClient = true;
  }
}

/** A backend that does only what a test or a story says. */
export class ScriptedBackend {
  /** Sockets that were asked for, oldest first. */
  readonly sockets: ScriptedSocket[] = [];
  /** Accepts at once what it has; otherwise nothing is ever answered. */
  accepting = false;
  /** Whether it has `/ws`, and nothing else; or everything else. */
  hasDesign = true;
  /** Refuses every connection at once. */
  refusing = false;

  /** Pass this to a session as `openSocket`. */
  readonly openSocket: OpenSocket = (url) => {
    const socket = new ScriptedSocket(url);
    this.sockets.push(socket);
    if (this.accepting && url.endsWith('/ws') === this.hasDesign) queueMicrotask(() => socket.accept());
    else if (this.refusing || this.accepting) queueMicrotask(() => socket.drop());
    return socket as unknown as SocketLike;
  };

  /** No REST: every call fails as a network error does. */
  readonly fetch: typeof fetch = () => Promise.reject(new TypeError('Failed to fetch'));

  /** The newest socket. */
  get socket(): ScriptedSocket {
    const socket = this.sockets.at(-1);
    if (socket === undefined) throw new Error('Nobody asked for a connection yet.');
    return socket;
  }

  /** Ends every connection, and refuses new ones. */
  goAway(): void {
    this.accepting = false;
    this.refusing = true;
    for (const socket of this.sockets) socket.drop();
  }
}

let lastStamp = 0;

/** The backend's own time; later with every frame, so that none is taken for the one before. */
function nextStamp(): number {
  lastStamp = Math.max(lastStamp + 1, Date.now());
  return lastStamp;
}

/** Frames of the design documents' protocol (protocol 1.2), with invented values. */
export const frames = {
  system: (tps: number) => ({
    type: 'system-metrics',
    data: {
      tps,
      totalTransactions: 1_934_502,
      activeNodes: 12,
      consensusState: { currentLeader: 'node-validator-1', term: 17 },
      avgFinalityLatency: 142.6,
    },
    timestamp: nextStamp(),
  }),
  node: (nodeId: string, throughput: number, role = 'FOLLOWER') => ({
    type: 'node-update',
    data: { nodeId, role, status: 'active', throughput, metrics: { blocksValidated: 4182, consensusRounds: 4197 } },
    timestamp: nextStamp(),
  }),
};
