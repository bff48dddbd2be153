/** Random texts that the backend makes up: hashes, addresses, ids. */
import type { Random } from '../src/domain/clock.js';
import { integerBetween } from '../src/v11/simulator/random.js';

/** So many hexadecimal digits. */
export function hex(random: Random, digits: number): string {
  return Array.from({ length: digits }, () => integerBetween(random, 0, 15).toString(16)).join('');
}

/** So many characters of base 36. */
export function base36(random: Random, length: number): string {
  return Array.from({ length }, () => integerBetween(random, 0, 35).toString(36)).join('');
}

/** A UUID of version 4. */
export function uuid(random: Random): string {
  const variant = '89ab'[integerBetween(random, 0, 3)] ?? '8';
  return `${hex(random, 8)}-${hex(random, 4)}-4${hex(random, 3)}-${variant}${hex(random, 3)}-${hex(random, 12)}`;
}
