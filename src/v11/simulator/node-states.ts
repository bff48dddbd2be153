/** The words a demo node's state can have. */

/**
 * States as the old demo's nodes report them (protocol 3.4), by type, plus two that every type shares: `ERROR` for a
 * node that crashed (the backend's own word, protocol 3.2) and `STOPPED` for one that its configuration disables.
 */
export const NODE_STATES = [
  'STOPPED',
  'ERROR',
  'IDLE',
  'CONNECTED',
  'ROUTING',
  'OVERLOAD',
  'FOLLOWER',
  'CANDIDATE',
  'LEADER',
  'PROCESSING',
  'CONNECTING',
  'ACTIVE',
  'STREAMING',
  'DISCONNECTED',
] as const;

/** What a demo node is doing. */
export type NodeState = (typeof NODE_STATES)[number];

/** Numbers of the states, as kept in the state column. */
export const STATE_CODE: Readonly<Record<NodeState, number>> = Object.freeze(
  Object.fromEntries(NODE_STATES.map((state, code) => [state, code])) as Record<NodeState, number>,
);

/** The word for a code. */
export function stateName(code: number): NodeState {
  return NODE_STATES[code] ?? 'STOPPED';
}
