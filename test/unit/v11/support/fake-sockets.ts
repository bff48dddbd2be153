import type { OpenSocket, SocketLike } from '../../../../src/v11/transports/websocket.js';

type Listener = (event: { readonly data: unknown; readonly code: number }) => void;

/** A socket of which the test decides what it does. */
export class FakeSocket implements SocketLike {
  readonly sent: string[] = [];
  /** Whether the client closed it; like a half-open socket, it never confirms that. */
  isAbandoned = false;
  /** Whether the server or the network ended it. */
  ended = false;
  readonly #listeners: { readonly type: string; readonly listener: Listener }[] = [];

  constructor(readonly url: string) {}

  /** Path of its address. */
  get path(): string {
    return new URL(this.url).pathname;
  }

  accept(): void {
    this.#emit('open', {});
  }

  /** Sends a frame: a text as it is, anything else as JSON. */
  say(frame: unknown): void {
    this.#emit('message', { data: typeof frame === 'string' ? frame : JSON.stringify(frame) });
  }

  /** Ends, as the server or the network does. */
  drop(code = 1006): void {
    this.ended = true;
    this.#emit('error', {});
    this.#emit('close', { code });
  }

  send(text: string): void {
    this.sent.push(text);
  }

  close(): void {
    this.isAbandoned = true;
  }

  addEventListener(type: string, listener: Listener): void {
    this.#listeners.push({ type, listener });
  }

  #emit(type: string, event: { data?: unknown; code?: number }): void {
    for (const entry of [...this.#listeners]) {
      if (entry.type === type) entry.listener({ data: event.data, code: event.code ?? 0 });
    }
  }
}

/** Every socket that was asked for. */
export class FakeSockets {
  readonly all: FakeSocket[] = [];

  readonly open: OpenSocket = (url) => {
    const socket = new FakeSocket(url);
    this.all.push(socket);
    return socket;
  };

  /** The newest socket of a path. */
  last(path?: string): FakeSocket {
    const socket = this.all.findLast((candidate) => path === undefined || candidate.path === path);
    if (socket === undefined) throw new Error(`Nobody asked for ${path ?? 'a socket'}.`);
    return socket;
  }

  /** How often a path was asked for. */
  count(path: string): number {
    return this.all.filter((socket) => socket.path === path).length;
  }
}
