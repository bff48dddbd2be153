/** REST calls (protocol 2): time-limited, size-limited, without credentials, and with failures as values. */
import type { Clock } from '../domain/clock.js';
import type { Failure } from '../domain/failure.js';
import { recordOf } from './decode/readers.js';
import { readText } from './response-text.js';
import type { Result } from './result.js';

/** Most characters of an answer that are taken. */
const MAX_BODY = 4_000_000;

/** How long to wait after a 429 that does not say, in seconds; the backend's window is an hour (protocol 2.4). */
const DEFAULT_RETRY_SECONDS = 900;
const LONGEST_RETRY_SECONDS = 3_600;

/** The part of `fetch` that is used. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Calls the platform's `fetch`. */
export const platformFetch: Fetch = (url, init) => fetch(url, init);

/** What a {@link RestClient} needs. */
export interface RestClientOptions {
  /** Base without a trailing slash, such as `http://localhost:9003/api/v11`; see `resolveEndpoints`. */
  readonly base: string;
  readonly clock: Clock;
  readonly fetch?: Fetch;
  /** Time for a whole answer in milliseconds; default 30,000, as the schema design has it (section 3). */
  readonly timeoutMs?: number;
}

/**
 * Reads from the backend's REST API. Sends no header of its own, because each one turns a call that works into a
 * refused preflight (protocol 2.2), follows no redirect, and never rejects.
 */
export class RestClient {
  readonly #base: string;
  readonly #clock: Clock;
  readonly #fetch: Fetch;
  readonly #timeoutMs: number;

  constructor({ base, clock, fetch = platformFetch, timeoutMs = 30_000 }: RestClientOptions) {
    this.#base = base;
    this.#clock = clock;
    this.#fetch = fetch;
    this.#timeoutMs = timeoutMs;
  }

  /**
   * The body of `GET base + path`, parsed, and taken out of a gateway's envelope (protocol 2.5).
   * Fails with `unreachable`, `rate-limited`, `unauthorized` or `bad-response`.
   *
   * @param path route with its query, such as `/nodes?page=0`
   * @param signal ends the call early
   */
  async get(path: string, signal?: AbortSignal): Promise<Result<unknown>> {
    const url = this.#base + path;
    const end = new AbortController();
    const stopTimer = this.#clock.after(this.#timeoutMs, () => end.abort());
    const abort = (): void => {
      stopTimer();
      end.abort();
    };
    signal?.addEventListener('abort', abort);
    if (signal?.aborted === true) abort();
    try {
      return await this.#call(url, end.signal);
    } catch {
      return { ok: false, failure: unreachable(url) };
    } finally {
      signal?.removeEventListener('abort', abort);
      // An answer that was not read to its end would keep its connection.
      abort();
    }
  }

  async #call(url: string, signal: AbortSignal): Promise<Result<unknown>> {
    const response = await this.#fetch(url, {
      signal,
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
    });
    const text = await readText(response, MAX_BODY);
    if (text === undefined) return { ok: false, failure: badResponse(url, 'the answer is too large') };
    const body = parse(text);
    if (!response.ok) return { ok: false, failure: this.#refusal(url, response, body) };
    if (body === undefined) return { ok: false, failure: badResponse(url, 'the answer is not JSON') };
    return unwrap(url, body);
  }

  #refusal(url: string, { status, statusText }: Response, body: unknown): Failure {
    if (status === 429) return rateLimited(this.#clock.now(), body);
    if (status === 401 || status === 403) return unauthorized(url);
    return badResponse(url, `status ${status}: ${reasonIn(body) ?? statusText}`);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A gateway answers `{status, message, data}` with HTTP 200 even for failures (protocol 2.5). */
function unwrap(url: string, body: unknown): Result<unknown> {
  const envelope = recordOf(body);
  if (typeof envelope?.status !== 'number' || envelope.data === undefined) return { ok: true, value: body };
  if (envelope.status < 400) return { ok: true, value: envelope.data };
  return { ok: false, failure: badResponse(url, `status ${envelope.status}: ${reasonIn(body) ?? 'no reason given'}`) };
}

/** Error bodies vary (protocol 2.5); what they say is shown, so it is kept short. */
function reasonIn(body: unknown): string | undefined {
  const record = recordOf(body);
  const reason = record?.error ?? record?.message;
  return typeof reason === 'string' && reason !== '' ? reason.slice(0, 200) : undefined;
}

function rateLimited(now: number, body: unknown): Failure {
  const asked = Number(recordOf(body)?.retryAfterSeconds ?? NaN);
  const seconds = asked > 0 ? Math.min(asked, LONGEST_RETRY_SECONDS) : DEFAULT_RETRY_SECONDS;
  const minutes = Math.ceil(seconds / 60);
  return {
    code: 'rate-limited',
    message: `The backend's hourly call limit is used up. It is asked again in ${minutes} min.`,
    remedy: 'Figures that come over sockets go on; close other pages that call this backend.',
    retryAt: now + seconds * 1_000,
  };
}

function unauthorized(url: string): Failure {
  return { code: 'unauthorized', message: 'The backend asks for a token, or refused the one it got.', url };
}

function unreachable(url: string): Failure {
  return {
    code: 'unreachable',
    message: `Nothing answers at ${url}.`,
    remedy: 'Check the address, that the backend runs, and that it allows this page (CORS).',
    url,
  };
}

function badResponse(url: string, reason: string): Failure {
  return { code: 'bad-response', message: `The backend's answer cannot be used: ${reason}.`, url };
}
