/** The local V11 server: real HTTP and real WebSockets in front of the demo network. */
import { createServer, type Server } from 'node:http';
import type { Clock } from '../src/domain/clock.js';
import type { Configuration } from '../src/domain/configuration.js';
import type { PerformanceMode } from '../src/domain/performance-mode.js';
import { systemClock } from '../src/storage/index.js';
import { createNetwork, type Network } from '../src/v11/simulator/network.js';
import { createRandom } from '../src/v11/simulator/random.js';
import { createHttpFront } from './http-front.js';
import { ModelDriver } from './model-driver.js';
import { createBackendHeadProfile } from './profiles/backend-head.js';
import { createDesignProfile } from './profiles/design.js';
import type { Profile, ProfileName, Simulation } from './profiles/profile.js';
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
  const {
    port = DEFAULT_PORT,
    host = '127.0.0.1',
    profile: profileName = 'design',
    rateLimit = true,
    clock = systemClock,
  } = options;
  const http = createServer();
  await listen(http, port, host);
  const simulation = createSimulation(options, clock);
  const profile = createProfile(profileName, simulation);
  const hub = new SocketHub(profile.sockets);
  http.on('request', createHttpFront({ profile, clock, rateLimit }));
  http.on('upgrade', (request, stream, head) => hub.upgrade(request, stream, head));
  const close = createClose(http, hub, simulation, options.maxLifetimeMs);
  const address = http.address();
  const actualPort = typeof address === 'object' && address !== null ? address.port : port;
  const authority = `${host.includes(':') ? `[${host}]` : host}:${actualPort}`;
  return {
    url: `http://${authority}`,
    wsUrl: `ws://${authority}/ws`,
    port: actualPort,
    profile: profileName,
    network: simulation.network,
    connections: (path) => hub.count(path),
    dropAll: (code) => hub.dropAll(code),
    close,
  };
}

function createSimulation(
  { nodes, configuration, seed = 1, performanceMode }: SimulatorOptions,
  clock: Clock,
): Simulation {
  const count = nodes ?? (configuration === undefined ? DEFAULT_NODES : undefined);
  const network = createNetwork({ seed, configuration, nodes: count, performanceMode });
  return { clock, network, random: createRandom(seed ^ 0x5eed), driver: new ModelDriver(network, clock) };
}

function createProfile(name: ProfileName, simulation: Simulation): Profile {
  return name === 'design' ? createDesignProfile(simulation) : createBackendHeadProfile(simulation);
}

function createClose(
  http: Server,
  hub: SocketHub,
  { driver, clock }: Simulation,
  maxLifetimeMs?: number,
): () => Promise<void> {
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closed ??= new Promise((resolve) => {
      stopCountdown?.();
      driver.stop();
      hub.close();
      http.close(() => resolve());
      http.closeAllConnections();
    });
    return closed;
  };
  const stopCountdown = maxLifetimeMs === undefined ? undefined : clock.after(maxLifetimeMs, () => void close());
  return close;
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
