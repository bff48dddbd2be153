/** Channels of family A (protocol 1.2). */
const CHANNELS = ['node-updates', 'system-metrics', 'consensus-state'] as const;

/** What can be subscribed to. */
export type Channel = (typeof CHANNELS)[number];

/** What one client of `/ws` wants to hear. */
export class Subscriptions {
  readonly #channels = new Set<Channel>();
  readonly #nodeIds = new Set<string>();

  /** Whether it hears a channel in full. */
  has(channel: Channel): boolean {
    return this.#channels.has(channel);
  }

  /** Single nodes that it hears; none of them matter to a client that hears all. */
  get nodeIds(): Iterable<string> {
    return this.has('node-updates') ? [] : this.#nodeIds;
  }

  /** Adds a channel, or a single node of `node-updates`. Unknown channels are ignored; nothing is acknowledged. */
  subscribe(channel: unknown, nodeId: unknown): void {
    if (!isChannel(channel)) return;
    if (channel === 'node-updates' && typeof nodeId === 'string') this.#nodeIds.add(nodeId);
    else this.#channels.add(channel);
  }

  /** Takes a channel away, or a single node; `node-updates` without a node takes all nodes away. */
  unsubscribe(channel: unknown, nodeId: unknown): void {
    if (!isChannel(channel)) return;
    if (channel === 'node-updates' && typeof nodeId === 'string') {
      this.#nodeIds.delete(nodeId);
      return;
    }
    this.#channels.delete(channel);
    if (channel === 'node-updates') this.#nodeIds.clear();
  }
}

function isChannel(value: unknown): value is Channel {
  return CHANNELS.some((channel) => channel === value);
}
