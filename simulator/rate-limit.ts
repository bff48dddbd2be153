/** The backend's call budget (protocol 2.4). */
import type { IncomingHttpHeaders } from 'node:http';

/** Calls in a window, over all of `/api/v11`. */
export const CALLS_PER_WINDOW = 100;

/** Length of a window in milliseconds; it begins with a client's first call. */
export const WINDOW_MS = 3_600_000;

/** Most clients that are remembered; a test server needs a bound. */
const MAX_CLIENTS = 10_000;

interface Bucket {
  readonly endsAt: number;
  calls: number;
}

/** One bucket per client. */
export class RateLimit {
  readonly #buckets = new Map<string, Bucket>();

  /**
   * Counts a call.
   *
   * @param now Epoch milliseconds.
   * @returns Seconds until the client may call again, or nothing if it may now.
   */
  count(client: string, now: number): number | undefined {
    const bucket = this.#bucketOf(client, now);
    bucket.calls += 1;
    return bucket.calls > CALLS_PER_WINDOW ? Math.ceil((bucket.endsAt - now) / 1_000) : undefined;
  }

  #bucketOf(client: string, now: number): Bucket {
    const known = this.#buckets.get(client);
    if (known !== undefined && now < known.endsAt) return known;
    if (this.#buckets.size >= MAX_CLIENTS) this.#buckets.clear();
    const fresh = { endsAt: now + WINDOW_MS, calls: 0 };
    this.#buckets.set(client, fresh);
    return fresh;
  }
}

/** Who calls, as the backend sees it: all direct clients share one bucket. */
export function clientOf(headers: IncomingHttpHeaders): string {
  const forwarded = first(headers['x-forwarded-for'])?.split(',')[0]?.trim();
  return forwarded || first(headers['x-real-ip'])?.trim() || 'unknown';
}

function first(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
