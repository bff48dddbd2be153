/** One REST address. */
import type { IncomingHttpHeaders } from 'node:http';
import type { SimulatedUser } from '../accounts.js';

/** What the backend's routes are called with (protocol 2.2: no PATCH). */
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** What a route gets to know. */
export interface Request {
  readonly method: Method;
  /** Path without `/api/v11`. */
  readonly path: string;
  /** What stands at the stars of the route's path, decoded. */
  readonly params: readonly string[];
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The JSON object that was sent; nothing where it was none. */
  readonly body: Readonly<Record<string, unknown>> | undefined;
  /** Whom the token stands for, if there is a valid one. */
  readonly user: SimulatedUser | undefined;
}

/** What a route answers: as JSON, or text as HTML. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers calls to one path. */
export interface Route {
  /** Default GET. */
  readonly method?: Method;
  /** Path without `/api/v11`; a star stands for any one segment. */
  readonly path: string;
  answer(request: Request): Reply;
}

/** A plain answer. */
export function ok(body: unknown): Reply {
  return { status: 200, body };
}

/** A refusal in the shape that most of the backend's routes have (protocol 2.5). */
export function failed(status: number, error: string): Reply {
  return { status, body: { error } };
}

/** A route and what stands at its stars. */
export interface FoundRoute {
  readonly route: Route;
  readonly params: readonly string[];
}

/** The route for a call; `other-method` where only another method is answered. Paths without stars come first. */
export function findRoute(
  routes: readonly Route[],
  method: Method,
  path: string,
): FoundRoute | 'other-method' | undefined {
  const found = routes
    .map((route) => ({ route, params: paramsOf(route.path, path) }))
    .filter((match): match is FoundRoute => match.params !== undefined)
    .sort((one, other) => one.params.length - other.params.length);
  if (found.length === 0) return undefined;
  const fewest = found[0]?.params.length;
  return (
    found.find((match) => (match.route.method ?? 'GET') === method && match.params.length === fewest) ?? 'other-method'
  );
}

function paramsOf(pattern: string, path: string): readonly string[] | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const params: string[] = [];
  for (const [index, segment] of wanted.entries()) {
    const found = given[index] ?? '';
    if (segment === '*' && found !== '') params.push(decoded(found));
    else if (segment !== found) return undefined;
  }
  return params;
}

/** A segment that is not well escaped is taken as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
