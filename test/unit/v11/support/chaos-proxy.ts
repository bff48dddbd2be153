import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { FrameCutter } from './frame-cutter.js';

/** What the proxy does to the frames that a server sends; each number says "every so many". */
export interface FrameChaos {
  /** Sends a frame twice. */
  readonly duplicateEvery?: number;
  /** Sends a frame after the two that follow it. */
  readonly swapEvery?: number;
}

/** How the proxy ends connections. */
export type Ending = 'cut' | 'reset' | 'half-close' | 'truncate';

/** A TCP proxy in front of a server that breaks connections in every way a network does, and counts what it did. */
export class ChaosProxy {
  /** How often each thing was done, so that a test can assert that its fault happened. */
  readonly done = {
    cut: 0,
    reset: 0,
    'half-close': 0,
    truncate: 0,
    swallowed: 0,
    duplicated: 0,
    swapped: 0,
    delayed: 0,
  };
  /** Connections that were ever made. */
  connections = 0;
  readonly #server: Server;
  readonly #pairs = new Set<Pair>();
  #target: number;
  #isBlackHole = false;
  #isDown = false;
  #delayMs = 0;
  #bytesPerSecond = Infinity;
  #chaos: FrameChaos = {};

  private constructor(target: number) {
    this.#target = target;
    this.#server = createServer((client) => this.#join(client));
  }

  /** Starts a proxy on a free port of this machine in front of another port. */
  static async start(target: number): Promise<ChaosProxy> {
    const proxy = new ChaosProxy(target);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** From now on, and on every connection, nothing gets through in either direction; or it does again. */
  blackHole(on: boolean): void {
    this.#isBlackHole = on;
    for (const pair of this.#pairs) pair.hold(on);
  }

  /** New connections are refused, and open ones are cut; or they are accepted again. */
  down(on: boolean): void {
    this.#isDown = on;
    if (on) this.end('cut');
  }

  /** Everything that a server sends arrives so much later, in milliseconds. */
  delay(ms: number): void {
    this.#delayMs = ms;
  }

  /** A server gets so many bytes a second through, on each connection. */
  throttle(bytesPerSecond: number): void {
    this.#bytesPerSecond = bytesPerSecond;
  }

  /** What happens to the frames of servers from now on. */
  scramble(chaos: FrameChaos): void {
    this.#chaos = chaos;
  }

  /** Ends every connection: at once, with RST, in one direction only, or in the middle of a frame. */
  end(how: Ending): void {
    this.done[how] += this.#pairs.size;
    for (const pair of [...this.#pairs]) pair.end(how);
  }

  /** New connections go to another port. */
  retarget(port: number): void {
    this.#target = port;
  }

  async close(): Promise<void> {
    for (const pair of [...this.#pairs]) pair.end('cut');
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #join(client: Socket): void {
    this.connections += 1;
    if (this.#isDown) return void client.resetAndDestroy();
    const pair = new Pair(client, connect(this.#target, '127.0.0.1'), {
      fromServer: (bytes) => this.#pass(pair, bytes),
      swallowed: () => (this.done.swallowed += 1),
      closed: () => this.#pairs.delete(pair),
    });
    this.#pairs.add(pair);
    pair.hold(this.#isBlackHole);
  }

  #pass(pair: Pair, bytes: Buffer): void {
    const parts = this.#scrambled(pair, bytes);
    const slowMs = this.#bytesPerSecond === Infinity ? 0 : (bytes.length / this.#bytesPerSecond) * 1_000;
    if (this.#delayMs + slowMs === 0) return pair.toClient(parts);
    this.done.delayed += 1;
    pair.later(parts, this.#delayMs, slowMs);
  }

  #scrambled(pair: Pair, bytes: Buffer): readonly Buffer[] {
    const { duplicateEvery = 0, swapEvery = 0 } = this.#chaos;
    const parts: Buffer[] = [];
    for (const frame of pair.cutter.cut(bytes)) {
      const count = (pair.frames += 1);
      const swaps = swapEvery > 0 && isText(frame) && count % swapEvery === 0 && pair.kept === undefined;
      if (swaps) {
        pair.kept = { frame, until: count + 2 };
        this.done.swapped += 1;
        continue;
      }
      parts.push(frame);
      if (duplicateEvery > 0 && isText(frame) && count % duplicateEvery === 0) {
        parts.push(frame);
        this.done.duplicated += 1;
      }
      if (pair.kept === undefined || count < pair.kept.until) continue;
      parts.push(pair.kept.frame);
      pair.kept = undefined;
    }
    return parts;
  }
}

/** Whether it is a text frame: not the handshake, and not one that closes. */
function isText(frame: Buffer): boolean {
  return frame[0] === 0x81;
}

interface PairListener {
  fromServer(bytes: Buffer): void;
  swallowed(): void;
  closed(): void;
}

/** One connection: the client's half and the server's. */
class Pair {
  readonly cutter = new FrameCutter();
  frames = 0;
  /** A frame that waits for those behind it. */
  kept: { readonly frame: Buffer; readonly until: number } | undefined;
  #readyAt = 0;
  #isHeld = false;
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(
    readonly client: Socket,
    readonly server: Socket,
    private readonly listener: PairListener,
  ) {
    client.on('data', (bytes) => (this.#isHeld ? listener.swallowed() : server.write(bytes)));
    server.on('data', (bytes) => (this.#isHeld ? listener.swallowed() : listener.fromServer(bytes)));
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      // A black hole does not even tell that the other side is gone.
      socket.on('close', () => {
        if (!this.#isHeld || socket === client) other.destroy();
        if (socket === client) this.#over();
      });
    }
  }

  /** Lets nothing through, and remembers nothing of what came. */
  hold(on: boolean): void {
    // What was swallowed is missing in the middle of the stream of bytes; the connection can never go on.
    if (this.#isHeld && !on) return this.end('cut');
    this.#isHeld = on;
  }

  toClient(parts: readonly Buffer[]): void {
    for (const part of parts) if (!this.client.destroyed) this.client.write(part);
  }

  later(parts: readonly Buffer[], delayMs: number, slowMs: number): void {
    const now = performance.now();
    this.#readyAt = Math.max(this.#readyAt, now + delayMs) + slowMs;
    const timer = setTimeout(() => (this.#timers.delete(timer), this.toClient(parts)), this.#readyAt - now);
    this.#timers.add(timer);
  }

  end(how: Ending): void {
    // The first bytes of a text frame of 120 characters, and no more of it.
    if (how === 'truncate') this.client.write(Buffer.from([0x81, 120, 0x7b, 0x22]), () => this.client.destroy());
    else if (how === 'half-close') this.client.end();
    else if (how === 'reset') this.client.resetAndDestroy();
    else this.client.destroy();
    if (how !== 'half-close') this.server.destroy();
  }

  #over(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.listener.closed();
  }
}
