/** One REST address. */

/** What a route gets to know. */
export interface Request {
  /** Path without `/api/v11`. */
  readonly path: string;
  readonly query: URLSearchParams;
}

/** What a route answers, as JSON. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/** Answers GET requests to one path, or to everything below it. */
export interface Route {
  /** Path without `/api/v11`; with `/*` at the end for everything one level below. */
  readonly path: string;
  answer(request: Request): Reply;
}

/** A plain answer. */
export function ok(body: unknown): Reply {
  return { status: 200, body };
}

/** The route for a path, if there is one. */
export function findRoute(routes: readonly Route[], path: string): Route | undefined {
  return routes.find((route) => route.path === path) ?? routes.find((route) => isBelow(route.path, path));
}

function isBelow(pattern: string, path: string): boolean {
  if (!pattern.endsWith('/*')) return false;
  const parent = pattern.slice(0, -1);
  return path.startsWith(parent) && path.length > parent.length && !path.slice(parent.length).includes('/');
}
