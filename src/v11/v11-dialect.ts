import type { Failure } from '../domain/failure.js';
import { readV11Control } from './decode/v11-control.js';
import type { Dialect, DialectPort } from './dialect.js';
import type { Opening } from './liveness.js';

/** A channel of `/ws/v11` and how it is asked for; asked for anew on every connection (protocol 1.7). */
export interface ChannelRecipe {
  readonly channel: string;
  /** Echoed by the present backend, and not applied. */
  readonly filter?: string;
  readonly priority?: number;
}

/** The only channel that has anything to say in the present backend, and that every user may have (protocol 1.7). */
export const DEFAULT_CHANNELS: readonly ChannelRecipe[] = [{ channel: 'analytics' }];

/** Words of errors that mean the token, and words that mean the role of its owner. */
const ABOUT_TOKEN = /authenticat|expired|token/i;
const ABOUT_ROLE = /authori[sz]|permission|forbidden|denied|access/i;

/** A refusal that passes: too many connections of the same user (protocol 1.7). */
const ABOUT_CROWD = /connection/i;

/** `/ws/v11`: the token in the first message, then subscriptions; the client answers pings (protocol 1.7). */
export class V11Dialect implements Dialect {
  /** Its own pings are not answered to by the backend's timer, but they show that the line is up. */
  readonly opening: Opening = { heartbeat: 'ping', authenticates: true };
  readonly #token: string;
  #isAuthenticated = false;

  constructor(
    private readonly port: DialectPort,
    token: string,
    private readonly channels: readonly ChannelRecipe[],
  ) {
    this.#token = token;
  }

  opened(): void {
    this.#send({ type: 'auth', token: this.#token });
  }

  message(data: unknown): void {
    const control = readV11Control(data);
    switch (control?.type) {
      case undefined:
      case 'message':
        // Queued messages are delivered before the token is taken, and count.
        return this.port.frame(data);
      case 'authenticated':
        return this.#subscribe();
      case 'refused':
        return this.port.end(ABOUT_CROWD.test(control.message) ? 1013 : 'denied');
      case 'ping':
        return this.#send({ type: 'pong' });
      case 'error':
        return this.#wrong(control.message);
      case 'auth-required':
      case 'subscribed':
      case 'unsubscribed':
      case 'pong':
    }
  }

  ping(): void {
    if (this.#isAuthenticated) this.#send({ type: 'ping' });
  }

  close(): void {
    // Nothing is left running.
  }

  #subscribe(): void {
    if (this.#isAuthenticated) return;
    this.#isAuthenticated = true;
    this.port.authenticated();
    for (const recipe of this.channels) this.#send({ type: 'subscribe', ...recipe });
  }

  #wrong(message: string): void {
    if (this.#isAuthenticated && !ABOUT_ROLE.test(message) && ABOUT_TOKEN.test(message)) this.port.tokenExpired();
    else this.port.refused(refusal(message));
  }

  #send(message: object): void {
    this.port.send(JSON.stringify(message));
  }
}

function refusal(message: string): Failure {
  const said = message === '' ? '' : ` It says: “${message}”`;
  if (!ABOUT_ROLE.test(message))
    return { code: 'bad-response', message: `The backend refused a request on /ws/v11.${said}`, url: '/ws/v11' };
  return {
    code: 'unauthorized',
    message: `The backend does not allow this user a channel of /ws/v11.${said}`,
    remedy: 'Ask for the role that this channel needs, or leave the channel out.',
    url: '/ws/v11',
  };
}
