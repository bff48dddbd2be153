/** What goes wrong with REST calls, as values with words for people. */
import type { Failure } from '../domain/failure.js';
import { recordOf } from './decode/readers.js';

/** How long to wait after a 429 that does not say, in seconds; the backend's window is an hour (protocol 2.4). */
const DEFAULT_RETRY_SECONDS = 900;
const LONGEST_RETRY_SECONDS = 3_600;

/** The backend's call limit is used up; `retryAfterSeconds` stands in the body, because there is no header (protocol 2.4). */
export function rateLimited(now: number, body: unknown): Failure {
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

/** The backend has too much to do and says until when (reliability R7); nothing if it does not say. */
export function busy(now: number, header: string | null, body: unknown): Failure | undefined {
  const seconds = Number(recordOf(body)?.retryAfterSeconds ?? NaN) || secondsIn(header, now);
  if (!(seconds > 0)) return undefined;
  const waitSeconds = Math.ceil(Math.min(seconds, LONGEST_RETRY_SECONDS));
  return {
    code: 'rate-limited',
    message: `The backend is busy, and wants to be asked again in ${waitSeconds} s.`,
    retryAt: now + waitSeconds * 1_000,
  };
}

/** A `Retry-After` header: seconds, or a date. */
function secondsIn(header: string | null, now: number): number {
  if (header === null) return NaN;
  return /^\d+$/.test(header.trim()) ? Number(header) : (Date.parse(header) - now) / 1_000;
}

/** A token is wanted, or was not taken. */
export function unauthorized(url: string): Failure {
  return { code: 'unauthorized', message: 'The backend asks for a token, or refused the one it got.', url };
}

/** No answer came. */
export function unreachable(url: string): Failure {
  return {
    code: 'unreachable',
    message: `Nothing answers at ${url}.`,
    remedy: 'Check the address, that the backend runs, and that it allows this page (CORS).',
    url,
  };
}

/** The answer is not what was asked for. */
export function badResponse(url: string, reason: string): Failure {
  return { code: 'bad-response', message: `The backend's answer cannot be used: ${reason}.`, url };
}

/** Error bodies vary (protocol 2.5); what they say is shown, so it is kept short. */
export function reasonIn(body: unknown): string | undefined {
  const record = recordOf(body);
  const reason = record?.error ?? record?.message;
  return typeof reason === 'string' && reason !== '' ? reason.slice(0, 200) : undefined;
}
