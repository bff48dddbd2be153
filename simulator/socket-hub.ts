/** Accepts WebSockets at the addresses of a profile, counts them, and ends them. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { Connection } from './connection.js';
import type { SocketEndpoint } from './profiles/profile.js';

/** Longest frame that is taken from a client, in bytes. */
const MAX_FRAME_BYTES = 64 * 1024;

/** Most clients at once. */
const MAX_CONNECTIONS = 5_000;

/** The WebSocket side of the server. */
export class SocketHub {
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES, clientTracking: false });
  readonly #endpoints: ReadonlyMap<string, SocketEndpoint>;
  readonly #connections = new Map<Connection, string>();

  constructor(endpoints: readonly SocketEndpoint[]) {
    this.#endpoints = new Map(endpoints.map((endpoint) => [endpoint.path, endpoint]));
  }

  /** Open connections, of one path or of all. */
  count(path?: string): number {
    if (path === undefined) return this.#connections.size;
    return [...this.#connections.values()].filter((open) => open === path).length;
  }

  /** Takes an upgrade request. An address that the profile does not have is answered with 404, before the handshake. */
  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    // A client that is gone before the handshake is nobody's problem.
    stream.on('error', () => undefined);
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    const endpoint = this.#endpoints.get(path);
    if (endpoint === undefined) return refuse(stream, '404 Not Found');
    if (this.#connections.size >= MAX_CONNECTIONS) return refuse(stream, '503 Service Unavailable');
    this.#server.handleUpgrade(request, stream, head, (socket) => {
      const connection = new Connection(socket);
      this.#connections.set(connection, path);
      connection.onClose(() => this.#connections.delete(connection));
      endpoint.accept(connection);
    });
  }

  /** Ends every connection: with a close frame if a code is given, else without a word. */
  dropAll(code?: number): void {
    for (const connection of [...this.#connections.keys()]) connection.drop(code);
  }

  /** Ends every connection and the timers of the endpoints. */
  close(): void {
    for (const endpoint of this.#endpoints.values()) endpoint.stop?.();
    this.dropAll();
    this.#server.close();
  }
}

function refuse(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
