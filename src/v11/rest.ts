/** REST calls (protocol 2): time-limited, size-limited, without credentials, and with failures as values. */
import type { Clock, Random } from '../domain/clock.js';
import type { Failure } from '../domain/failure.js';
import type { AccessToken } from './access-token.js';
import { recordOf } from './decode/readers.js';
import { readText } from './response-text.js';
import { badResponse, busy, rateLimited, reasonIn, unauthorized, unreachable } from './rest-failures.js';
import type { Result } from './result.js';

/** Most characters of an answer that are taken. */
const MAX_BODY = 4_000_000;

/** A call that failed for a moment is repeated after at least this, and at most twice this, in milliseconds. */
const RETRY_MS = 500;

/** What a gateway answers while its backend restarts. */
const PASSING: ReadonlySet<number> = new Set([502, 504]);

/** The part of `fetch` that is used. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Calls the platform's `fetch`. */
export const platformFetch: Fetch = (url, init) => fetch(url, init);

/** What a {@link RestClient} needs. */
export interface RestClientOptions {
  /** Base without a trailing slash, such as `http://localhost:9003/api/v11`; see `resolveEndpoints`. */
  readonly base: string;
  readonly clock: Clock;
  readonly fetch?: Fetch | undefined;
  /** Time for a whole answer in milliseconds; default 30,000, as the schema design has it (section 3). */
  readonly timeoutMs?: number;
  /** Sent as `Authorization: Bearer` where it belongs to this address and the host gives one; nothing else is sent. */
  readonly token?: AccessToken | undefined;
  /**
   * Asked before a call that failed for a moment is repeated once; default: it is not repeated. Repeating is harmless,
   * because only `GET` is called here, but it costs another call.
   */
  readonly mayRetry?: (() => Promise<boolean>) | undefined;
  /** Default: `Math.random`. */
  readonly random?: Random | undefined;
}

/** What came of one call: an answer, and whether the same call may well succeed soon. */
interface Attempt {
  readonly result: Result<unknown>;
  readonly isPassing: boolean;
}

/**
 * Reads from the backend's REST API. Sends no header of its own but the token, because each one turns a call that
 * works into a refused preflight (protocol 2.2), follows no redirect, and never rejects.
 */
export class RestClient {
  readonly #options: RestClientOptions;
  readonly #fetch: Fetch;

  constructor(options: RestClientOptions) {
    this.#options = options;
    this.#fetch = options.fetch ?? platformFetch;
  }

  /**
   * The body of `GET base + path`, parsed, and taken out of a gateway's envelope (protocol 2.5).
   * Fails with `unreachable`, `rate-limited`, `unauthorized` or `bad-response`.
   *
   * @param path route with its query, such as `/nodes?page=0`
   * @param signal ends the call early
   */
  async get(path: string, signal?: AbortSignal): Promise<Result<unknown>> {
    const url = this.#options.base + path;
    const first = await this.#attempt(url, signal);
    if (!first.isPassing || !(await this.#mayRetry(signal))) return first.result;
    return (await this.#attempt(url, signal)).result;
  }

  async #mayRetry(signal: AbortSignal | undefined): Promise<boolean> {
    const { mayRetry, clock, random = Math.random } = this.#options;
    if (mayRetry === undefined) return false;
    const delayMs = RETRY_MS * (1 + random());
    await new Promise<void>((resolve) => {
      const stop = clock.after(delayMs, resolve);
      signal?.addEventListener('abort', () => (stop(), resolve()), { once: true });
    });
    return !(signal?.aborted ?? false) && (await mayRetry());
  }

  async #attempt(url: string, signal: AbortSignal | undefined): Promise<Attempt> {
    const end = new AbortController();
    let isLate = false;
    const stopTimer = this.#options.clock.after(this.#options.timeoutMs ?? 30_000, () => {
      isLate = true;
      end.abort();
    });
    const abort = (): void => {
      stopTimer();
      end.abort();
    };
    signal?.addEventListener('abort', abort);
    if (signal?.aborted === true) abort();
    try {
      return await this.#call(url, end.signal);
    } catch {
      const isPassing = !isLate && signal?.aborted !== true;
      return { result: { ok: false, failure: unreachable(url) }, isPassing };
    } finally {
      signal?.removeEventListener('abort', abort);
      // An answer that was not read to its end would keep its connection.
      abort();
    }
  }

  async #call(url: string, signal: AbortSignal): Promise<Attempt> {
    const headers = await this.#headers(url, signal);
    const response = await this.#fetch(url, {
      signal,
      ...headers,
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
    });
    const text = await readText(response, MAX_BODY);
    const isPassing = PASSING.has(response.status);
    if (text === undefined)
      return { result: { ok: false, failure: badResponse(url, 'the answer is too large') }, isPassing };
    return { result: this.#judge(url, response, parse(text)), isPassing };
  }

  /** The token is asked for within the time of the call. A host that cannot give one is called without. */
  async #headers(url: string, signal: AbortSignal): Promise<RequestInit> {
    const { token } = this.#options;
    if (token === undefined || !token.fits(url)) return {};
    const answer = await Promise.race([token.for(url), aborted(signal)]);
    return typeof answer === 'string' ? {} : { headers: { Authorization: `Bearer ${answer.token}` } };
  }

  #judge(url: string, response: Response, body: unknown): Result<unknown> {
    if (!response.ok) return { ok: false, failure: this.#refusal(url, response, body) };
    if (body === undefined) return { ok: false, failure: badResponse(url, 'the answer is not JSON') };
    return this.#unwrap(url, body);
  }

  /** A gateway answers `{status, message, data}` with HTTP 200 even for failures (protocol 2.5). */
  #unwrap(url: string, body: unknown): Result<unknown> {
    const envelope = recordOf(body);
    if (typeof envelope?.status !== 'number' || envelope.data === undefined) return { ok: true, value: body };
    if (envelope.status < 400) return { ok: true, value: envelope.data };
    return { ok: false, failure: this.#failed(url, envelope.status, reasonIn(body) ?? 'no reason given') };
  }

  #refusal(url: string, { status, statusText, headers }: Response, body: unknown): Failure {
    const now = this.#options.clock.now();
    if (status === 429) return rateLimited(now, body);
    if (status === 401 || status === 403) return unauthorized(url);
    const wait = status === 503 ? busy(now, headers.get('retry-after'), body) : undefined;
    return wait ?? this.#failed(url, status, reasonIn(body) ?? statusText);
  }

  #failed(url: string, status: number, reason: string): Failure {
    return badResponse(url, `status ${status}: ${this.#options.token?.hide(reason) ?? reason}`);
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(new Error('The call was given up.'));
    signal.addEventListener('abort', () => reject(new Error('The call was given up.')), { once: true });
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
