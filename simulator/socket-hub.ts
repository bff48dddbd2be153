/** Accepts WebSockets at the addresses of a profile, counts them, and ends them. */
import type { IncomingMessage } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Clock } from '../src/domain/clock.js';
import { Connection } from './connection.js';
import { Line } from './faults/line.js';
import type { SocketEndpoint } from './profiles/profile.js';

/** Longest frame that is taken from a client, in bytes. */
const MAX_FRAME_BYTES = 64 * 1024;

/** Most clients at once. */
const MAX_CONNECTIONS = 5_000;

/** An address, its faults and its clients. */
interface Place {
  readonly endpoint: SocketEndpoint;
  readonly line: Line;
  readonly connections: Set<Connection>;
}

/** The WebSocket side of the server. */
export class SocketHub {
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    clientTracking: false,
    // A stalled address answers no heartbeat; connections do it themselves.
    autoPong: false,
  });
  readonly #places: ReadonlyMap<string, Place>;
  readonly #clock: Clock;

  constructor(endpoints: readonly SocketEndpoint[], clock: Clock) {
    this.#places = new Map(
      endpoints.map((endpoint) => [endpoint.path, { endpoint, line: new Line(), connections: new Set<Connection>() }]),
    );
    this.#clock = clock;
  }

  /** Addresses that the profile has. */
  get paths(): readonly string[] {
    return [...this.#places.keys()];
  }

  /** Open connections, of one path or of all. */
  count(path?: string): number {
    return this.#at(path).reduce((sum, place) => sum + place.connections.size, 0);
  }

  /** Open connections, of one path or of all. */
  connections(path?: string): Connection[] {
    return this.#at(path).flatMap((place) => [...place.connections]);
  }

  /** Addresses with their faults: one, or all. */
  lines(path?: string): Line[] {
    return this.#at(path).map((place) => place.line);
  }

  /** What an address that the backend leaves silent would say, if it can. */
  produce(path: string): string | undefined {
    return this.#places.get(path)?.endpoint.produce?.();
  }

  /** Takes an upgrade request. An address that the profile does not have is answered with 404, before the handshake. */
  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    // A client that is gone before the handshake is nobody's problem.
    stream.on('error', () => undefined);
    const [path = '/', query = ''] = (request.url ?? '/').split('?', 2);
    const place = this.#places.get(path);
    if (place === undefined) return refuse(stream, 404);
    const refusal = place.line.shake();
    if (refusal !== undefined) return refuse(stream, refusal.status, refusal.retryAfterSeconds);
    if (this.count() >= MAX_CONNECTIONS) return refuse(stream, 503);
    this.#server.handleUpgrade(request, stream, head, (socket) => {
      const connection = new Connection(socket, stream, place.line, this.#clock);
      place.connections.add(connection);
      connection.onClose(() => place.connections.delete(connection));
      place.endpoint.accept(connection, { query: new URLSearchParams(query), headers: request.headers });
    });
  }

  /** Ends every connection: with a close frame if a code is given, else without a word. */
  dropAll(code?: number): void {
    for (const connection of this.connections()) connection.drop(code);
  }

  /** Ends every connection and the timers of the endpoints. */
  close(): void {
    for (const { endpoint } of this.#places.values()) endpoint.stop?.();
    this.dropAll();
    this.#server.close();
  }

  #at(path: string | undefined): Place[] {
    if (path === undefined) return [...this.#places.values()];
    const place = this.#places.get(path);
    return place === undefined ? [] : [place];
  }
}

function refuse(stream: Duplex, status: number, retryAfterSeconds?: number): void {
  const retry = retryAfterSeconds === undefined ? '' : `Retry-After: ${retryAfterSeconds}\r\n`;
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Refused'}\r\n${retry}`;
  stream.end(`${head}Connection: close\r\nContent-Length: 0\r\n\r\n`);
}
