/** What goes wrong with API keys, in words that contain neither a key nor the address that was asked for. */
import type { KeyName } from '../../domain/api-keys.js';
import { FailureError } from '../../domain/failure.js';
import { storageBlocked } from '../failures.js';

/** A key was asked for an address that it does not belong to; `asked` is nothing if that address cannot be used. */
export function otherOrigin(name: KeyName, origin: string, asked: string | undefined): FailureError {
  return new FailureError({
    code: 'origin-mismatch',
    origin,
    message: `The key “${name}” belongs to ${origin} and is not sent to ${asked ?? 'this address'}.`,
    remedy: 'If you trust the other address, save the key again for it.',
  });
}

/** A key was to be bound to something that is no origin. */
export function notAnOrigin(name: KeyName): FailureError {
  return new FailureError({
    code: 'invalid-url',
    // Not what was given: it may carry a password.
    url: '',
    message: `The origin of the key “${name}” must be an http or https address without a user name and a password.`,
  });
}

/** Keys cannot be kept or read. */
export function keysUnavailable(why: string): FailureError {
  return storageBlocked('API keys', why);
}
