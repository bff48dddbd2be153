/** What a page of the stream's fault tests notes about itself. */

/** An element of a network shows another state. */
export interface Change {
  /** Id of the network's provider. */
  readonly id: string;
  readonly state: string;
  readonly badge: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** What is noted from the first script on. */
export interface Watch {
  /** Errors that nobody caught. */
  readonly problems: string[];
  /** What happened to the page: `freeze`, `resume`, `hidden`, `visible`, `restored` from the back-forward cache. */
  readonly events: string[];
  readonly changes: Change[];
  /** Every WebSocket of the page; those of a Worker are not among them. */
  readonly sockets: WebSocket[];
  /** How late a timer of 10 ms came, each time, in milliseconds. */
  lags: number[];
  shown(id: string): { readonly state: string; readonly badge: string };
}

declare global {
  /** What the page noted about itself. */
  var watch: Watch;
}

/** Runs in the page before its scripts. Nothing from outside can be used in it. */
export function watchPage(): void {
  const tickMs = 10;
  const state: Watch = { problems: [], events: [], changes: [], sockets: [], lags: [], shown };
  globalThis.watch = state;

  addEventListener('error', ({ message }) => state.problems.push(`error: ${message}`));
  addEventListener('unhandledrejection', ({ reason }) => state.problems.push(`rejection: ${String(reason)}`));
  for (const name of ['freeze', 'resume']) document.addEventListener(name, () => state.events.push(name));
  document.addEventListener('visibilitychange', () => state.events.push(document.visibilityState));
  addEventListener('pageshow', ({ persisted }) => persisted && state.events.push('restored'));

  const Native = WebSocket;
  globalThis.WebSocket = class extends Native {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      state.sockets.push(this);
    }
  };

  function shown(id: string): { state: string; badge: string } {
    const badge = document.querySelector(`#${id} > *`)?.shadowRoot?.querySelector('[part=badge]');
    return { state: badge?.getAttribute('data-state') ?? '', badge: badge?.textContent.trim() ?? '' };
  }

  const last = new Map<string, string>();
  let dueAt = performance.now() + tickMs;
  setTimeout(function tick() {
    const now = performance.now();
    state.lags.push(Math.max(0, now - dueAt));
    for (const { id } of document.querySelectorAll('aurigraph-provider')) {
      const seen = shown(id);
      if (seen.state !== last.get(id)) state.changes.push({ id, ...seen, at: Date.now() });
      last.set(id, seen.state);
    }
    dueAt = now + tickMs;
    setTimeout(tick, tickMs);
  }, tickMs);
}
