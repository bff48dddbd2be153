import { WebSocket, type RawData } from 'ws';

/** Frames are left out while so many bytes wait for a client that does not read. */
const MAX_WAITING_BYTES = 8 * 1024 * 1024;

/** One client of a socket. The only thing that endpoints see of the WebSocket library. */
export class Connection {
  readonly #socket: WebSocket;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    // A reset connection ends in `close`, which is all that matters here.
    socket.on('error', () => undefined);
  }

  /** Sends an object as JSON. */
  send(body: unknown): void {
    this.sendText(JSON.stringify(body));
  }

  /** Sends text as it is, if the client is there and keeps up. */
  sendText(text: string): void {
    if (this.#socket.readyState === WebSocket.OPEN && this.#socket.bufferedAmount < MAX_WAITING_BYTES)
      this.#socket.send(text);
  }

  /** Hears text from the client; binary frames are ignored. */
  onText(listener: (text: string) => void): void {
    this.#socket.on('message', (data: RawData, isBinary: boolean) => {
      if (!isBinary && Buffer.isBuffer(data)) listener(data.toString());
    });
  }

  /** Hears once that the client is gone. */
  onClose(listener: () => void): void {
    this.#socket.once('close', listener);
  }

  /** Ends it: with a close frame if a code is given, else as a cable does. */
  drop(code?: number): void {
    if (code === undefined) this.#socket.terminate();
    else this.#socket.close(code);
  }
}

/** An object from a client's text, or nothing. */
export function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value is a list of texts. */
export function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
