/** Answers plain HTTP: cross-origin rules, faults, then the call budget, then tokens, then routes. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { ControlFront } from './control/control-front.js';
import { isOpen } from './access.js';
import { corsHeaders, isAllowedOrigin, isPreflight, preflightHeaders } from './cors.js';
import type { FakeAnswer, HttpFaults } from './faults/http-faults.js';
import { readBody, type Body } from './http-body.js';
import type { Profile, Simulation } from './profiles/profile.js';
import { CALLS_PER_WINDOW, clientOf, RateLimit } from './rate-limit.js';
import { failed, findRoute, type Method, type Reply, type Route } from './rest/route.js';

const BASE_PATH = '/api/v11';

/** What the front needs to know. */
export interface HttpFrontOptions {
  readonly profile: Profile;
  readonly simulation: Simulation;
  readonly faults: HttpFaults;
  /** The control, if tests may reach it over HTTP. */
  readonly control: ControlFront | undefined;
}

/** A listener for a Node HTTP server. */
export function createHttpFront(options: HttpFrontOptions): RequestListener {
  const limit = options.profile.limitsCalls ? new RateLimit() : undefined;
  const { faults, control } = options;
  const { clock } = options.simulation;

  return (message, response) => {
    const { origin } = message.headers;
    if (origin !== undefined && !isAllowedOrigin(origin)) return send(response, { status: 403, body: undefined }, {});
    const headers = origin === undefined ? {} : corsHeaders(origin);
    if (isPreflight(message.method, message.headers))
      return send(response, { status: 200, body: undefined }, { ...headers, ...preflightHeaders() });
    const path = (message.url ?? '/').split('?', 1)[0] ?? '/';
    readBody(message, (body) => {
      if (control?.answers(path) === true) return send(response, control.reply(message, body), headers);
      const fake = faults.answerTo(path);
      const answer = (): void => {
        if (fake !== undefined) sendFake(response, fake, headers);
        else send(response, replyTo(options, limit, message, body), headers);
      };
      const delayMs = faults.delayOf(path);
      if (delayMs === 0) return answer();
      // A caller that does not wait must leave no timer behind.
      const stop = clock.after(delayMs, answer);
      response.once('close', stop);
    });
  };
}

function replyTo(
  { profile, simulation }: HttpFrontOptions,
  limit: RateLimit | undefined,
  message: IncomingMessage,
  body: Body,
): Reply {
  const { clock, accounts, switches } = simulation;
  const target = parseTarget(message.url ?? '/');
  if (target === undefined) return NOT_FOUND;
  const { path, query } = target;
  const { headers } = message;
  const waitSeconds = switches.rateLimit ? limit?.count(clientOf(headers), clock.now()) : undefined;
  if (waitSeconds !== undefined) return tooManyCalls(waitSeconds, clock.now());
  const user = accounts.byHeader(headers.authorization);
  if (profile.asksForTokens && !isOpen(path) && user === undefined) return unauthorized(message, clock.now());
  if (body === 'too-long') return failed(413, 'Request body too large');
  const method = methodOf(message.method);
  if (method === undefined) return { status: 405, body: undefined };
  const found = findRoute(routesOf(profile, simulation), method, path);
  if (found === undefined) return NOT_FOUND;
  if (found === 'other-method') return { status: 405, body: undefined };
  return found.route.answer({ method, path, query, headers, body, user, params: found.params });
}

/** Where the gateway's handlers win, they come first (protocol 2.5). */
function routesOf(profile: Profile, { switches }: Simulation): readonly Route[] {
  if (!switches.gateway) return profile.routes;
  const taken = new Set(profile.gateway.map((route) => route.path));
  return [...profile.gateway, ...profile.routes.filter((route) => !taken.has(route.path))];
}

function methodOf(text: string | undefined): Method | undefined {
  if (text === 'HEAD') return 'GET';
  return text === 'GET' || text === 'POST' || text === 'PUT' || text === 'DELETE' ? text : undefined;
}

/** What is not there is answered by the framework, not in JSON; clients have to bear that. */
const NOT_FOUND: Reply = { status: 404, body: '<html><body><h1>Resource not found</h1></body></html>' };

/** The path below `/api/v11` and the query, or nothing for any other address. */
function parseTarget(target: string): { readonly path: string; readonly query: URLSearchParams } | undefined {
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

function send(response: ServerResponse, { status, body, headers: own }: Reply, headers: Record<string, string>): void {
  const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);
  const type = typeof body === 'string' ? 'text/html;charset=UTF-8' : 'application/json;charset=UTF-8';
  response.writeHead(status, {
    ...(text === '' ? {} : { 'Content-Type': type }),
    'Content-Length': Buffer.byteLength(text),
    ...headers,
    ...own,
  });
  response.end(text);
}

/** Sends an answer that a test made up: whole, or so many bytes of it before the connection breaks or hangs. */
function sendFake(response: ServerResponse, fake: FakeAnswer, headers: Record<string, string>): void {
  const bytes = Buffer.from(fake.text);
  const bodyless = fake.status === 204 || fake.status === 304;
  response.writeHead(fake.status, {
    ...headers,
    ...(fake.location === undefined ? {} : { Location: fake.location }),
    ...(bodyless ? {} : { 'Content-Type': fake.contentType, 'Content-Length': bytes.length }),
  });
  if (fake.cutAfterBytes === undefined) return void response.end(bodyless ? undefined : bytes);
  response.write(bytes.subarray(0, fake.cutAfterBytes), () => {
    if (!fake.hang) response.destroy();
  });
}
