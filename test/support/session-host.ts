import { ContextProvider } from '@lit/context';
import { sessionContext } from '../../src/session/contexts.js';
import { createSession, type Session, type SessionOptions } from '../../src/session/session.js';
import type { ScriptedBackend } from './scripted-backend.js';
import { memoryKeyValueStore, MemoryRecords } from '../../src/storage/index.js';

/** An element that gives a session to what is inside it, as a provider does, but a session of the test's own. */
export class SessionHost extends HTMLElement {
  readonly #context = new ContextProvider(this, { context: sessionContext });

  set session(session: Session) {
    this.#context.setValue(session);
  }
}

if (!customElements.get('test-session-host')) customElements.define('test-session-host', SessionHost);

/** A session that keeps everything in memory, so that tests and stories leave nothing behind. */
export function memorySession(options: SessionOptions = {}): Session {
  const storage = { keyValue: memoryKeyValueStore(), records: new MemoryRecords(), metrics: new MemoryRecords() };
  return createSession({ ...options, storage: { ...storage, ...options.storage } });
}

/** A session in memory on a scripted backend, in live mode. */
export function sessionOn(backend: ScriptedBackend, options: SessionOptions = {}): Session {
  const { openSocket, fetch } = backend;
  return memorySession({ mode: 'live', wsUrl: 'ws://backend.test/ws', openSocket, fetch, ...options });
}

/** Puts an element on the page inside a session, and waits until it is rendered. */
export async function mount<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  session: Session,
  attributes: Readonly<Record<string, string>> = {},
): Promise<HTMLElementTagNameMap[Tag]> {
  const host = document.createElement('test-session-host') as SessionHost;
  host.session = session;
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  host.append(element);
  document.body.append(host);
  await (element as Partial<{ updateComplete: Promise<boolean> }>).updateComplete;
  return element;
}

/** Removes what was mounted. */
export function unmount(element: Element): void {
  element.closest('test-session-host')?.remove();
}
