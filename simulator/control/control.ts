/** Carries out what a test asks of a running simulator. */
import type { Clock, Stop } from '../../src/domain/clock.js';
import { repeat } from '../../src/v11/simulator/repeat.js';
import type { HttpFaults } from '../faults/http-faults.js';
import { sendMalformed } from '../faults/malformed.js';
import type { SkewedClock } from '../faults/skewed-clock.js';
import type { Simulation } from '../profiles/profile.js';
import type { SocketHub } from '../socket-hub.js';
import type { ControlCommand, ControlReport } from './command.js';
import { startBurst } from './burst.js';

/** What it works on. */
export interface ControlParts {
  readonly hub: SocketHub;
  readonly simulation: Simulation;
  readonly httpFaults: HttpFaults;
  /** The server's clock, whose wall time can be set wrong. */
  readonly skewed: SkewedClock;
  /** CPU time of the process in milliseconds. */
  readonly cpuMs: () => number;
}

type Handlers = {
  readonly [Name in ControlCommand['do']]: (command: Extract<ControlCommand, { do: Name }>) => number;
};

/** Takes commands until it is closed. */
export class Control {
  readonly #parts: ControlParts;
  readonly #clock: Clock;
  readonly #handlers: Handlers;
  /** Emissions by address, and bursts. */
  readonly #emissions = new Map<string, Stop>();
  readonly #bursts = new Set<Stop>();

  constructor(parts: ControlParts) {
    this.#parts = parts;
    this.#clock = parts.simulation.clock;
    this.#handlers = { ...this.#socketHandlers(), ...this.#otherHandlers() };
  }

  /** Carries a command out and reports. */
  run(command: ControlCommand): ControlReport {
    // One signature per name cannot be looked up by a union of names; the table above holds the pairs.
    const handler = this.#handlers[command.do] as (command: ControlCommand) => number;
    return this.#report(handler(command));
  }

  /** Ends emissions and bursts. */
  close(): void {
    for (const stop of [...this.#emissions.values(), ...this.#bursts]) stop();
    this.#emissions.clear();
    this.#bursts.clear();
  }

  #socketHandlers(): Pick<Handlers, 'drop' | 'refuse' | 'stall' | 'delay' | 'malformed' | 'binary' | 'burst' | 'emit'> {
    const { hub, httpFaults } = this.#parts;
    return {
      drop: ({ path, code, reason }) => each(hub.connections(path), (connection) => connection.drop(code, reason)),
      refuse: ({ path, status, times = Infinity, retryAfterSeconds }) =>
        each(hub.lines(path), (line) => {
          line.refusal = status === 0 ? undefined : { status, left: times, retryAfterSeconds };
        }),
      stall: ({ path, what = 'everything' }) => {
        const lines = each(hub.lines(path), (line) => (line.stall = what));
        each(hub.connections(path), (connection) => connection.followLine());
        return lines;
      },
      delay: ({ path, ms }) => {
        const isRest = path === undefined || hub.lines(path).length === 0;
        if (isRest) httpFaults.delay(path, ms);
        return each(hub.lines(path), (line) => (line.delayMs = ms)) + (isRest ? 1 : 0);
      },
      malformed: ({ path, kind = 'json', bytes }) =>
        each(hub.connections(path), (connection) => sendMalformed(connection, kind, bytes)),
      binary: ({ path, bytes = 64 }) => {
        const data = Buffer.alloc(bytes, 7);
        return each(hub.connections(path), (connection) => connection.sendBinary(data));
      },
      burst: (command) => {
        const connections = (): ReturnType<SocketHub['connections']> => hub.connections(command.path);
        const stop = startBurst(this.#clock, connections, command, () => this.#bursts.delete(stop));
        this.#bursts.add(stop);
        return connections().length;
      },
      emit: ({ path, everyMs, text }) => this.#emit(path, everyMs, text),
    };
  }

  #otherHandlers(): Omit<Handlers, 'drop' | 'refuse' | 'stall' | 'delay' | 'malformed' | 'binary' | 'burst' | 'emit'> {
    const { httpFaults, skewed } = this.#parts;
    const { switches, network, accounts } = this.#parts.simulation;
    return {
      answer: ({ path, status, text = '', contentType = 'application/json', location, times = Infinity, ...cut }) => {
        const { cutAfterBytes, hang = false } = cut;
        httpFaults.fake({ path, status, text, contentType, location, cutAfterBytes, hang, left: times });
        return 1;
      },
      skew: ({ ms }) => {
        skewed.skewMs = ms;
        return 1;
      },
      'rate-limit': ({ on }) => Number(switches.rateLimit !== (switches.rateLimit = on)),
      gateway: ({ on }) => Number(switches.gateway !== (switches.gateway = on)),
      frames: ({ nodesPerFrame }) => {
        switches.nodesPerFrame = nodesPerFrame === 0 ? undefined : nodesPerFrame;
        return 1;
      },
      incident: ({ kind, durationMs }) => Number(network.incident(kind, durationMs) !== undefined),
      plan: ({ script }) => {
        network.plan(script);
        return script.length;
      },
      crash: ({ nodeId, forMs }) => Number(network.crash(nodeId, forMs)),
      revoke: ({ token }) => Number(accounts.revoke(token)),
      state: () => 0,
      reset: () => this.#reset(),
    };
  }

  #emit(path: string, everyMs: number | undefined, text: string | undefined): number {
    const { hub } = this.#parts;
    const send = (): number => {
      const frame = text ?? hub.produce(path);
      return frame === undefined ? 0 : each(hub.connections(path), (connection) => connection.sendText(frame));
    };
    if (everyMs === undefined) return send();
    this.#emissions.get(path)?.();
    this.#emissions.delete(path);
    if (everyMs > 0) this.#emissions.set(path, repeat(this.#clock, everyMs, send));
    return hub.lines(path).length;
  }

  #reset(): number {
    const { hub, httpFaults, skewed } = this.#parts;
    this.close();
    httpFaults.heal();
    skewed.skewMs = 0;
    const lines = each(hub.lines(), (line) => line.heal());
    each(hub.connections(), (connection) => connection.followLine());
    return lines;
  }

  #report(hit: number): ControlReport {
    const { hub, simulation, httpFaults, cpuMs } = this.#parts;
    const byPath = <Value>(value: (path: string) => Value): Record<string, Value> =>
      Object.fromEntries(hub.paths.map((path) => [path, value(path)]));
    const countsOf = (path: string): ControlReport['counts'][string] => {
      const [line] = hub.lines(path);
      return { ...(line?.counts ?? NO_COUNTS) };
    };
    return {
      hit,
      now: simulation.clock.now(),
      connections: byPath((path) => hub.count(path)),
      counts: byPath(countsOf),
      fakedCalls: httpFaults.answered,
      incidents: simulation.network.incidents,
      cpuMs: cpuMs(),
    };
  }
}

const NO_COUNTS = {
  ...{ accepted: 0, refused: 0, heard: 0, sent: 0, withheld: 0, delayed: 0, leftOut: 0, faulty: 0, dropped: 0 },
};

function each<Item>(items: readonly Item[], visit: (item: Item) => unknown): number {
  for (const item of items) visit(item);
  return items.length;
}
