/** Who may use the backend's protected sockets and routes. The server knows nobody but those it is told of. */

/** The backend's roles (protocol 1.7). */
export const ROLES = ['USER', 'VALIDATOR', 'DEVELOPER', 'ADMIN'] as const;

/** What a user may do. */
export type Role = (typeof ROLES)[number];

/** One user. Tokens and password are whatever a test makes up. */
export interface SimulatedUser {
  readonly id: string;
  readonly name?: string;
  readonly role: Role;
  /** Opaque texts that stand for this user. Default: none, as in the backend, where no usable one can be had. */
  readonly tokens?: readonly string[];
  /** For `/login/authenticate`. Default: nobody can sign in as this user. */
  readonly password?: string;
}

/** The users, and which of their tokens still hold. */
export class Accounts {
  readonly #byToken = new Map<string, SimulatedUser>();
  readonly #users: readonly SimulatedUser[];
  /** Cookies that a sign-in gave out, with who they stand for. */
  readonly #sessions = new Map<string, SimulatedUser>();

  constructor(users: readonly SimulatedUser[]) {
    this.#users = users;
    for (const user of users) for (const token of user.tokens ?? []) this.#byToken.set(token, user);
  }

  /** Who a token stands for. */
  byToken(token: string | undefined): SimulatedUser | undefined {
    return token === undefined ? undefined : this.#byToken.get(token);
  }

  /** Who an `Authorization` header stands for. */
  byHeader(header: string | undefined): SimulatedUser | undefined {
    return this.byToken(bearerOf(header));
  }

  /** Takes a token's value away. Open connections stay as they are. Tells whether it had any. */
  revoke(token: string): boolean {
    return this.#byToken.delete(token);
  }

  /** Signs in. */
  signIn(name: string, password: string, sessionId: string): SimulatedUser | undefined {
    const user = this.#users.find(
      (candidate) => (candidate.name ?? candidate.id) === name && candidate.password === password,
    );
    if (user !== undefined) this.#sessions.set(sessionId, user);
    return user;
  }

  /** Who a session's cookie stands for. */
  bySession(sessionId: string | undefined): SimulatedUser | undefined {
    return sessionId === undefined ? undefined : this.#sessions.get(sessionId);
  }

  /** Signs out. */
  signOut(sessionId: string | undefined): void {
    if (sessionId !== undefined) this.#sessions.delete(sessionId);
  }
}

/** The token in an `Authorization: Bearer` header. */
export function bearerOf(header: string | undefined): string | undefined {
  return /^Bearer\s+(\S+)$/i.exec(header ?? '')?.[1];
}
