/** Signing in (protocol 2.3). */
import { uuid } from '../texts.js';
import type { Simulation } from '../profiles/profile.js';
import { failed, ok, type Reply, type Request, type Route } from './route.js';

const COOKIE = 'session_id';
const EIGHT_HOURS_S = 28_800;

/**
 * A sign-in gives a cookie that only `verify` and `logout` look at, and no token. `/users/authenticate` gives a token and
 * asks for one itself. The only users are those that the server was told of.
 */
export function loginRoutes(simulation: Simulation): Route[] {
  const { accounts } = simulation;
  return [
    { method: 'POST', path: '/login/authenticate', answer: (request) => authenticate(simulation, request) },
    {
      path: '/login/verify',
      answer: (request) => {
        const user = accounts.bySession(cookieOf(request));
        return user === undefined
          ? failed(401, 'No valid session')
          : ok({ username: user.name ?? user.id, success: true });
      },
    },
    {
      method: 'POST',
      path: '/login/logout',
      answer: (request) => {
        accounts.signOut(cookieOf(request));
        return {
          ...ok({ success: true, message: 'Logged out' }),
          headers: { 'Set-Cookie': `${COOKIE}=; Max-Age=0; Path=/` },
        };
      },
    },
    { method: 'POST', path: '/users/authenticate', answer: ({ user }) => userReply(user) },
  ];
}

function authenticate({ accounts, random }: Simulation, { body }: Request): Reply {
  const { username, password } = body ?? {};
  if (typeof username !== 'string' || typeof password !== 'string' || username === '' || password === '')
    return failed(400, 'Username and password are required');
  const sessionId = uuid(random);
  if (accounts.signIn(username, password, sessionId) === undefined) return failed(401, 'Invalid credentials');
  const cookie = `${COOKIE}=${sessionId}; Max-Age=${EIGHT_HOURS_S}; Path=/; HttpOnly`;
  return {
    ...ok({ sessionId, username, success: true, message: 'Login successful' }),
    headers: { 'Set-Cookie': cookie },
  };
}

function userReply(user: Request['user']): Reply {
  if (user === undefined) return failed(401, 'Invalid credentials');
  const username = user.name ?? user.id;
  return ok({
    user: { id: user.id, username, email: `${username}@example.test`, roleName: user.role },
    token: user.tokens?.[0] ?? '',
  });
}

function cookieOf({ headers }: Request): string | undefined {
  return /(?:^|;\s*)session_id=([^;]+)/.exec(headers.cookie ?? '')?.[1];
}
