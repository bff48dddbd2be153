/** What `/ws/v11` remembers of its users: connections, subscriptions, and messages for those who are away. */
import type { SimulatedUser } from '../../accounts.js';
import type { Connection } from '../../connection.js';

/** Connections of one user at once. */
const MAX_CONNECTIONS = 5;

/** Subscriptions of one user; a channel with another filter is another one. */
const MAX_SUBSCRIPTIONS = 50;

/** Messages that wait for one user; the oldest go first. */
const MAX_QUEUED = 1_000;

interface Member {
  readonly connections: Set<Connection>;
  /** Filters by channel. Kept in a database there: they outlive the connection. */
  readonly subscriptions: Map<string, Set<string>>;
  queued: string[];
}

/** All users that have been here. */
export class V11Members {
  readonly #members = new Map<string, Member>();

  /** Lets a user in with one more connection, or not. Gives what waited for it. */
  join(user: SimulatedUser, connection: Connection): readonly string[] | undefined {
    const member = this.#memberOf(user);
    if (member.connections.size >= MAX_CONNECTIONS) return undefined;
    member.connections.add(connection);
    const { queued } = member;
    member.queued = [];
    return queued;
  }

  /** Forgets a connection. */
  leave(user: SimulatedUser, connection: Connection): void {
    this.#memberOf(user).connections.delete(connection);
  }

  /** Adds a subscription; false where there are too many. */
  subscribe(user: SimulatedUser, channel: string, filter: string): boolean {
    const { subscriptions } = this.#memberOf(user);
    const filters = subscriptions.get(channel) ?? new Set();
    const count = [...subscriptions.values()].reduce((sum, set) => sum + set.size, 0);
    if (!filters.has(filter) && count >= MAX_SUBSCRIPTIONS) return false;
    subscriptions.set(channel, filters.add(filter));
    return true;
  }

  /** Takes a channel away. */
  unsubscribe(user: SimulatedUser, channel: string): void {
    this.#memberOf(user).subscriptions.delete(channel);
  }

  /** Whether anybody wants a channel, here or away. */
  wants(channel: string): boolean {
    return [...this.#members.values()].some((member) => member.subscriptions.has(channel));
  }

  /** Tells everybody who subscribed; for those who are away it waits. */
  tell(channel: string, text: string): void {
    for (const member of this.#members.values()) {
      if (!member.subscriptions.has(channel)) continue;
      for (const connection of member.connections) connection.sendText(text);
      if (member.connections.size > 0) continue;
      member.queued.push(text);
      if (member.queued.length > MAX_QUEUED) member.queued.shift();
    }
  }

  #memberOf(user: SimulatedUser): Member {
    const known = this.#members.get(user.id);
    if (known !== undefined) return known;
    const member: Member = { connections: new Set(), subscriptions: new Map(), queued: [] };
    this.#members.set(user.id, member);
    return member;
  }
}
