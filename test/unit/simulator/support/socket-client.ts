import { once } from 'node:events';
import { vi } from 'vitest';
import { WebSocket } from 'ws';

/** A frame, as far as tests look into it. */
export type Frame = Readonly<Record<string, unknown>>;

/** A WebSocket client that remembers every frame. */
export class SocketClient {
  readonly texts: string[] = [];
  readonly frames: Frame[] = [];
  /** Texts that are no JSON. */
  readonly unreadable: string[] = [];
  binaries = 0;
  closeCode: number | undefined;
  closeReason: string | undefined;
  readonly #socket: WebSocket;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data, isBinary) => {
      if (isBinary) {
        this.binaries += 1;
        return;
      }
      const text = Buffer.isBuffer(data) ? data.toString() : '';
      this.texts.push(text);
      const frame = readFrame(text);
      if (frame === undefined) this.unreadable.push(text);
      else this.frames.push(frame);
    });
    socket.on('close', (code, reason) => {
      this.closeCode = code;
      this.closeReason = reason.toString();
    });
    socket.on('error', () => undefined);
  }

  /** Connects; rejects with the HTTP status where the handshake is refused. */
  static async open(url: string, headers: Record<string, string> = {}): Promise<SocketClient> {
    const socket = new WebSocket(url, { headers });
    const client = new SocketClient(socket);
    const refused = once(socket, 'unexpected-response').then(([request, response]) => {
      (request as { destroy: () => void }).destroy();
      throw new Error(`HTTP ${(response as { statusCode: number }).statusCode}`);
    });
    await Promise.race([once(socket, 'open'), refused]);
    refused.catch(() => undefined);
    return client;
  }

  /** Sends an object as JSON, or text as it is, and waits until the server has seen it. */
  async send(body: unknown): Promise<void> {
    this.#socket.send(typeof body === 'string' ? body : JSON.stringify(body));
    await this.settled();
  }

  /** Sends a protocol ping, and tells whether it is answered before the server has done something else. */
  pingAnswered(): Promise<unknown[]> {
    const answered = once(this.#socket, 'pong');
    this.#socket.ping();
    return answered;
  }

  /** Sends an object as JSON, or text as it is, and waits for nothing. */
  say(body: unknown): void {
    this.#socket.send(typeof body === 'string' ? body : JSON.stringify(body));
  }

  /** Waits until everything that the server has sent so far is here. */
  async settled(): Promise<void> {
    const answered = once(this.#socket, 'pong');
    this.#socket.ping();
    await answered;
  }

  /** Waits for a frame of a type and gives the first one. */
  async first(type: string): Promise<Frame> {
    return vi.waitFor(() => {
      const found = this.ofType(type)[0];
      if (found === undefined)
        throw new Error(`No ${type} came, only ${this.frames.map((frame) => frame.type).join(', ')}.`);
      return found;
    });
  }

  /** Frames of a type so far. */
  ofType(type: string): Frame[] {
    return this.frames.filter((frame) => frame.type === type);
  }

  /** Forgets the frames so far. */
  forget(): void {
    this.frames.length = 0;
    this.texts.length = 0;
    this.unreadable.length = 0;
  }

  /** Waits until the connection is closed. */
  async closed(): Promise<void> {
    await vi.waitFor(() => {
      if (this.closeCode === undefined) throw new Error('still open');
    });
  }

  close(): void {
    this.#socket.close();
  }
}

function readFrame(text: string): Frame | undefined {
  try {
    return JSON.parse(text) as Frame;
  } catch {
    return undefined;
  }
}
