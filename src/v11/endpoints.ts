/**
 * Where a backend listens (protocol 1.1, 2.1 and 6.2). With `decode/` the only place that knows wire names.
 */
import { urlProblem } from '../domain/url.js';
import type { Result } from './result.js';

/** The socket of the design documents; no released backend has it, so it is tried and not relied on (protocol 0.1). */
export const DESIGN_SOCKET = '/ws';

/** Sockets that ask for no token and send by themselves, best figures first (protocol 1.3 to 1.6). */
export const FALLBACK_SOCKETS = ['/ws/dashboard', '/ws/metrics', '/api/v11/live/stream', '/ws/channels'] as const;
/** One of the token-free sockets. */
export type FallbackSocket = (typeof FALLBACK_SOCKETS)[number];

/** Sockets that ask for no token and speak only when something happens; in the present backend nothing does (protocol 1.3). */
export const EVENT_SOCKETS = ['/ws/consensus', '/ws/validators', '/ws/network', '/ws/transactions/legacy'] as const;

/** Sockets that ask for a token: JSON with a first message (protocol 1.7), and text with a query (protocol 1.8). */
export const TOKEN_SOCKETS = ['/ws/v11', '/ws/transactions'] as const;
/** One of the sockets that ask for a token. */
export type TokenSocket = (typeof TOKEN_SOCKETS)[number];

/** Every socket whose frames are understood. */
export type SocketEndpoint = typeof DESIGN_SOCKET | FallbackSocket | (typeof EVENT_SOCKETS)[number] | TokenSocket;

/** Routes below the REST base whose answers are understood (protocol 2.6). */
export const REST_ROUTES = ['/stats', '/live/consensus', '/nodes'] as const;
/** A route that is asked, below the REST base. */
export type RestRoute = (typeof REST_ROUTES)[number];

const REST_BASE = '/api/v11';

/** The addresses of one backend. */
export interface Endpoints {
  /** The configured WebSocket address as it may be shown: without its query, in which a host page may have put a secret. */
  readonly shown: string;
  /** Host and port, the key of what is remembered about a backend. */
  readonly host: string;
  /** REST base without a trailing slash, ending in `/api/v11`. */
  readonly restBase: string;
  /** Full address of a socket. */
  socket(endpoint: SocketEndpoint): string;
}

/**
 * Derives every address from the two of the settings. Path prefixes are kept, a trailing `/ws` is taken off, and
 * `/api/v11` is never doubled. Fails with `invalid-url` for anything but ws, wss, http and https without credentials.
 */
export function resolveEndpoints(wsUrl: string, url: string): Result<Endpoints> {
  const problem = problemOf(wsUrl, WS) ?? problemOf(url, HTTP);
  if (problem !== undefined)
    return { ok: false, failure: { code: 'invalid-url', message: problem, url: shown(wsUrl, url) } };
  const socketBase = socketBaseOf(new URL(wsUrl));
  const design = designSocketOf(new URL(wsUrl));
  const socket = (endpoint: SocketEndpoint): string => (endpoint === DESIGN_SOCKET ? design : socketBase + endpoint);
  const { protocol, host, pathname } = new URL(wsUrl);
  const value = { shown: `${protocol}//${host}${pathname}`, host, restBase: restBaseOf(new URL(url)), socket };
  return { ok: true, value };
}

const WS = { protocols: ['ws:', 'wss:'], label: 'WebSocket address' };
const HTTP = { protocols: ['http:', 'https:'], label: 'Backend address' };

/** Judged without its query, which the sentence would otherwise quote. */
function problemOf(address: string, { protocols, label }: typeof WS): string | undefined {
  return urlProblem(withoutQuery(address), protocols, label);
}

/** The address that is at fault; what may be secret in it must not reach a message or a log. */
function shown(wsUrl: string, url: string): string {
  const wrong = problemOf(wsUrl, WS) === undefined ? url : wsUrl;
  return withoutQuery(wrong)
    .replace(/\/\/[^/@]*@/, '//…@')
    .slice(0, 200);
}

function withoutQuery(address: string): string {
  return address.replace(/[?#].*$/s, '');
}

/** The configured address as it is; a bare host means its `/ws`, and a known other socket means the backend it is on. */
function designSocketOf(url: URL): string {
  const isOtherSocket = knownSuffix(url.pathname) !== undefined;
  if (url.pathname === '/' || isOtherSocket) return socketBaseOf(url) + DESIGN_SOCKET;
  url.hash = '';
  return url.href;
}

function socketBaseOf(url: URL): string {
  const path = withoutSlash(url.pathname);
  const suffix = knownSuffix(path) ?? (path.endsWith(DESIGN_SOCKET) ? DESIGN_SOCKET : '');
  return `${url.protocol}//${url.host}${withoutSlash(path.slice(0, path.length - suffix.length))}`;
}

function knownSuffix(path: string): string | undefined {
  return [...FALLBACK_SOCKETS, ...EVENT_SOCKETS, ...TOKEN_SOCKETS].find((endpoint) =>
    withoutSlash(path).endsWith(endpoint),
  );
}

function restBaseOf(url: URL): string {
  const path = withoutSlash(url.pathname);
  return `${url.protocol}//${url.host}${path.endsWith(REST_BASE) ? path : path + REST_BASE}`;
}

function withoutSlash(path: string): string {
  return path.replace(/\/+$/, '');
}
