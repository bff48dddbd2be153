import { expect, waitUntil } from '@open-wc/testing';
import '../../src/elements/connection-status/define.js';
import type { AurigraphConnectionStatus } from '../../src/elements/connection-status/connection-status.js';
import type { StatusChangeDetail } from '../../src/elements/provider/provider.js';
import type { Session } from '../../src/session/session.js';
import { frames, ScriptedBackend } from '../support/scripted-backend.js';
import { mount, sessionOn, unmount } from '../support/session-host.js';

let backend: ScriptedBackend;
let session: Session;
let element: AurigraphConnectionStatus;

function openSession(options: object = {}): Session {
  backend = new ScriptedBackend();
  return sessionOn(backend, options);
}

function text(): string {
  return (element.shadowRoot?.textContent ?? '').replaceAll(/\s+/g, ' ');
}

async function state(name: string): Promise<void> {
  await waitUntil(() => element.matches(`:state(${name})`), `the element should be ${name}; it says: ${text()}`, {
    timeout: 5_000,
  });
}

async function becomeLive(): Promise<void> {
  backend.accepting = true;
  await waitUntil(() => backend.sockets.length > 0);
  await waitUntil(() => backend.socket.received.length > 0);
  backend.socket.say(frames.system(28_640));
  await state('live');
}

describe('aurigraph-connection-status', () => {
  afterEach(() => {
    unmount(element);
    session.dispose();
  });

  it('shows connected, receiving and fresh as separate facts', async () => {
    session = openSession();
    backend.accepting = true;
    element = await mount('aurigraph-connection-status', session);
    await waitUntil(() => text().includes('Connected'));
    expect(text()).to.contain('Nothing yet');
    backend.socket.say(frames.system(28_640));
    await state('live');
    expect(text()).to.match(/live \d\.\d s/);
    expect(text()).to.contain('/ws');
    expect(text()).to.contain('Nodes loading');
    await expect(element).to.be.accessible();
  });

  it('says that the connection is lost, when it tries again, and tries at once on request', async () => {
    session = openSession();
    backend.accepting = true;
    element = await mount('aurigraph-connection-status', session);
    await becomeLive();
    backend.goAway();
    await state('stale');
    await waitUntil(() => text().includes('Trying again'));
    expect(text()).to.contain('The connection is lost');
    backend.refusing = false;
    const tried = backend.sockets.length;
    const retry = [...(element.shadowRoot?.querySelectorAll('button') ?? [])].find((button) =>
      button.textContent?.includes('Try again'),
    );
    expect(retry).to.exist;
    retry?.click();
    await waitUntil(() => backend.sockets.length > tried);
  });

  it('tells a wrong address instead of trying it', async () => {
    session = openSession({ wsUrl: 'http://backend.test/ws' });
    element = await mount('aurigraph-connection-status', session);
    await state('failed');
    expect(text()).to.contain('WebSocket address must start with ws:// or wss://');
    expect(backend.sockets).to.have.lengthOf(0);
  });

  it('waits for the person where the settings say so', async () => {
    session = openSession({ autoConnect: false });
    element = await mount('aurigraph-connection-status', session);
    await waitUntil(() => text().includes('Not connected'), text());
    expect(backend.sockets).to.have.lengthOf(0);
    element.shadowRoot?.querySelector('button')?.click();
    await waitUntil(() => backend.sockets.length === 1);
  });

  it('counts unreadable messages and goes on', async () => {
    session = openSession();
    backend.accepting = true;
    element = await mount('aurigraph-connection-status', session);
    await becomeLive();
    backend.socket.say('{"type":"system-metrics","data":{');
    backend.socket.say(frames.system(29_000));
    await waitUntil(() => text().includes('1 unreadable'), text(), { timeout: 3_000 });
    await state('live');
  });

  it('tells every change of the connection as an event that does not bubble', async () => {
    session = openSession();
    backend.accepting = true;
    element = await mount('aurigraph-connection-status', session);
    const phases: string[] = [];
    let bubbled = 0;
    element.addEventListener('aurigraph-status-change', (event) =>
      phases.push((event as CustomEvent<StatusChangeDetail>).detail.status.phase),
    );
    element.parentElement?.addEventListener('aurigraph-status-change', () => (bubbled += 1));
    await becomeLive();
    backend.goAway();
    await state('stale');
    expect(phases).to.include('backoff');
    expect(bubbled).to.equal(0);
  });

  it('holds nothing after it was removed', async () => {
    session = openSession();
    element = await mount('aurigraph-connection-status', session);
    expect(session.live.listenerCount).to.be.greaterThan(0);
    unmount(element);
    expect(session.live.listenerCount).to.equal(0);
  });
});
