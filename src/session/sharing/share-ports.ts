/** What sharing needs of the platform, as interfaces only. */

/** Where tabs of one origin hear each other. */
export interface ShareChannel {
  /** Tells all others. Never throws: a page that goes away may not be able to. */
  post(message: unknown): void;
  close(): void;
}

/** The right to lead, which the browser gives to one tab at a time and takes back when it dies. */
export interface ShareLock {
  /** Queues for it, unless this tab has it or queues already. */
  wait(): void;
  /** Takes it from whoever has it. */
  steal(): void;
  /** Lets it go, or leaves the queue. */
  release(): void;
}

/** What a {@link ShareLock} tells. Nothing is told of what was let go. */
export interface ShareLockEvents {
  readonly granted: () => void;
  /** Another tab took it. */
  readonly lost: () => void;
  /** There are locks, but none for this page. */
  readonly refused: () => void;
}

/** The platform. */
export interface SharePorts {
  /** An id that no other tab has. */
  readonly newId: () => string;
  /** Opens a channel; nothing where there is none. */
  readonly openChannel: (name: string, hear: (data: unknown) => void) => ShareChannel | undefined;
  /** Makes a lock; missing where there are none, as on plain http (reliability, finding 8). */
  readonly openLock?: ((name: string, events: ShareLockEvents) => ShareLock) | undefined;
}
