import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import '../../src/elements/connection-status/define.js';
import '../../src/elements/provider/define.js';
import type { AurigraphConnectionStatus } from '../../src/elements/connection-status/connection-status.js';
import type { AurigraphProvider, StatusChangeDetail } from '../../src/elements/provider/provider.js';

/** Collects what the page is warned of while something runs. */
async function warnings(run: () => Promise<unknown>): Promise<string[]> {
  const told: string[] = [];
  const { warn } = console;
  console.warn = (...parts: unknown[]) => told.push(parts.join(' '));
  try {
    await run();
  } finally {
    console.warn = warn;
  }
  return told;
}

function text(element: Element | null): string {
  return element?.shadowRoot?.textContent ?? '';
}

describe('aurigraph-provider', () => {
  it('gives its session to the elements inside it, however deep', async () => {
    const provider = await fixture<AurigraphProvider>(
      html`<aurigraph-provider mode="demo" namespace="test-provider">
        <div>
          <p><aurigraph-connection-status></aurigraph-connection-status></p>
        </div>
      </aurigraph-provider>`,
    );
    const status = provider.querySelector('aurigraph-connection-status');
    await waitUntil(() => status?.matches(':state(demo)'), 'the status should follow the provider');
    expect(provider.session?.live.listenerCount).to.be.greaterThan(0);
  });

  it('stays out of the layout of the page', async () => {
    const provider = await fixture(
      html`<aurigraph-provider mode="demo" namespace="test-provider"><b>x</b></aurigraph-provider>`,
    );
    expect(getComputedStyle(provider).display).to.equal('contents');
  });

  it('takes the elements with it when it moves, and lets go of what leaves it', async () => {
    const provider = await fixture<AurigraphProvider>(
      html`<aurigraph-provider mode="demo" namespace="test-provider">
        <aurigraph-connection-status></aurigraph-connection-status>
      </aurigraph-provider>`,
    );
    const { session } = provider;
    document.body.append(provider);
    expect(provider.session).to.equal(session);
    const status = provider.querySelector('aurigraph-connection-status') as AurigraphConnectionStatus;
    document.body.append(status);
    expect(session?.live.listenerCount).to.equal(0);
    provider.append(status);
    expect(session?.live.listenerCount).to.be.greaterThan(0);
    provider.remove();
    await waitUntil(() => session?.live.listenerCount === 0);
  });

  it('ends its session a moment after it is removed', async () => {
    const provider = await fixture<AurigraphProvider>(
      html`<aurigraph-provider mode="demo" namespace="test-provider"></aurigraph-provider>`,
    );
    const { session } = provider;
    await waitUntil(() => session?.stream.status.phase === 'live');
    provider.remove();
    await waitUntil(() => session?.stream.status.phase === 'idle', 'the demo network should stop', { timeout: 3_000 });
    let rejected = false;
    await session?.settings.getSettings().catch(() => (rejected = true));
    expect(rejected).to.equal(true);
  });

  it('follows its attributes while it is on the page', async () => {
    const provider = await fixture<AurigraphProvider>(
      html`<aurigraph-provider mode="demo" namespace="test-provider" demo-nodes="7"></aurigraph-provider>`,
    );
    await waitUntil(() => provider.session?.live.nodes.count === 7);
    provider.setAttribute('demo-nodes', '300');
    await waitUntil(() => provider.session?.live.nodes.count === 300);
    provider.setAttribute('auto-connect', 'false');
    provider.setAttribute('mode', 'live');
    await waitUntil(() => provider.session?.state.mode === 'live');
    expect(provider.session?.live.nodes.count).to.equal(0);
    expect(provider.session?.stream.status.phase).to.equal('idle');
  });

  it('goes on showing values where the script of a Worker is not there', async () => {
    const provider = await fixture<AurigraphProvider>(
      html`<aurigraph-provider
        mode="demo"
        namespace="test-provider"
        demo-nodes="9"
        worker="always"
      ></aurigraph-provider>`,
    );
    // The tests are served from the sources, where the Worker's script has another name.
    await waitUntil(() => provider.session?.stream.thread?.refusal === 'refused');
    await waitUntil(() => provider.session?.live.nodes.count === 9);
    provider.setAttribute('worker', 'never');
    await waitUntil(() => provider.session?.stream.thread?.refusal === undefined);
    await waitUntil(() => provider.session?.live.nodes.count === 9);
  });

  it('warns once of each attribute that cannot be used, and goes on with the default', async () => {
    let provider: AurigraphProvider | undefined;
    const told = await warnings(async () => {
      provider = await fixture<AurigraphProvider>(
        html`<aurigraph-provider
          mode="<img src=x onerror=alert(1)>"
          seed="abc"
          demo-nodes="-5"
          worker="sometimes"
          namespace="test-provider"
        ></aurigraph-provider>`,
      );
      provider.setAttribute('mode', 'production');
      await provider.updateComplete;
    });
    expect(told.filter((line) => line.includes('mode cannot be'))).to.have.lengthOf(1);
    expect(told.filter((line) => line.includes('demo-nodes must be between 1 and 100000'))).to.have.lengthOf(1);
    expect(told.filter((line) => line.includes('worker cannot be'))).to.have.lengthOf(1);
    expect(told.filter((line) => line.includes('seed must be between'))).to.have.lengthOf(1);
    expect(provider?.session?.state.mode).to.equal('demo');
  });

  it('says in the element what is wrong with an address', async () => {
    const provider = await fixture<AurigraphProvider>(
      html`<aurigraph-provider mode="live" ws-url="javascript:alert(1)" namespace="test-provider">
        <aurigraph-connection-status></aurigraph-connection-status>
      </aurigraph-provider>`,
    );
    const status = provider.querySelector('aurigraph-connection-status');
    await waitUntil(() => text(status).includes('must start with ws:// or wss://'), text(status));
  });

  it('tells changes of the connection as an event that does not bubble', async () => {
    const phases: string[] = [];
    let bubbled = 0;
    const note = (event: Event) => phases.push((event as CustomEvent<StatusChangeDetail>).detail.status.phase);
    const area = await fixture(html`<div></div>`);
    area.addEventListener('aurigraph-status-change', () => (bubbled += 1));
    const provider = document.createElement('aurigraph-provider');
    provider.setAttribute('mode', 'demo');
    provider.setAttribute('namespace', 'test-provider');
    provider.addEventListener('aurigraph-status-change', note);
    area.append(provider);
    await waitUntil(() => phases.includes('live'));
    expect(bubbled).to.equal(0);
  });

  it('reaches elements that were on the page before it was', async () => {
    const status = document.createElement('aurigraph-connection-status');
    const late = document.createElement('aurigraph-provider');
    late.setAttribute('mode', 'demo');
    late.setAttribute('namespace', 'test-provider');
    document.body.append(status);
    document.body.append(late);
    late.append(status);
    await waitUntil(() => (late.session?.live.listenerCount ?? 0) > 0);
    late.remove();
  });
});

describe('elements in a provider of another build of the library', () => {
  /** What any version of the provider says to elements that are not of its build. */
  function foreign(said: unknown): HTMLElement {
    const provider = document.createElement('div');
    provider.addEventListener('context-request', (event) => {
      const { context, callback } = event as Event & { context: unknown; callback: (value: unknown) => void };
      if (context !== Symbol.for('aurigraph.connection/1')) return;
      event.stopPropagation();
      callback(said);
    });
    return provider;
  }

  interface WithSession extends HTMLElement {
    readonly session: { readonly current?: { readonly live: { readonly nodes: { readonly count: number } } } };
  }

  const statusIn = (parent: HTMLElement): WithSession =>
    parent.appendChild(document.createElement('aurigraph-connection-status')) as Element as WithSession;

  it('share a session of their own build that shows the same', async () => {
    const said = { build: '9.0.0/x', namespace: 'test-foreign', connection: { mode: 'demo', demoNodes: 7 }, more: 1 };
    const provider = foreign(said);
    document.body.append(provider);
    const [one, other] = [statusIn(provider), statusIn(provider)];
    await waitUntil(() => one.session.current?.live.nodes.count === 7);
    expect(other.session.current).to.equal(one.session.current);
    provider.remove();
    expect(one.session.current).to.equal(undefined);
  });

  for (const said of [
    undefined,
    'rubbish',
    { build: 7, namespace: 'x', connection: {} },
    { build: 'x', namespace: 'x', connection: { wsUrl: 7 } },
    { build: 'x', namespace: 'x', connection: { apiUrl: 'x'.repeat(5_000) } },
    { build: 'x', namespace: 'x', connection: { mode: 'demo', seed: () => 1 } },
  ])
    it(`use the page's session where it says ${JSON.stringify(said)?.slice(0, 60)}`, async () => {
      const provider = foreign(said);
      document.body.append(provider);
      const [inside, outside] = [statusIn(provider), statusIn(document.body)];
      await waitUntil(() => inside.matches(':state(demo)'));
      expect(inside.session.current).to.equal(outside.session.current);
      provider.remove();
      outside.remove();
    });
});

describe('elements without a provider', () => {
  it('share one session, which ends with the last of them', async () => {
    const area = await fixture<HTMLElement>(
      html`<div>
        ${Array.from({ length: 10 }, () => html`<aurigraph-connection-status></aurigraph-connection-status>`)}
      </div>`,
    );
    const names = Object.getOwnPropertySymbols(globalThis).map(({ description }) => description ?? '');
    expect(names.filter((name) => name.startsWith('aurigraph.page-session/0.'))).to.have.length(1);
    const elements = [...area.children] as AurigraphConnectionStatus[];
    await waitUntil(() => elements.every((element) => element.matches(':state(demo)')));
    area.replaceChildren();
    expect(elements.every((element) => !element.isConnected)).to.equal(true);
  });
});
