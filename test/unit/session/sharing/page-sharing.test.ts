/** Copies and versions of the library on one page (reliability T8): one connection for all of them. */
import { afterEach, beforeEach, describe, expect, it, vi, type MockInstance } from 'vitest';
import { PAGE_HUB } from '../../../../src/session/sharing/page-hub.js';
import { frames } from '../../../support/scripted-backend.js';
import { demoPlan, livePlan } from '../off-thread/support/feed-bench.js';
import { LaterVersion } from './support/later-version.js';
import { PageBench, type Copy } from './support/page-bench.js';
import { sharedPlan } from './support/sharing-bench.js';

let bench: PageBench;
let warn: MockInstance<typeof console.warn>;

beforeEach(() => {
  bench = new PageBench();
  warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
});

afterEach(() => {
  bench.end();
  warn.mockRestore();
  // Nothing is left: no seat, no channel, no lock, no timer, no connection.
  const hub = bench.page[PAGE_HUB];
  if (hub?.version === 1 && typeof hub.rooms === 'function') expect(hub.rooms()).toEqual([]);
  expect([bench.tabs.open, bench.tabs.isLocked, bench.connections, bench.clock.pending]).toEqual([0, false, 0, 0]);
});

const tpsOf = ({ live }: Copy) => live.reading('tps')?.value;
const roleOf = ({ feed }: Copy) => feed.pageSharing?.role;

/** Waits until all copies show a value that the backend says now. */
async function showEverywhere(tps: number, copies: readonly Copy[] = bench.copies): Promise<void> {
  bench.socket.say(frames.system(tps));
  await bench.until(() => copies.every((copy) => tpsOf(copy) === tps));
}

describe('two versions of the library on one page', () => {
  it('have one connection, and both show what it says', async () => {
    const copies = await bench.opened('1.0.0', '1.1.0');
    await showEverywhere(28_640);
    bench.socket.say(frames.node('v1', 812, 'LEADER'));
    await bench.until(() => copies.every(({ live }) => live.nodes.count === 1));
    for (const { live, feed } of copies) {
      expect(live.nodes.value(live.nodes.rowOf('v1') ?? -1, 'throughput')).toBe(812);
      expect(live.reading('tps')?.origin).toMatchObject({ source: '/ws', confidence: 'reported' });
      expect([...live.series('tps').values]).toEqual([28_640]);
      expect(feed.status).toMatchObject({ phase: 'live', source: '/ws' });
    }
    expect(bench.connections).toBe(1);
    await bench.until(() => copies.every(({ feed }) => feed.frames.received === 2));
  });

  it('connect at once when the first of them comes, and do no work for others until there are any', async () => {
    bench.open('1.0.0');
    await bench.pass(10);
    expect(bench.connections).toBe(1);
    const other = new PageBench();
    other.open('1.0.0', { page: null });
    await other.pass(10);
    for (const { socket, pass } of [bench, other].map((one) => ({ socket: one.socket, pass: () => one.pass(2_000) }))) {
      socket.say(frames.system(1));
      await pass();
    }
    // The stream's own timers, and none for sharing.
    const alone = other.clock.pending;
    expect(bench.clock.pending).toBe(alone);
    other.end();
    const late = bench.open('1.0.0');
    await bench.until(() => tpsOf(late) === 1);
    expect(bench.connected).toBe(1);
    // And none again when there are none.
    late.feed.dispose();
    await bench.pass(500);
    expect(bench.clock.pending).toBe(alone);
  });

  it('tell a copy that comes just after another has gone everything, too', async () => {
    await bench.opened('1.0.0');
    await showEverywhere(1);
    bench.open('1.0.0');
    await bench.pass(10);
    bench.copies[1]?.feed.dispose();
    await bench.pass(1_000);
    const late = bench.open('1.0.0');
    await bench.until(() => tpsOf(late) === 1);
    expect(roleOf(late)).toBe('follower');
  });

  it('let the newer one lead, which begins with everything that the older one showed', async () => {
    const [older] = await bench.opened('1.9.0');
    bench.socket.say(frames.node('v1', 1));
    bench.socket.say(frames.node('v2', 2));
    await showEverywhere(1);
    const newer = bench.open('1.10.0');
    await bench.until(() => roleOf(newer) === 'leader');
    expect(older && roleOf(older)).toBe('follower');
    expect(newer.live.nodes.count).toBe(2);
    await bench.pass(500);
    expect(bench.connections).toBe(1);
    // Nothing that was shown went away meanwhile.
    expect(older?.live.nodes.count).toBe(2);
    await bench.allLive();
    await showEverywhere(2);
    for (const { live } of bench.copies) expect([...live.series('tps').values]).toEqual([1, 2]);
  });

  it.each(['older', 'newer'])('go on when the %s one goes, with one connection at any time', async (which) => {
    const copies = await bench.opened('1.0.0', '1.1.0');
    expect(copies.map(roleOf)).toEqual(['follower', 'leader']);
    await showEverywhere(1);
    const [gone, stays] = which === 'older' ? copies : [...copies].reverse();
    gone?.feed.dispose();
    expect(bench.connections).toBe(1);
    await bench.pass(20);
    expect(stays?.feed.status.phase).toBe('live');
    expect(stays && roleOf(stays)).toBe('leader');
    if (stays !== undefined) await showEverywhere(2, [stays]);
    expect([bench.connections, bench.most]).toEqual([1, 1]);
  });

  it('close the connection when the last of them goes, and open one again for the next', async () => {
    const copies = await bench.opened('1.0.0', '1.1.0');
    for (const { feed } of copies) feed.stop();
    expect([bench.connections, bench.hub.rooms().length]).toEqual([0, 0]);
    copies[0]?.feed.start();
    await bench.until(() => copies[0]?.feed.status.phase === 'live');
    expect(bench.connections).toBe(1);
  });

  it('let a person ask whoever leads to try again', async () => {
    const copies = await bench.opened('1.0.0', '1.0.0');
    bench.backend.goAway();
    await bench.until(() => copies.every(({ feed }) => feed.status.phase === 'backoff'));
    expect(copies.map(roleOf)).toEqual(['leader', 'follower']);
    expect(copies[1]?.feed.status.failure?.code).toBe('stream-lost');
    [bench.backend.accepting, bench.backend.refusing] = [true, false];
    copies[1]?.feed.retry();
    await bench.pass(100);
    expect(copies[1]?.feed.status.phase).toBe('live');
  });

  it('stay with their leader while the page is hidden, sleeps, or is kept for the back button', async () => {
    const copies = await bench.opened('1.0.0', '1.0.0');
    await showEverywhere(1);
    for (const event of ['hidden', 'suspend'] as const) for (const { feed } of copies) feed.notice(event);
    // A connection that is opened on the way out keeps the page from being kept.
    expect(bench.connected).toBe(1);
    await bench.pass(10_000);
    for (const event of ['resume', 'visible'] as const) for (const { feed } of copies) feed.notice(event);
    await bench.until(() => copies.every(({ feed }) => feed.status.phase === 'live'));
    expect(copies.map(roleOf)).toEqual(['leader', 'follower']);
    await showEverywhere(2);
    expect(bench.connections).toBe(1);
  });
});

describe('copies that do not have the same stream', () => {
  it('have a connection for each backend, and for each namespace', async () => {
    for (let round = 0; round < 2; round += 1) {
      bench.open('1.0.0');
      bench.open('1.1.0', { plan: { ...livePlan('never'), wsUrl: 'ws://other.test/ws' } });
      bench.open('1.1.0', { namespace: 'other' });
    }
    await bench.allLive();
    expect(bench.connections).toBe(3);
    expect(bench.hub.rooms()).toHaveLength(3);
    // What stands at the hub names no backend.
    expect(bench.hub.rooms().every((room) => /^stream\/2\/[\da-f]{16}$/.test(room))).toBe(true);
  });

  it.each([
    ['a token', { token: () => 's3cret' }],
    ['a query in the address', { plan: { ...livePlan('never'), wsUrl: 'ws://backend.test/ws?key=s3cret' } }],
  ])('share nothing where there is %s', async (_what, secret) => {
    const copies = [bench.open('1.0.0', secret), bench.open('1.1.0', secret)];
    await bench.pass(200);
    expect(copies.map(({ feed }) => feed.pageSharing)).toMatchObject([
      { role: 'alone', refusal: 'private' },
      { role: 'alone', refusal: 'private' },
    ]);
    expect(bench.hub.rooms()).toEqual([]);
    expect(bench.backend.sockets.length).toBeGreaterThan(1);
  });

  it('simulate each its own demo network, and no hub is made for it', async () => {
    const copies = [
      bench.open('1.0.0', { plan: demoPlan('never', 3) }),
      bench.open('1.1.0', { plan: demoPlan('never', 3) }),
    ];
    await bench.until(() => copies.every(({ live }) => live.nodes.count === 3));
    expect(copies.map(({ feed }) => feed.pageSharing)).toEqual([undefined, undefined]);
    expect([bench.backend.sockets.length, PAGE_HUB in bench.page]).toEqual([0, false]);
  });
});

describe('versions on several pages that share their stream between tabs', () => {
  it('have one connection for all tabs and versions, wherever its leader goes', async () => {
    const second = {};
    const copies = [
      bench.open('1.0.0', { plan: sharedPlan }),
      bench.open('1.1.0', { plan: sharedPlan }),
      bench.open('1.0.0', { plan: sharedPlan, page: second }),
      bench.open('1.2.0', { plan: sharedPlan, page: second }),
    ];
    await bench.until(() => copies.map(roleOf).join() === 'follower,leader,follower,leader');
    await bench.allLive();
    await bench.until(() => bench.connections === 1);
    await showEverywhere(1);
    // The newest of all runs it.
    await bench.until(() => copies[3]?.feed.sharing?.role === 'leader');
    await bench.allLive();
    expect(bench.connections).toBe(1);
    copies[3]?.feed.dispose();
    const rest = copies.slice(0, 3);
    await bench.until(() => rest.some(({ feed }) => feed.sharing?.role === 'leader'));
    await bench.allLive(rest);
    await showEverywhere(2, rest);
    expect(bench.connections).toBe(1);
  });
});

describe('an older version beside one that is not written yet', () => {
  const later = (type: string) =>
    new LaterVersion(
      bench.hub,
      bench.hub.rooms()[0] ?? '',
      { id: 'v1', type, values: { shardCount: 64, throughput: 300, queueDepth: 7 } },
      { gasPrice: 5, tps: 1_200 },
    );

  it('becomes its client, takes what it knows by name, and leaves alone what it does not', async () => {
    const [older] = await bench.opened('1.0.0');
    bench.socket.say(frames.node('v1', 100));
    bench.socket.say(frames.node('gone', 100));
    await showEverywhere(1);
    await bench.pass(1_000);
    const newest = later('validator');
    await bench.until(() => older !== undefined && tpsOf(older) === 1_200);
    expect(bench.connections).toBe(0);
    expect(older && roleOf(older)).toBe('follower');
    const { nodes } = older?.live ?? bench.open('none').live;
    const row = nodes.rowOf('v1') ?? -1;
    expect(nodes.count).toBe(1);
    expect([nodes.value(row, 'throughput'), nodes.value(row, 'queueDepth')]).toEqual([300, 7]);
    // It counted these before; whoever leads now has no column for them.
    expect(nodes.value(row, 'blocksValidated')).toBeNaN();
    expect(nodes.typeOf(row)).toBe('validator');
    expect(older?.live.reading('totalNodes')).toBeUndefined();
    expect([...(older?.live.series('tps').values ?? [])]).toEqual([1, 1_200]);
    expect(older?.feed.status.phase).toBe('live');
    expect(newest.heard).toEqual(expect.arrayContaining(['hello', 'ask']));
    // And takes over when it goes.
    newest.leave();
    await bench.until(() => bench.connections === 1 && older?.feed.status.phase === 'live');
  });

  it('shows a node of a kind that it does not know, without a kind', async () => {
    const [older] = await bench.opened('1.0.0');
    const newest = later('archive');
    await bench.until(() => older?.live.nodes.rowOf('v1') !== undefined);
    const row = older?.live.nodes.rowOf('v1') ?? -1;
    expect(older?.live.nodes.typeOf(row)).toBeUndefined();
    expect(older?.live.nodes.value(row, 'throughput')).toBe(300);
    newest.leave();
  });
});

describe('copies of the library beside a script that means harm', () => {
  it.each<[string, unknown]>([
    ['rubbish', 'rubbish'],
    ['a hub of another version', { version: 2 }],
    ['a hub that throws', hub(() => fail())],
    ['a hub that answers nothing', hub(() => undefined)],
    ['a hub that gives a seat and knows nobody', { ...hub(() => undefined), join: () => 3, seats: () => [] }],
    ['a hub that seats others in its place', { ...hub(() => undefined), join: () => 3, seats: () => [[9, 1]] }],
    ['a hub whose seats are rubbish', { ...hub(() => undefined), join: () => 3, seats: () => [[3, 'x'], null] }],
  ])('go on alone where they find %s', async (_what, found) => {
    Object.assign(bench.page, { [PAGE_HUB]: found });
    const copies = [bench.open('1.0.0'), bench.open('1.1.0')];
    await bench.allLive();
    expect(bench.connections).toBe(2);
    for (const socket of bench.backend.sockets) socket.say(frames.system(3));
    await bench.until(() => copies.every((copy) => tpsOf(copy) === 3));
  });

  it('go on alone beside one that claims to be the newest and says nothing', async () => {
    const copies = await bench.opened('1.0.0', '1.0.0');
    bench.hub.join('evil', bench.hub.rooms()[0] ?? '', Number.MAX_SAFE_INTEGER, () => undefined);
    await bench.until(() => copies.every(({ feed }) => feed.pageSharing?.refusal === 'silent'));
    await bench.allLive();
    expect(bench.connections).toBe(2);
    bench.hub.leave('evil');
  });

  it('go on alone beside one that answers, and tells only what cannot be read', async () => {
    const [copy] = await bench.opened('1.0.0');
    const rank = Number.MAX_SAFE_INTEGER;
    const seat = bench.hub.join('evil', bench.hub.rooms()[0] ?? '', rank, () => {
      const heard = { from: String(seat), term: { number: 1, leader: String(seat) }, visible: true, rank: 1 };
      const status = { phase: 'live', connected: true, receiving: true, fresh: true, source: '/ws', attempt: 0 };
      const news = { status, frames: { received: 0, dropped: 0, unknown: 0 } };
      bench.hub.post('evil', 0, { word: 'beat', ...heard, sequence: 4, news });
      bench.hub.post('evil', 0, {
        word: 'batch',
        ...heard,
        sequence: 4,
        whole: true,
        layout: 'a/b/c/d',
        batch: { rows: 4e9 },
      });
    });
    await bench.pass(10_000);
    expect(copy?.feed.pageSharing).toMatchObject({ role: 'alone', refusal: 'silent' });
    await bench.allLive();
    await showEverywhere(9);
    bench.hub.leave('evil');
  });

  it('take nothing of what others say, and count it', async () => {
    const copies = await bench.opened('1.0.0', '1.0.0');
    await showEverywhere(1);
    const before = copies.map(({ feed }) => feed.pageSharing?.dropped ?? 0);
    const room = bench.hub.rooms()[0] ?? '';
    const said: unknown[] = [];
    const seat = bench.hub.join('evil', room, 0, (_from, data) => said.push(data));
    bench.socket.say(frames.system(1.5));
    await bench.pass(300);
    const batch = said.find((data) => typeof data === 'object' && data !== null && 'batch' in data);
    expect(batch).toBeDefined();
    const trap = Object.defineProperty({}, 'word', { enumerable: true, get: () => fail() });
    const forged: unknown[] = [
      null,
      'x',
      7,
      [],
      trap,
      () => 1,
      Symbol('s'),
      batch,
      { ...(batch ?? {}), from: String(seat) },
    ];
    for (const data of forged) bench.hub.post('evil', 0, data);
    await bench.pass(300);
    for (const [index, { feed }] of copies.entries())
      expect((feed.pageSharing?.dropped ?? 0) - (before[index] ?? 0)).toBe(forged.length);
    expect(copies.map(roleOf)).toEqual(['leader', 'follower']);
    await showEverywhere(2);
    bench.hub.leave('evil');
  });
});

function fail(): never {
  throw new Error('This came from a script of the page.');
}

/** What looks like a hub, and does the same whatever it is asked. */
function hub(does: () => unknown): object {
  return { version: 1, join: does, rank: does, leave: does, post: does, seats: does, rooms: () => [] };
}
