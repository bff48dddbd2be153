/** The line between a page and its backend, as a TCP proxy whose connections can go half-open and come back. */
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** One connection through the line, as its two halves. */
interface Pair {
  readonly client: Socket;
  readonly server: Socket;
  /** Bytes that went to the page so far. */
  toClient: number;
}

/** Connections that fell silent, while those that come later work. */
export interface Silenced {
  /** How many fell silent. */
  readonly count: number;
  /** How many of them neither side has let go of, as far as the other can tell. */
  readonly stillUp: number;
  /** Bytes that went through them to the page, before and after. */
  readonly bytesToPage: number;
  /** Lets everything through that waited. */
  release(): void;
}

/** A proxy on loopback; it closes when the test is over. */
export class FaultyLine {
  readonly #server: Server;
  readonly #pairs = new Set<Pair>();
  readonly #target: number;
  #accepted = 0;
  #isBlackHole = false;

  private constructor(target: number) {
    this.#target = target;
    this.#server = createServer((client) => this.#join(client));
  }

  /** Starts a proxy on a free port in front of another port of this machine. */
  static async start(target: number): Promise<FaultyLine> {
    const line = new FaultyLine(target);
    await new Promise<void>((resolve) => line.#server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => line.close());
    return line;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Connections that came so far. */
  get accepted(): number {
    return this.#accepted;
  }

  /** From now on, and on every connection, nothing gets through in either direction; or it does again. */
  blackHole(on: boolean): void {
    this.#isBlackHole = on;
    for (const pair of this.#pairs) setFlowing(pair, !on);
  }

  /** The connections that are there fall silent and stay up; those that come later work. */
  silence(): Silenced {
    const pairs = [...this.#pairs];
    for (const pair of pairs) setFlowing(pair, false);
    return {
      count: pairs.length,
      get stillUp() {
        return pairs.filter(({ client, server }) => !client.destroyed && !server.destroyed).length;
      },
      get bytesToPage() {
        return pairs.reduce((sum, { toClient }) => sum + toClient, 0);
      },
      release: () => pairs.forEach((pair) => setFlowing(pair, true)),
    };
  }

  async close(): Promise<void> {
    for (const { client, server } of this.#pairs) {
      client.destroy();
      server.destroy();
    }
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #join(client: Socket): void {
    const pair: Pair = { client, server: connect(this.#target, '127.0.0.1'), toClient: 0 };
    this.#accepted += 1;
    this.#pairs.add(pair);
    client.on('data', (bytes) => pair.server.write(bytes));
    pair.server.on('data', (bytes) => {
      pair.toClient += bytes.length;
      client.write(bytes);
    });
    for (const socket of [client, pair.server]) {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.#pairs.delete(pair);
        client.destroy();
        pair.server.destroy();
      });
    }
    if (this.#isBlackHole) setFlowing(pair, false);
  }
}

function setFlowing({ client, server }: Pair, on: boolean): void {
  for (const socket of [client, server]) {
    if (on) socket.resume();
    else socket.pause();
  }
}
