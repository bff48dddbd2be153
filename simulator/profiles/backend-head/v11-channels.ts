/** Channels of `/ws/v11`, and who may hear them (protocol 1.7). */
import type { Role } from '../../accounts.js';

const EVERYBODY: readonly Role[] = ['USER', 'VALIDATOR', 'DEVELOPER', 'ADMIN'];

const ALLOWED: Readonly<Record<string, readonly Role[]>> = {
  transactions: EVERYBODY,
  blocks: EVERYBODY,
  bridge: EVERYBODY,
  analytics: EVERYBODY,
  consensus: ['ADMIN'],
  admin: ['ADMIN'],
  network: ['VALIDATOR', 'ADMIN'],
  validators: ['VALIDATOR', 'ADMIN'],
  metrics: ['DEVELOPER', 'ADMIN'],
  debug: ['DEVELOPER', 'ADMIN'],
};

/** Whether a role may subscribe to a channel; nobody may to one that does not exist. */
export function mayHear(role: Role, channel: string): boolean {
  return Object.hasOwn(ALLOWED, channel) && ALLOWED[channel]?.includes(role) === true;
}
