import type { Duplex } from 'node:stream';
import { WebSocket, type RawData } from 'ws';
import type { Clock, Stop } from '../src/domain/clock.js';
import type { Line } from './faults/line.js';

/** Frames are left out while so many bytes wait for a client that does not read. */
const MAX_WAITING_BYTES = 8 * 1024 * 1024;

/** Frames are left out while so many wait for a delay. */
const MAX_DELAYED_FRAMES = 20_000;

interface DelayedFrame {
  readonly dueAt: number;
  readonly data: string | Buffer;
}

/**
 * One client of a socket: the only thing that endpoints see of the WebSocket library. Here the faults of its address
 * take effect, so that no endpoint knows of them.
 */
export class Connection {
  readonly #socket: WebSocket;
  readonly #stream: Duplex;
  readonly #line: Line;
  readonly #clock: Clock;
  #delayed: DelayedFrame[] = [];
  #stopDelay: Stop | undefined;
  #last: string | Buffer | undefined;

  constructor(socket: WebSocket, stream: Duplex, line: Line, clock: Clock) {
    this.#socket = socket;
    this.#stream = stream;
    this.#line = line;
    this.#clock = clock;
    line.counts.accepted += 1;
    // A reset connection ends in `close`, which is all that matters here.
    socket.on('error', () => undefined);
    socket.on('ping', (data) => this.#answerPing(data));
    socket.once('close', () => this.#stopDelay?.());
    this.followLine();
  }

  /** What was said last on it, for bursts. */
  get last(): string | Buffer | undefined {
    return this.#last;
  }

  /** Sends an object as JSON. */
  send(body: unknown): void {
    this.sendText(JSON.stringify(body));
  }

  /** Sends text as it is, if the client is there and keeps up. A buffer is text as UTF-8, made once for many clients. */
  sendText(text: string | Buffer): void {
    this.#last = text;
    if (this.#line.stall === 'everything') this.#line.counts.withheld += 1;
    else if (this.#line.delayMs > 0 || this.#delayed.length > 0) this.#sendLater(text);
    else this.#write(text);
  }

  /** Sends the answer to a client's heartbeat. */
  sendPong(text: string): void {
    if (this.#line.stall === 'pongs') this.#line.counts.withheld += 1;
    else this.sendText(text);
  }

  /** Sends a text frame past all faults, whatever its bytes are. */
  sendRaw(data: string | Buffer): void {
    this.#sendFaulty(() => this.#socket.send(data, { binary: false }));
  }

  /** Sends a binary frame. */
  sendBinary(data: Buffer): void {
    this.#sendFaulty(() => this.#socket.send(data, { binary: true }));
  }

  /** Sends one text in fragments of a byte each. */
  sendFragments(count: number): void {
    this.#sendFaulty(() => {
      for (let sent = 1; sent <= count; sent += 1) this.#socket.send('x', { binary: false, fin: sent === count });
    });
  }

  /** Hears text from the client; binary frames are ignored. */
  onText(listener: (text: string) => void): void {
    this.#socket.on('message', (data: RawData, isBinary: boolean) => {
      this.#line.counts.heard += 1;
      if (!isBinary && Buffer.isBuffer(data)) listener(data.toString());
    });
  }

  /** Hears once that the client is gone. */
  onClose(listener: () => void): void {
    this.#socket.once('close', listener);
  }

  /** Closes it as an endpoint does; an address that is stalled does not even do that. */
  close(code: number, reason: string): void {
    if (this.#line.stall === 'everything') this.#line.counts.withheld += 1;
    else this.#socket.close(code, reason);
  }

  /** Ends it for a test: with a close frame if a code is given, else as a cable does. */
  drop(code?: number, reason?: string): void {
    this.#line.counts.dropped += 1;
    if (code === undefined) this.#socket.terminate();
    else if (isSendable(code)) this.#socket.close(code, reason);
    else this.#closeUnsendably(code);
  }

  /** Reads nothing more while its address is stalled, not even a close frame; reads again when it is not. */
  followLine(): void {
    if (this.#line.stall === 'everything') this.#socket.pause();
    else this.#socket.resume();
  }

  #write(data: string | Buffer): void {
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    if (this.#socket.bufferedAmount >= MAX_WAITING_BYTES) {
      this.#line.counts.leftOut += 1;
      return;
    }
    this.#line.counts.sent += 1;
    this.#socket.send(data, TEXT);
  }

  #sendFaulty(send: () => void): void {
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    this.#line.counts.faulty += 1;
    send();
  }

  #answerPing(data: Buffer): void {
    if (this.#line.stall !== 'nothing') this.#line.counts.withheld += 1;
    else if (this.#socket.readyState === WebSocket.OPEN) this.#socket.pong(data);
  }

  /** Keeps the order of frames, also when the delay changes. */
  #sendLater(data: string | Buffer): void {
    if (this.#delayed.length >= MAX_DELAYED_FRAMES) {
      this.#line.counts.leftOut += 1;
      return;
    }
    const before = this.#delayed.at(-1)?.dueAt ?? 0;
    this.#line.counts.delayed += 1;
    this.#delayed.push({ dueAt: Math.max(before, this.#clock.elapsed() + this.#line.delayMs), data });
    if (this.#delayed.length === 1) this.#awaitDelayed();
  }

  #awaitDelayed(): void {
    const [first] = this.#delayed;
    if (first === undefined) return;
    this.#stopDelay = this.#clock.after(first.dueAt - this.#clock.elapsed(), () => {
      const now = this.#clock.elapsed();
      const due = this.#delayed.findIndex((frame) => frame.dueAt > now);
      const ready = this.#delayed.splice(0, due === -1 ? this.#delayed.length : due);
      for (const frame of ready) this.#write(frame.data);
      this.#awaitDelayed();
    });
  }

  /** Writes a close frame with a code that only a careless server sends (1005, 1006, 1015, below 1000, 5000 and above). */
  #closeUnsendably(code: number): void {
    this.#stream.end(Buffer.from([0x88, 0x02, (code >> 8) & 0xff, code & 0xff]));
  }
}

const TEXT = { binary: false } as const;

/** Close codes that the WebSocket library lets a server send (RFC 6455, 7.4). */
function isSendable(code: number): boolean {
  return (code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)) || (code >= 3000 && code <= 4999);
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
