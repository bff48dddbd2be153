import { expect, nextFrame, waitUntil } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import '../../src/elements/connection-status/define.js';
import '../../src/elements/node-grid/define.js';
import type { StatusChangeDetail } from '../../src/elements/provider/provider.js';
import '../../src/elements/tps-chart/define.js';
import { AWAY_AFTER_MS } from '../../src/session/absence.js';
import type { Session, SessionOptions } from '../../src/session/session.js';
import { ManualClock } from '../support/manual-clock.js';
import { frames, ScriptedBackend } from '../support/scripted-backend.js';
import { mount, sessionOn, unmount } from '../support/session-host.js';

const TAGS = ['aurigraph-tps-chart', 'aurigraph-node-grid', 'aurigraph-connection-status'] as const;
type Tag = (typeof TAGS)[number];

const OFFER = 'Show the demo network meanwhile';
const BACK = 'Back to the last known values';

let clock: ManualClock;
let backend: ScriptedBackend;
let session: Session;
let element: HTMLElementTagNameMap[Tag];

function text(): string {
  return (element.shadowRoot?.textContent ?? '').replaceAll(/\s+/g, ' ');
}

/** What the element says aloud. */
function spoken(): string {
  return element.shadowRoot?.querySelector('.panel > [role=status]')?.textContent ?? '';
}

function button(name: string): HTMLButtonElement | undefined {
  const buttons = [...(element.shadowRoot?.querySelectorAll('button') ?? [])];
  return buttons.find(({ textContent }) => textContent.trim() === name);
}

/** Lets time pass as the session counts it, and the element draw. */
async function pass(ms: number): Promise<void> {
  clock.advance(ms);
  await nextFrame();
  await nextFrame();
  await element.updateComplete;
}

async function state(name: string): Promise<void> {
  const isSo = async (): Promise<boolean> => (await pass(100), element.matches(`:state(${name})`));
  await waitUntil(isSo, `the element should be ${name}; it says: ${text()}`, { timeout: 5_000 });
}

async function open(tag: Tag, options: SessionOptions = {}): Promise<void> {
  const parts = { clock, random: () => 0.5, worker: 'never' as const, demoWhenAway: true };
  session = sessionOn(backend, { ...parts, ...options });
  element = await mount(tag, session);
}

/** Says something on the connection that is open. */
function say(...told: readonly object[]): void {
  const socket = backend.sockets.findLast((one) => one.url.endsWith('/ws') && !one.closedByClient);
  for (const frame of told) socket?.say(frame);
}

async function openLive(tag: Tag, options: SessionOptions = {}): Promise<void> {
  backend.accepting = true;
  await open(tag, options);
  await waitUntil(() => backend.sockets.length > 0 && backend.socket.received.length > 0);
  say(frames.system(28_640), frames.node('real-1', 1_200));
  await state('live');
}

async function openLost(tag: Tag, options: SessionOptions = {}): Promise<void> {
  await openLive(tag, options);
  backend.goAway();
  await state('stale');
  await pass(AWAY_AFTER_MS + 2_000);
}

async function showDemo(): Promise<void> {
  button(OFFER)?.click();
  await state('demo');
}

async function comeBack(): Promise<void> {
  [backend.accepting, backend.refusing] = [true, false];
  await waitUntil(async () => (await pass(1_000), session.stream.status.connected), 'a connection', { timeout: 5_000 });
  say(frames.system(31_000), frames.node('real-1', 1_300));
}

describe('the demo network while the network is away', () => {
  beforeEach(async () => {
    await setViewport({ width: 1000, height: 800 });
    clock = new ManualClock();
    backend = new ScriptedBackend();
  });

  afterEach(() => {
    unmount(element);
    session.dispose();
  });

  for (const tag of TAGS) {
    describe(tag, () => {
      it('offers nothing where nobody allowed it', async () => {
        await openLost(tag, { demoWhenAway: false });
        await pass(60_000);
        expect(text()).not.to.contain(OFFER);
        expect(element.matches(':state(stale)')).to.equal(true);
      });

      it('offers it beside values that are old, and moves nothing for that', async () => {
        await openLive(tag);
        backend.goAway();
        await state('stale');
        expect(text()).not.to.contain(OFFER);
        const body = element.shadowRoot?.querySelector('.body')?.getBoundingClientRect();
        await pass(AWAY_AFTER_MS + 2_000);
        expect(button(OFFER)).to.exist;
        const after = element.shadowRoot?.querySelector('.body')?.getBoundingClientRect();
        expect([after?.top, after?.height]).to.deep.equal([body?.top, body?.height]);
        await expect(element).to.be.accessible();
      });

      it('offers it where there are no values, beside another try', async () => {
        backend.refusing = true;
        await open(tag);
        await state('failed');
        await pass(AWAY_AFTER_MS + 2_000);
        if (tag !== 'aurigraph-connection-status') expect(button('Try again')).to.exist;
        button(OFFER)?.click();
        await state('demo');
      });

      it('shows it on request, marked as simulated in every way, and says so aloud', async () => {
        await openLost(tag);
        await showDemo();
        expect(element.shadowRoot?.querySelector('.badge')?.getAttribute('data-state')).to.equal('demo');
        expect(element.shadowRoot?.querySelector('.badge')?.getAttribute('title')).to.contain(
          'while the network is away',
        );
        expect(text()).not.to.contain('real-1');
        await waitUntil(() => spoken() === 'What you see now is simulated, until the network is back.', spoken());
        await expect(element).to.be.accessible();
      });

      it('goes back to the last known values on request', async () => {
        await openLost(tag);
        await showDemo();
        button(BACK)?.click();
        await state('stale');
        expect(button(OFFER)).to.exist;
        if (tag === 'aurigraph-node-grid') expect(text()).to.contain('real-1');
      });

      it('is live again by itself, and says so aloud', async () => {
        await openLost(tag);
        await showDemo();
        await comeBack();
        await state('live');
        expect(button(BACK)).not.to.exist;
        await waitUntil(() => spoken() === 'Live data is back.', spoken());
        expect(session.state.mode).to.equal('live');
      });

      it('can be used with the keyboard, which stays where it was', async () => {
        await openLost(tag);
        button(OFFER)?.focus();
        await sendKeys({ press: 'Enter' });
        await state('demo');
        const focused = (): string => element.shadowRoot?.activeElement?.textContent.trim() ?? '';
        expect(focused()).to.equal(BACK);
        await sendKeys({ press: 'Space' });
        await state('stale');
        expect(focused()).to.equal(OFFER);
      });

      it('is an icon with a name on a narrow panel', async () => {
        const width = tag === 'aurigraph-connection-status' ? 280 : 340;
        await setViewport({ width, height: 800 });
        await openLost(tag);
        const offer = button(OFFER);
        expect(offer?.getBoundingClientRect().width).to.be.lessThan(50);
        expect(offer?.title).to.equal(OFFER);
        expect(element.shadowRoot?.querySelector('.panel')?.scrollWidth).to.be.at.most(width);
      });
    });
  }

  it('moves the focus from the place that is gone to the way back', async () => {
    backend.refusing = true;
    await open('aurigraph-node-grid');
    await state('failed');
    await pass(AWAY_AFTER_MS + 2_000);
    button(OFFER)?.focus();
    await sendKeys({ press: 'Enter' });
    await state('demo');
    expect(element.shadowRoot?.activeElement?.textContent.trim()).to.equal(BACK);
  });

  it('holds no picture of the real network as one of the demo, however paused', async () => {
    await openLost('aurigraph-tps-chart');
    (element as HTMLElementTagNameMap['aurigraph-tps-chart']).pause();
    await pass(1_000);
    const before = element.shadowRoot?.querySelector('figcaption')?.textContent ?? '';
    expect(before).to.match(/now 28.6/);
    await showDemo();
    await pass(6_000);
    expect(element.shadowRoot?.querySelector('figcaption')?.textContent).not.to.match(/now 28.6/);
    expect(element.shadowRoot?.querySelector('figcaption')?.textContent).to.contain('simulated');
  });

  it('tells both facts in the connection status, and a way to try again at once', async () => {
    await openLost('aurigraph-connection-status');
    await showDemo();
    expect(text()).to.match(/Trying again in \d+ s|Connecting/);
    expect(text()).to.contain('Demo network, in this page');
    expect(text()).to.contain(
      'What you see is simulated while the network is away. The connection to the backend was lost.',
    );
    expect(text()).to.contain('Network demo');
    const tried = backend.sockets.length;
    await waitUntil(async () => (await pass(500), button('Try again') !== undefined));
    button('Try again')?.click();
    await waitUntil(() => backend.sockets.length > tried);
    expect(element.matches(':state(demo)')).to.equal(true);
  });

  it('says for a while that the network is back, and since when', async () => {
    await openLost('aurigraph-connection-status');
    await showDemo();
    await comeBack();
    await state('live');
    expect(text()).to.match(/Back since \d\d:\d\d:\d\d\. The demo network has ended\./);
    for (let second = 0; second < 32; second += 1) {
      say(frames.system(31_000 + second));
      await pass(1_000);
    }
    expect(text()).not.to.contain('Back since');
  });

  it('tells the page that what is shown is simulated, while the status is the backend’s', async () => {
    await openLost('aurigraph-connection-status');
    const told: StatusChangeDetail[] = [];
    element.addEventListener('aurigraph-status-change', (event) =>
      told.push((event as CustomEvent<StatusChangeDetail>).detail),
    );
    await showDemo();
    await waitUntil(() => told.some(({ mode }) => mode === 'demo'));
    expect(told.find(({ mode }) => mode === 'demo')?.status.connected).to.equal(false);
    button(BACK)?.click();
    await waitUntil(() => told.at(-1)?.mode === 'live');
  });

  it('holds nothing after it was removed', async () => {
    await openLost('aurigraph-node-grid');
    const { live } = session;
    await showDemo();
    expect(live.listenerCount).to.equal(0);
    expect(session.live.listenerCount).to.be.greaterThan(0);
    unmount(element);
    // The past of the nodes is let go with the task, in which an element may be put elsewhere.
    await Promise.resolve();
    expect(session.live.listenerCount).to.equal(0);
  });
});
