/** The local V11 server: real HTTP and real WebSockets in front of the demo network. */
import { createServer, type Server } from 'node:http';
import type { Clock } from '../src/domain/clock.js';
import type { Configuration } from '../src/domain/configuration.js';
import type { PerformanceMode } from '../src/domain/performance-mode.js';
import { systemClock } from '../src/storage/index.js';
import type { PlannedIncident } from '../src/v11/simulator/incidents.js';
import { createNetwork, type Network } from '../src/v11/simulator/network.js';
import { createRandom } from '../src/v11/simulator/random.js';
import { Accounts, type SimulatedUser } from './accounts.js';
import type { ControlCommand, ControlReply } from './control/command.js';
import { Control } from './control/control.js';
import { ControlFront } from './control/control-front.js';
import { readCommand } from './control/read-command.js';
import { HttpFaults } from './faults/http-faults.js';
import { SkewedClock } from './faults/skewed-clock.js';
import { createHttpFront } from './http-front.js';
import { ModelDriver } from './model-driver.js';
import { createProfile } from './profiles/create-profile.js';
import type { ProfileName, Simulation } from './profiles/profile.js';
import { SocketHub } from './socket-hub.js';

/** The port of the seed's settings and of the backend's container. */
export const DEFAULT_PORT = 9_003;

/** Nodes of a simulated network, unless told otherwise. */
export const DEFAULT_NODES = 40;

/** What a server can be told; every part has a default. */
export interface SimulatorOptions {
  /** Default 9003; 0 takes a free one. */
  readonly port?: number;
  /** Default 127.0.0.1: reachable from this machine only. */
  readonly host?: string;
  /** Default `design`. */
  readonly profile?: ProfileName;
  /** Nodes in all; default 40, or those of the configuration. */
  readonly nodes?: number | undefined;
  /** Default 1. */
  readonly seed?: number;
  /** Default: the configuration's, else `development`. */
  readonly performanceMode?: PerformanceMode | undefined;
  /** Nodes to follow instead of generated ones. */
  readonly configuration?: Configuration | undefined;
  /** Whether the `backend-head` profile enforces its 100 calls an hour; default true. */
  readonly rateLimit?: boolean;
  /** Who may use the protected sockets and routes; default nobody, as in the backend (protocol 2.3). */
  readonly users?: readonly SimulatedUser[];
  /** Whether answers of the routes that the gateway maps too are wrapped (protocol 2.5); default false. */
  readonly gateway?: boolean;
  /** Nodes in a frame of `/ws`, 1 to 500; default one in networks of up to 100 nodes, 50 above. */
  readonly nodesPerFrame?: number | undefined;
  /** What goes wrong in the network, and when, counted from the start; default nothing but the usual luck. */
  readonly incidents?: readonly PlannedIncident[];
  /** Whether commands are also taken at `/__control`, from this machine only; default false. */
  readonly control?: boolean;
  /** After so many milliseconds the server closes by itself; default never. */
  readonly maxLifetimeMs?: number | undefined;
  /** Default: the machine's. With a clock that is moved by hand, frames come when it is moved. */
  readonly clock?: Clock;
}

/** A running server. */
export interface Simulator {
  /** `http://127.0.0.1:9003` */
  readonly url: string;
  /** `ws://127.0.0.1:9003/ws`, as the settings want it; only the `design` profile answers there. */
  readonly wsUrl: string;
  readonly port: number;
  readonly profile: ProfileName;
  /** The model, so that a test can look at it or let a node crash. */
  readonly network: Network;
  /** Open WebSockets, of one path or of all. */
  connections(path?: string): number;
  /** Carries out a command: every switch for tests (see `control/command.ts`). What cannot be understood changes nothing. */
  control(command: ControlCommand): ControlReply;
  /** Ends every WebSocket: with a close frame if a code is given (1000, 1001, 1008, 1011, …), else as a cable does. */
  dropAll(code?: number): void;
  /** Stops listening, ends every connection and timer. Calling it twice does nothing more. */
  close(): Promise<void>;
}

/**
 * Starts a server.
 *
 * @throws {Error} with `code` as Node gives it (`EADDRINUSE`, `EACCES`) and a sentence for people, where it cannot listen.
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { port = DEFAULT_PORT, host = '127.0.0.1', profile: profileName = 'design' } = options;
  const http = createServer();
  await listen(http, port, host);
  const skewed = new SkewedClock(options.clock ?? systemClock);
  const simulation = createSimulation(options, skewed, (path) => hub.count(path));
  const profile = createProfile(profileName, simulation);
  const hub = new SocketHub(profile.sockets, skewed);
  const httpFaults = new HttpFaults();
  const control = new Control({ hub, simulation, httpFaults, skewed, cpuMs });
  const controlFront = options.control === true ? new ControlFront(control) : undefined;
  http.on('request', createHttpFront({ profile, simulation, faults: httpFaults, control: controlFront }));
  http.on('upgrade', (request, stream, head) => hub.upgrade(request, stream, head));
  const close = createClose({ http, hub, control, simulation }, options.maxLifetimeMs);
  const authority = authorityOf(http, host, port);
  return {
    url: `http://${authority.name}`,
    wsUrl: `ws://${authority.name}/ws`,
    port: authority.port,
    profile: profileName,
    network: simulation.network,
    connections: (path) => hub.count(path),
    control: (command) => {
      const read = readCommand(command);
      return 'error' in read ? read : control.run(read);
    },
    dropAll: (code) => hub.dropAll(code),
    close,
  };
}

function authorityOf(http: Server, host: string, wanted: number): { readonly name: string; readonly port: number } {
  const address = http.address();
  const port = typeof address === 'object' && address !== null ? address.port : wanted;
  return { name: `${host.includes(':') ? `[${host}]` : host}:${port}`, port };
}

function createSimulation(options: SimulatorOptions, clock: Clock, connections: Simulation['connections']): Simulation {
  const { nodes, configuration, seed = 1, performanceMode, incidents, nodesPerFrame } = options;
  const count = nodes ?? (configuration === undefined ? DEFAULT_NODES : undefined);
  const network = createNetwork({ seed, configuration, nodes: count, performanceMode, incidents });
  return {
    clock,
    network,
    random: createRandom(seed ^ 0x5eed),
    driver: new ModelDriver(network, clock),
    switches: { rateLimit: options.rateLimit ?? true, gateway: options.gateway ?? false, nodesPerFrame },
    accounts: new Accounts(options.users ?? []),
    connections,
  };
}

interface Running {
  readonly http: Server;
  readonly hub: SocketHub;
  readonly control: Control;
  readonly simulation: Simulation;
}

function createClose(
  { http, hub, control, simulation: { driver, clock } }: Running,
  maxLifetimeMs?: number,
): () => Promise<void> {
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closed ??= new Promise((resolve) => {
      stopCountdown?.();
      driver.stop();
      control.close();
      hub.close();
      http.close(() => resolve());
      http.closeAllConnections();
    });
    return closed;
  };
  const stopCountdown = maxLifetimeMs === undefined ? undefined : clock.after(maxLifetimeMs, () => void close());
  return close;
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

async function listen(http: Server, port: number, host: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    http.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, port, host)));
    http.listen(port, host, () => resolve());
  });
  http.removeAllListeners('error');
}

function listenError(error: NodeJS.ErrnoException, port: number, host: string): Error {
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${port} on ${host} is taken. Choose another one, or 0 for any that is free.`,
    EACCES: `Port ${port} may not be used without more rights. Choose one above 1023.`,
  };
  const message = reasons[error.code ?? ''] ?? `The simulator cannot listen on ${host}:${port}: ${error.message}`;
  return Object.assign(new Error(message, { cause: error }), { code: error.code });
}
