/** Which calls need a token (protocol 2.3). */

/** Open only as they stand. */
const OPEN_EXACTLY = ['/health', '/info', '/stats', '/login/authenticate', '/login/verify', '/login/logout'];

/** Open with everything below them. */
const OPEN_TREES = [
  '/demo',
  '/analytics',
  '/nodes',
  '/consensus',
  '/blockchain',
  '/network',
  '/blocks',
  '/transactions',
  '/validators',
  '/performance',
  '/live',
  '/tokens',
  '/rwa',
  '/staking',
  '/contracts',
  '/governance',
];

/** Whether the backend answers a path (without `/api/v11`) to anybody. For all others no usable token can be had. */
export function isOpen(path: string): boolean {
  return OPEN_EXACTLY.includes(path) || OPEN_TREES.some((tree) => path === tree || path.startsWith(`${tree}/`));
}
