/** The token of a backend that wants one: asked for when it is needed, never kept in a property that could be shown. */
import type { Clock } from '../domain/clock.js';
import { parseUrl } from '../domain/url.js';

/** How a host page lets a stream authenticate. */
export interface TokenOptions {
  /**
   * Gives the token, or nothing while there is none. Asked anew for every connection and call, and when the backend no
   * longer takes the last one, so it is the place to refresh it. What it throws counts as "not now". It is told the
   * origin that the token will be sent to, such as `https://host:9003`.
   */
  readonly token?: ((origin: string) => string | undefined | Promise<string | undefined>) | undefined;
  /** The only origin that the token is sent to, such as `wss://host:9003`; default: the one of `wsUrl`. */
  readonly tokenOrigin?: string | undefined;
  /**
   * Whether the token may stand in the address of a socket that knows no other way (`/ws/transactions`, protocol 1.8).
   * Such addresses end up in logs of servers and proxies; default false, and then that socket is not used.
   */
  readonly tokenInUrl?: boolean | undefined;
}

/** What came of asking for a token. `none`: the host has none; `failed`: it could not be had, and may be later. */
export type TokenAnswer = { readonly token: string } | 'none' | 'failed';

/** A host page that does not answer is not waited for any longer, in milliseconds; it may be asking a person. */
const PATIENCE_MS = 20_000;

/** Longer texts are no tokens. */
const LONGEST_TOKEN = 8_192;

/** How many tokens are recognised in texts. */
const REMEMBERED = 4;

/** Shown instead of it. */
const REDACTED = '[REDACTED]';

/** A token and the one origin it belongs to (reliability 3.9, I8). */
export class AccessToken {
  readonly #ask: TokenOptions['token'];
  readonly #origin: string | undefined;
  readonly #allowsUrl: boolean;
  readonly #clock: Clock;
  /** The tokens that were given out last, to take them out of what a server says. */
  readonly #given: string[] = [];

  /** @param wsUrl the address whose origin the token belongs to unless `tokenOrigin` says otherwise */
  constructor({ token, tokenOrigin, tokenInUrl = false }: TokenOptions, wsUrl: string, clock: Clock) {
    this.#clock = clock;
    this.#ask = token;
    this.#origin = webOriginOf(tokenOrigin ?? wsUrl);
    this.#allowsUrl = tokenInUrl;
  }

  /** Whether the host gives tokens at all. */
  get isOffered(): boolean {
    return this.#ask !== undefined;
  }

  /** Whether the token may stand in the address of a socket that knows no other way. */
  get mayStandInUrl(): boolean {
    return this.#allowsUrl;
  }

  /** The origin it belongs to, as people write it; empty if that is no address. */
  get origin(): string {
    return this.#origin ?? '';
  }

  /** Whether the token may be sent to an address. `ws:` and `http:` are one, and so are `wss:` and `https:`. */
  fits(url: string): boolean {
    return this.isOffered && this.#origin !== undefined && webOriginOf(url) === this.#origin;
  }

  /** The token for an address; `none` where it does not belong. Never rejects, and answers within 20 s. */
  async for(url: string): Promise<TokenAnswer> {
    if (!this.fits(url)) return 'none';
    return new Promise((resolve) => {
      const stop = this.#clock.after(PATIENCE_MS, () => resolve('failed'));
      void this.#answer(this.origin).then((answer) => (stop(), resolve(answer)));
    });
  }

  async #answer(origin: string): Promise<TokenAnswer> {
    try {
      const token: unknown = await this.#ask?.(origin);
      return isToken(token) ? { token: this.#note(token) } : 'none';
    } catch {
      return 'failed';
    }
  }

  /** A text in which no token stands any more; for what a server said, which may quote what it was sent. */
  hide(text: string): string {
    return this.#given.reduce(
      (shown, token) => shown.replaceAll(token, REDACTED).replaceAll(encodeURIComponent(token), REDACTED),
      text,
    );
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }

  #note(token: string): string {
    if (!this.#given.includes(token)) this.#given.unshift(token);
    this.#given.length = Math.min(this.#given.length, REMEMBERED);
    return token;
  }
}

/** Whether a value can stand in a header: printable, without spaces, so that nothing can be smuggled in with it. */
function isToken(value: unknown): value is string {
  return typeof value === 'string' && value.length <= LONGEST_TOKEN && /^[\x21-\x7e]+$/.test(value);
}

/** The http or https origin behind an address; nothing for one that cannot be used. */
function webOriginOf(address: string): string | undefined {
  const url = parseUrl(address.replace(/^ws/i, 'http'));
  return url?.protocol === 'http:' || url?.protocol === 'https:' ? url.origin : undefined;
}
