/** Says what answers at the addresses of a backend, in words, for a settings panel. */
import type { Clock, Random } from '../domain/clock.js';
import type { Failure } from '../domain/failure.js';
import { parseUrl } from '../domain/url.js';
import { AccessToken, type TokenOptions } from './access-token.js';
import type { CallAllowance } from './call-budget.js';
import { recordOf, word } from './decode/readers.js';
import { DESIGN_SOCKET, FALLBACK_SOCKETS, resolveEndpoints, TOKEN_SOCKETS, type Endpoints } from './endpoints.js';
import { HostMemory } from './host-memory.js';
import { platformFetch, RestClient, type Fetch } from './rest.js';
import { testSocket, type SocketReport, type TestedSocket } from './socket-test.js';
import { openWebSocket, type OpenSocket } from './transports/websocket.js';

/** What {@link testConnection} needs and may be given. */
export interface ConnectionTestOptions extends TokenOptions {
  readonly wsUrl: string;
  readonly url: string;
  readonly clock: Clock;
  /** Default: the platform's WebSocket. */
  readonly openSocket?: OpenSocket | undefined;
  /** Default: the platform's fetch. */
  readonly fetch?: Fetch | undefined;
  readonly random?: Random | undefined;
  /** Address of the page that asks, for a word about mixed content. */
  readonly pageUrl?: string | undefined;
  /** The memory of the page's streams, so that the call is counted in their budget. */
  readonly memory?: HostMemory | undefined;
  /** Time for each answer in milliseconds; default 5,000. */
  readonly timeoutMs?: number;
}

/**
 * What the REST API did: `answers`; `cors`: it runs, and does not let this page read its answers; `not-asked`: the call
 * budget is used up; `failed`: see `failure`.
 */
export interface RestReport {
  readonly url: string;
  readonly outcome: 'answers' | 'cors' | 'not-asked' | 'failed';
  /** The backend's version, where it tells one. */
  readonly version?: string | undefined;
  readonly failure?: Failure | undefined;
  /** The same as a sentence. */
  readonly words: string;
}

/** What answers at the addresses of a backend. */
export interface ConnectionReport {
  /** Whether live figures can be had: at least one socket speaks or takes the token. */
  readonly ok: boolean;
  readonly sockets: readonly SocketReport[];
  readonly rest: RestReport | undefined;
  /** What a person should know, most important first; empty if all is well. */
  readonly problems: readonly string[];
}

const SOCKETS: readonly TestedSocket[] = [DESIGN_SOCKET, ...FALLBACK_SOCKETS, ...TOKEN_SOCKETS];

/** Hosts whose plain addresses a page served over https may use. */
const LOCAL_HOSTS: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Tries every socket once and asks `/health`, which costs one or two calls of the budget. Takes up to twice `timeoutMs`.
 * Never rejects. A token is sent only to its origin, as a stream would, and stands in no report.
 */
export async function testConnection(options: ConnectionTestOptions): Promise<ConnectionReport> {
  const resolved = resolveEndpoints(options.wsUrl, options.url);
  if (!resolved.ok) return { ok: false, sockets: [], rest: undefined, problems: [resolved.failure.message] };
  const endpoints = resolved.value;
  const { clock, openSocket = openWebSocket, timeoutMs = 5_000 } = options;
  const token = new AccessToken(options, options.wsUrl, clock);
  const parts = { clock, openSocket, token, timeoutMs };
  const [rest, ...sockets] = await Promise.all([
    testRest(endpoints, token, options),
    ...SOCKETS.map((endpoint) => testSocket(endpoint, endpoints.socket(endpoint), parts)),
  ]);
  const ok = sockets.some(({ outcome }) => outcome === 'speaks' || outcome === 'signed-in');
  return { ok, sockets, rest, problems: problemsOf(options, ok, sockets, rest) };
}

async function testRest(
  { restBase }: Endpoints,
  token: AccessToken,
  { clock, random, fetch, memory = new HostMemory(), timeoutMs = 5_000 }: ConnectionTestOptions,
): Promise<RestReport> {
  const budget = memory.budgetOf(restBase, clock);
  if (!(await budget.take(true))) return { url: restBase, outcome: 'not-asked', words: NOT_ASKED };
  const client = new RestClient({ base: restBase, clock, random, fetch, token, timeoutMs });
  const answer = await client.get('/health');
  if (answer.ok) {
    const version = word(recordOf(answer.value)?.version);
    return { url: restBase, outcome: 'answers', version, words: 'The REST API answers.' };
  }
  const { failure } = answer;
  if (failure.code === 'unreachable' && (await runsBehindCors(restBase, budget, { clock, fetch, timeoutMs })))
    return { url: restBase, outcome: 'cors', words: CORS };
  return { url: restBase, outcome: 'failed', failure, words: failure.message };
}

const NOT_ASKED = 'The REST API was not asked, because the backend’s hourly call limit is used up.';
const CORS =
  'The backend runs, but its REST API does not let this page read its answers (CORS). Add this page’s origin to the ' +
  'backend’s list, or serve both from one origin.';

/**
 * A page cannot see why a call failed. An answer that it may not read, and does not want to, comes all the same where
 * only the permission is missing.
 */
async function runsBehindCors(
  restBase: string,
  budget: CallAllowance,
  { clock, fetch = platformFetch, timeoutMs = 5_000 }: Pick<ConnectionTestOptions, 'clock' | 'fetch' | 'timeoutMs'>,
): Promise<boolean> {
  if (!(await budget.take(true))) return false;
  const end = new AbortController();
  const stop = clock.after(timeoutMs, () => end.abort());
  try {
    const { signal } = end;
    await fetch(`${restBase}/health`, { mode: 'no-cors', credentials: 'omit', referrerPolicy: 'no-referrer', signal });
    return true;
  } catch {
    return false;
  } finally {
    stop();
    end.abort();
  }
}

function problemsOf(
  { wsUrl, url, pageUrl, token, tokenOrigin }: ConnectionTestOptions,
  ok: boolean,
  sockets: readonly SocketReport[],
  rest: RestReport,
): readonly string[] {
  const problems = [...mixed(pageUrl, wsUrl, 'wss://'), ...mixed(pageUrl, url, 'https://')];
  const outcomes = sockets.map(({ outcome }) => outcome);
  if (!ok && outcomes.every((outcome) => outcome === 'closed' || outcome === 'unanswered'))
    problems.push(nothingOpens(rest));
  if (!ok && outcomes.includes('silent')) problems.push('A socket opens, but says nothing.');
  if (!ok && outcomes.includes('wants-token'))
    problems.push('The backend asks for a token, or refused the one it got.');
  if (rest.outcome !== 'answers') problems.push(rest.words);
  const belongs = tokenOrigin ?? wsUrl;
  if (token !== undefined && parseUrl(belongs.replace(/^ws/, 'http'))?.host !== parseUrl(wsUrl)?.host)
    problems.push('The token belongs to another address and was not sent.');
  return problems;
}

function nothingOpens({ outcome }: RestReport): string {
  return outcome === 'answers' || outcome === 'cors'
    ? 'No socket opens, although the backend runs: a proxy in front of it may not pass sockets on, or the WebSocket address is wrong.'
    : 'Nothing answers at these addresses. Check them, and that the backend runs and can be reached from here.';
}

/** A page that was served over https may only use secure addresses, except on the same machine. */
function mixed(pageUrl: string | undefined, address: string, wanted: string): string[] {
  const [page, target] = [parseUrl(pageUrl ?? ''), parseUrl(address)];
  const isPlain = target?.protocol === 'ws:' || target?.protocol === 'http:';
  if (page?.protocol !== 'https:' || !isPlain || LOCAL_HOSTS.has(target.hostname)) return [];
  return [
    `This page was served over https and may not use ${target.protocol}//${target.host}; it needs a ${wanted} address.`,
  ];
}
