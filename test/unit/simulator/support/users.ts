import { randomUUID } from 'node:crypto';
import type { Role, SimulatedUser } from '../../../../simulator/accounts.js';

/** A user with a token that nobody else has. */
export function userWithToken(role: Role = 'USER'): { user: SimulatedUser; token: string } {
  const token = randomUUID();
  return { user: { id: randomUUID(), role, tokens: [token] }, token };
}
