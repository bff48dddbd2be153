/** Cross-origin rules (protocol 2.2). */
import type { IncomingHttpHeaders } from 'node:http';

/**
 * The backend names its origins one by one (localhost on 3000 and 5173 among them) and answers any other with 403.
 * Here every loopback origin is allowed, on any port, because development servers take the port that is free; the
 * production hosts of that list are left out. Everything else is as there, `null` (a page from a file) included: refused.
 */
export function isAllowedOrigin(origin: string): boolean {
  return /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i.test(origin);
}

/** Whether a request asks for permission instead of data. */
export function isPreflight(method: string | undefined, headers: IncomingHttpHeaders): boolean {
  return method === 'OPTIONS' && headers.origin !== undefined && headers['access-control-request-method'] !== undefined;
}

/** Headers for every answer to an allowed origin. */
export function corsHeaders(origin: string): Record<string, string> {
  return {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Expose-Headers': 'Location, Content-Disposition',
    Vary: 'Origin',
  };
}

/** Headers for the answer to a preflight; a request with another header fails in the browser, PATCH as well. */
export function preflightHeaders(): Record<string, string> {
  return {
    'Access-Control-Allow-Methods': 'GET, POST, PUT, DELETE, OPTIONS',
    'Access-Control-Allow-Headers': 'Content-Type, Authorization, X-Requested-With, Accept, Origin',
    'Access-Control-Max-Age': '86400',
  };
}
