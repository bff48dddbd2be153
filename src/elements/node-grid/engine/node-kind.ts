/**
 * What a node's state means to someone who watches it, in order of attention: trouble first. The backend's words are
 * many (protocol 1.5, 3.2 and 3.4), these are few.
 *
 * - `failing`: it reports an error. `offline`: it was stopped, or is not connected.
 * - `busy`: it works at its limit, or is on its way to work. `idle`: it has nothing to do, or waits.
 * - `leader`: it leads the consensus. `active`: it works.
 * - `other`: no message told its state, or in a word that is not known here.
 */
export const NODE_KINDS = ['failing', 'offline', 'busy', 'leader', 'active', 'idle', 'other'] as const;
/** What a state amounts to for a person. */
export type NodeKind = (typeof NODE_KINDS)[number];

/** Places of the kinds in the order of attention; a state that nobody knows has none. */
export const KIND_RANKS = NODE_KINDS.map((kind, rank) => (kind === 'other' ? NaN : rank));

/** Kinds with a count of their own above the rows. Leaders count as active. */
export const COUNTED_KINDS = ['active', 'busy', 'idle', 'failing', 'offline'] as const;
/** A kind that is counted above the rows. */
export type CountedKind = (typeof COUNTED_KINDS)[number];

const WORDS: Readonly<Record<Exclude<NodeKind, 'other'>, string>> = {
  failing: 'ERROR FAILED FAILING FAULT FAULTY CRITICAL UNHEALTHY CRASHED DOWN',
  offline: 'OFFLINE STOPPED DISCONNECTED CLOSED INACTIVE DISABLED UNREACHABLE TERMINATED',
  busy: 'BUSY OVERLOAD OVERLOADED DEGRADED WARNING CANDIDATE CONNECTING RECONNECTING INITIALIZING STARTING SYNCING ELECTING',
  leader: 'LEADER',
  active:
    'ACTIVE RUNNING ONLINE UP HEALTHY FOLLOWER VALIDATOR VALIDATING CONNECTED ROUTING PROCESSING STREAMING SYNCED ' +
    'PROPOSING VOTING COMMITTING COMMITTED',
  idle: 'IDLE PAUSED SUSPENDED STANDBY WAITING CREATED READY',
};

const KIND_OF_WORD = new Map(
  NODE_KINDS.flatMap((kind) => (kind === 'other' ? [] : WORDS[kind].split(' ').map((word) => [word, kind] as const))),
);

/** The kind of a state in the backend's own word, whatever its case. */
export function kindOf(word: string): NodeKind {
  return KIND_OF_WORD.get(word) ?? KIND_OF_WORD.get(word.trim().toUpperCase()) ?? 'other';
}

/** The kind of a node that is said to lead by a message about the whole network: trouble of its own matters more. */
export function kindOfLeader(own: NodeKind): NodeKind {
  return own === 'active' || own === 'idle' || own === 'other' ? 'leader' : own;
}
