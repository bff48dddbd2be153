/** Answers plain HTTP: cross-origin rules, then the call budget, then tokens, then routes. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Clock } from '../src/domain/clock.js';
import { isOpen } from './access.js';
import { corsHeaders, isAllowedOrigin, isPreflight, preflightHeaders } from './cors.js';
import type { Profile } from './profiles/profile.js';
import { CALLS_PER_WINDOW, clientOf, RateLimit } from './rate-limit.js';
import { findRoute, type Reply, type Request } from './rest/route.js';

const BASE_PATH = '/api/v11';

/** What the front needs to know. */
export interface HttpFrontOptions {
  readonly profile: Profile;
  readonly clock: Clock;
  /** Whether the profile's call budget is enforced. */
  readonly rateLimit: boolean;
}

/** A listener for a Node HTTP server. */
export function createHttpFront({ profile, clock, rateLimit }: HttpFrontOptions): RequestListener {
  const limit = rateLimit && profile.limitsCalls ? new RateLimit() : undefined;

  const replyTo = (message: IncomingMessage): Reply => {
    const request = parseTarget(message.url ?? '/');
    if (request === undefined) return NOT_FOUND;
    const retryAfterSeconds = limit?.count(clientOf(message.headers), clock.now());
    if (retryAfterSeconds !== undefined) return tooManyCalls(retryAfterSeconds, clock.now());
    if (profile.asksForTokens && !isOpen(request.path)) return unauthorized(message, clock.now());
    const route = findRoute(profile.routes, request.path);
    if (route === undefined) return NOT_FOUND;
    return message.method === 'GET' || message.method === 'HEAD'
      ? route.answer(request)
      : { status: 405, body: undefined };
  };

  return (message, response) => {
    message.resume();
    const { origin } = message.headers;
    if (origin !== undefined && !isAllowedOrigin(origin)) return send(response, { status: 403, body: undefined }, {});
    const headers = origin === undefined ? {} : corsHeaders(origin);
    if (isPreflight(message.method, message.headers))
      return send(response, { status: 200, body: undefined }, { ...headers, ...preflightHeaders() });
    send(response, replyTo(message), headers);
  };
}

/** What is not there is answered by the framework, not in JSON; clients have to bear that. */
const NOT_FOUND: Reply = { status: 404, body: '<html><body><h1>Resource not found</h1></body></html>' };

/** The path below `/api/v11` and the query, or nothing for any other address. */
function parseTarget(target: string): Request | undefined {
  const [path = '', query = ''] = target.split('?', 2);
  if (path !== BASE_PATH && !path.startsWith(`${BASE_PATH}/`)) return undefined;
  return { path: path.slice(BASE_PATH.length), query: new URLSearchParams(query) };
}

/** There is no Retry-After header; the seconds are in the body only. */
function tooManyCalls(retryAfterSeconds: number, now: number): Reply {
  const body = { error: 'Rate limit exceeded', retryAfterSeconds, rateLimit: CALLS_PER_WINDOW, timestamp: now };
  return { status: 429, body };
}

function unauthorized({ headers }: IncomingMessage, now: number): Reply {
  const error = headers.authorization === undefined ? 'Missing Authorization header' : 'Invalid or expired token';
  return { status: 401, body: { error, timestamp: now } };
}

function send(response: ServerResponse, { status, body }: Reply, headers: Record<string, string>): void {
  const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);
  const type = typeof body === 'string' ? 'text/html;charset=UTF-8' : 'application/json;charset=UTF-8';
  response.writeHead(status, {
    ...headers,
    ...(text === '' ? {} : { 'Content-Type': type }),
    'Content-Length': Buffer.byteLength(text),
  });
  response.end(text);
}
