/** A backend that says everything a server should not. */
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Random } from '../../../src/domain/clock.js';
import { createRandom, integerBetween } from '../../../src/v11/simulator/random.js';
import { witnessFrame } from './stream-simulator.js';

/** Frames that are well formed, to be spoilt. */
const SAMPLES = ['node-update', 'system-metrics', 'consensus-update', 'pong'].map((name) =>
  readFileSync(new URL(`../../fixtures/samples/wsA-design-s2c-${name}.json`, import.meta.url), 'utf8'),
);

/** Values that no field should have. */
const ODD_VALUES = [
  'null',
  '-1',
  '-0',
  '1e999',
  '9007199254740993',
  'NaN',
  'true',
  '""',
  '"__proto__"',
  '"constructor"',
  '"<img src=x onerror=alert(1)>"',
  '"\\u0000\\ud800"',
  '[]',
  '{}',
  '{"__proto__":{"polluted":1}}',
  '[[[[[[[[[[1]]]]]]]]]]',
  `"${'x'.repeat(5_000)}"`,
];

/** A WebSocket server on loopback that answers pings and sends what the test says. It closes when the test is over. */
export class HostileBackend {
  readonly #server: WebSocketServer;
  readonly #random: Random = createRandom(8);
  #socket: WebSocket | undefined;
  /** Mutated frames sent so far. */
  mutations = 0;
  /** Connections accepted so far. */
  connections = 0;

  private constructor(server: WebSocketServer) {
    this.#server = server;
    server.on('connection', (socket) => this.#accept(socket));
  }

  static async start(): Promise<HostileBackend> {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0, path: '/ws' });
    await new Promise<void>((resolve) => server.once('listening', resolve));
    onTestFinished(() => {
      for (const client of server.clients) client.terminate();
      server.close();
    });
    return new HostileBackend(server);
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get isConnected(): boolean {
    return this.#socket?.readyState === 1;
  }

  /** Sends mutated frames, one after the other. */
  sendMutations(count: number): void {
    for (let sent = 0; sent < count; sent += 1) this.#socket?.send(this.#mutation());
    this.mutations += count;
  }

  /** Sends a frame that has to be shown. */
  sendGood(nodeId: string, throughput: number): void {
    this.#socket?.send(witnessFrame(nodeId, throughput));
  }

  #accept(socket: WebSocket): void {
    this.connections += 1;
    this.#socket = socket;
    socket.on('error', () => undefined);
    socket.on('message', () => socket.send('{"type":"pong","data":{}}'));
    // What a page needs to call itself live.
    socket.send(SAMPLES[1] ?? '');
  }

  #mutation(): string | Buffer {
    const frame = this.#pick(SAMPLES);
    const at = this.#below(frame.length);
    switch (this.#below(8)) {
      case 0:
        return frame.slice(0, at);
      case 1:
        return frame.slice(0, at) + String.fromCharCode(32 + this.#below(95)) + frame.slice(at + 1);
      case 2:
        return Buffer.from(frame);
      case 3:
        return frame.slice(at) + frame.slice(0, at);
      case 4:
        return frame.replace(/"type": "[a-z-]+"/, `"type": ${this.#pick(ODD_VALUES)}`);
      case 5:
        return frame.replace(
          /"data": \{/,
          `"data": { "__proto__": { "polluted": 1 }, "nodes": ${this.#pick(ODD_VALUES)},`,
        );
      case 6:
        return this.#pick(['', ' ', '[]', '{}', 'null', '"text"', '{"type":"node-updates","data":[null,1,"a",{}]}']);
      default:
        return this.#withOddValues(frame);
    }
  }

  /** Some of the values inside become odd ones. */
  #withOddValues(frame: string): string {
    return frame.replace(/: ("[^"]*"|[\d.]+)/g, (whole) =>
      this.#below(2) === 0 ? `: ${this.#pick(ODD_VALUES)}` : whole,
    );
  }

  #below(limit: number): number {
    return integerBetween(this.#random, 0, limit - 1);
  }

  #pick<Value>(values: readonly Value[]): Value {
    const value = values[this.#below(values.length)];
    if (value === undefined) throw new RangeError('There is nothing to choose from.');
    return value;
  }
}
