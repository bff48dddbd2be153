/** The control over HTTP, for tests in a browser. */
import type { IncomingMessage } from 'node:http';
import type { Body } from '../http-body.js';
import { failed, ok, type Reply } from '../rest/route.js';
import type { Control } from './control.js';
import { readCommand } from './read-command.js';

/** Where commands are posted to. */
export const CONTROL_PATH = '/__control';

/**
 * Takes `POST /__control` with one command as JSON and answers with its report, or 400 `{error}`. Only for this machine:
 * the caller's address and the `Host` header must be loopback (a page whose name points here is not), and the type must
 * be `application/json`, which a page of another origin cannot send without being asked (see `cors.ts`).
 */
export class ControlFront {
  readonly #control: Control;

  constructor(control: Control) {
    this.#control = control;
  }

  /** Whether a path is the control's. */
  answers(path: string): boolean {
    return path === CONTROL_PATH;
  }

  /** Carries out the command in a request. */
  reply(message: IncomingMessage, body: Body): Reply {
    if (!isLoopback(message.socket.remoteAddress) || !isLoopback(hostOf(message.headers.host)))
      return failed(403, 'The control answers this machine only.');
    if (message.method !== 'POST') return failed(405, 'Commands are posted.');
    if (!/^application\/json\b/i.test(message.headers['content-type'] ?? ''))
      return failed(415, 'Commands are application/json.');
    const command = readCommand(body === 'too-long' ? undefined : body);
    return 'error' in command ? { status: 400, body: command } : ok(this.#control.run(command));
  }
}

function hostOf(header: string | undefined): string | undefined {
  return header?.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
}

function isLoopback(address: string | undefined): boolean {
  return address !== undefined && /^(localhost|127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3})$/i.test(address);
}
