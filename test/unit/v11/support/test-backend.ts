import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';

/** What a backend does with a client of one path. */
export type Behaviour = (client: WebSocket, request: IncomingMessage) => void;

/** A real server on a free port of this machine that has just the sockets a test gives it. */
export class TestBackend {
  /** Addresses that were asked for, with their queries, oldest first, whether or not they exist. */
  readonly asked: string[] = [];
  /** When sockets were opened, in milliseconds of the machine. */
  readonly openedAt: number[] = [];
  readonly #http: Server;
  readonly #sockets = new WebSocketServer({ noServer: true });
  readonly #behaviours: Record<string, Behaviour>;

  private constructor(behaviours: Record<string, Behaviour>, rest: RequestListener) {
    this.#behaviours = behaviours;
    this.#http = createServer(rest);
    this.#http.on('upgrade', (request, stream, head) => {
      const url = request.url ?? '';
      this.asked.push(url);
      stream.on('error', () => undefined);
      const behaviour = this.#behaviours[url.split('?')[0] ?? ''];
      if (behaviour === undefined) return void stream.end('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n');
      this.#sockets.handleUpgrade(request, stream, head, (socket) => {
        this.openedAt.push(performance.now());
        socket.on('error', () => undefined);
        behaviour(socket, request);
      });
    });
  }

  /** Starts one. */
  static async start(
    behaviours: Record<string, Behaviour>,
    rest: RequestListener = (_, response) => void response.writeHead(404).end('{"error":"Not found"}'),
    port = 0,
  ): Promise<TestBackend> {
    const backend = new TestBackend(behaviours, rest);
    await new Promise<void>((resolve) => backend.#http.listen(port, '127.0.0.1', resolve));
    return backend;
  }

  get port(): number {
    return (this.#http.address() as AddressInfo).port;
  }

  /** Sockets that are open. */
  get clients(): readonly WebSocket[] {
    return [...this.#sockets.clients].filter((client) => client.readyState === WebSocket.OPEN);
  }

  /** Sends a text to everyone. */
  say(text: string): void {
    for (const client of this.clients) client.send(text);
  }

  /** How often a path was asked for. */
  count(path: string): number {
    return this.asked.filter((url) => url.split('?')[0] === path).length;
  }

  async close(): Promise<void> {
    for (const client of this.#sockets.clients) client.terminate();
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }
}
