import { fingerprintOf } from '../journal/fingerprint.js';

/** Tells networks apart, by their addresses, which it does not give away. */
export function networkKey(...addresses: readonly string[]): string {
  return fingerprintOf(addresses);
}
