import { afterEach, describe, expect, it } from 'vitest';
import { frames } from '../../../support/scripted-backend.js';
import { livePlan } from '../off-thread/support/feed-bench.js';
import { SharingBench, sharedPlan, type BenchTab } from './support/sharing-bench.js';

let bench: SharingBench;

function open(change: (made: SharingBench) => void = () => undefined): SharingBench {
  bench = new SharingBench();
  change(bench);
  return bench;
}

const tpsOf = ({ live }: BenchTab) => live.reading('tps')?.value;
const rolesOf = ({ tabs }: SharingBench) => tabs.map(({ feed }) => feed.sharing?.role).sort();

/** Waits until all tabs show a value that the backend says now. */
async function showsEverywhere(tps: number, tabs = bench.tabs): Promise<void> {
  bench.socket.say(frames.system(tps));
  await bench.until(() => tabs.every((tab) => tpsOf(tab) === tps));
}

afterEach(() => {
  bench.end();
  // Nothing is left: no channel, no lock, no timer, no connection.
  expect([bench.hub.open, bench.hub.isLocked, bench.connections]).toEqual([0, false, 0]);
  for (const { clock } of bench.tabs) expect(clock.pending).toBe(0);
});

describe.each([true, false])('tabs that share a stream, with locks: %s', (hasLocks) => {
  async function shared(count: number): Promise<readonly BenchTab[]> {
    return open(({ hub }) => (hub.hasLocks = hasLocks)).opened(count);
  }

  it('have one connection, and all show what it says', async () => {
    await shared(3);
    await showsEverywhere(28_640);
    bench.socket.say(frames.node('v1', 812, 'LEADER'));
    await bench.until(() => bench.tabs.every(({ live }) => live.nodes.count === 1));
    for (const { live, feed } of bench.tabs) {
      expect(live.nodes.value(live.nodes.rowOf('v1') ?? -1, 'throughput')).toBe(812);
      expect(live.reading('tps')?.origin).toMatchObject({ source: '/ws', confidence: 'reported' });
      expect(live.sourceOf('system')).toBe('/ws');
      expect([...live.series('tps').values]).toEqual([28_640]);
      expect(feed.status).toMatchObject({ phase: 'live', source: '/ws' });
    }
    expect(rolesOf(bench)).toEqual(['follower', 'follower', 'leader']);
    expect(bench.connections).toBe(1);
    expect(bench.backend.sockets.filter(({ url }) => url.endsWith('/ws'))).toHaveLength(1);
    // What is counted is told with the next sign of life.
    await bench.until(() => bench.tabs.every(({ feed }) => feed.frames.received === 2));
  });

  it('all show which kinds of frames are not known, with an example of each', async () => {
    await shared(2);
    for (let count = 0; count < 3; count += 1)
      bench.socket.say({ type: 'new-in-v13', note: count, token: 'Kx7Qm2Zr9' });
    bench.socket.say({ type: 'newer', data: { a: 1 } });
    const follower = bench.tabs.find((tab) => tab !== bench.leader);
    await bench.until(() => follower?.feed.frames.unknown === 4);
    expect(follower?.feed.frames).toEqual(bench.leader.feed.frames);
    expect(follower?.feed.frames.unknownKinds).toMatchObject([
      { endpoint: '/ws', type: 'new-in-v13', count: 3 },
      { endpoint: '/ws', type: 'newer', count: 1, example: '{"type":"newer","data":{"a":1}}' },
    ]);
    expect(JSON.stringify(bench.hub.posted)).not.toContain('Kx7Qm2Zr9');
  });

  it('tell a tab that comes later everything, once', async () => {
    await shared(1);
    bench.socket.say(frames.system(1));
    bench.socket.say(frames.node('v1', 1));
    bench.socket.say(frames.node('v2', 2));
    await bench.pass(500);
    expect(bench.hub.posted.filter(isWhole)).toHaveLength(0);
    const late = bench.open();
    await bench.until(() => late.live.nodes.count === 2 && tpsOf(late) === 1);
    await bench.pass(2_000);
    expect(bench.hub.posted.filter(isWhole)).toHaveLength(1);
    await showsEverywhere(2);
  });

  it('go on when the tab of the leader is closed', async () => {
    await shared(3);
    await showsEverywhere(1);
    const former = bench.leader;
    former.feed.dispose();
    await bench.pass(500);
    const rest = bench.tabs.filter((tab) => tab !== former);
    await bench.until(() => rest.every(({ feed }) => feed.status.phase === 'live'));
    expect(bench.connections).toBe(1);
    await showsEverywhere(2, rest);
    expect([...(rest[0]?.live.series('tps').values ?? [])]).toEqual([1, 2]);
  });

  it('replace a leader that is frozen, which steps down when it wakes and shows the new values', async () => {
    await shared(3);
    await showsEverywhere(1);
    const former = bench.leader;
    bench.frozen.add(former);
    await bench.pass(3_700);
    const rest = bench.tabs.filter((tab) => tab !== former);
    expect(bench.leader).not.toBe(former);
    await bench.until(() => rest.every(({ feed }) => feed.status.phase === 'live'));
    bench.socket.say(frames.system(2));
    await bench.until(() => rest.every((tab) => tpsOf(tab) === 2));
    bench.frozen.delete(former);
    former.clock.advance(3_700);
    await bench.until(() => bench.connections === 1);
    expect(rolesOf(bench)).toEqual(['follower', 'follower', 'leader']);
    await showsEverywhere(3);
  });

  it('let go of channel and lock on the way into the back-forward cache, and come back', async () => {
    const [first] = await shared(1);
    if (first === undefined) return;
    first.feed.notice('suspend');
    expect([bench.hub.open, bench.hub.isLocked, bench.connections]).toEqual([0, false, 0]);
    const next = bench.open();
    await bench.until(() => next.feed.status.phase === 'live');
    first.feed.notice('resume');
    await bench.until(() => first.feed.sharing?.role === 'follower');
    expect(next.feed.sharing?.role).toBe('leader');
    await showsEverywhere(7);
    expect(bench.connections).toBe(1);
  });

  it('let a tab that is looked at lead', async () => {
    const [first, second] = await shared(2);
    const [leader, other] = bench.leader === first ? [first, second] : [second, first];
    leader?.feed.notice('hidden');
    await bench.until(() => other?.feed.sharing?.role === 'leader');
    await bench.until(() => bench.connections === 1 && other?.feed.status.phase === 'live');
    await showsEverywhere(5);
  });

  it('show the status of the leader, and a person may ask it to try again', async () => {
    await shared(2);
    bench.backend.goAway();
    await bench.until(() => bench.tabs.every(({ feed }) => feed.status.phase === 'backoff'));
    const follower = bench.tabs.find((tab) => tab !== bench.leader);
    expect(follower?.feed.status.failure?.code).toBe('stream-lost');
    [bench.backend.accepting, bench.backend.refusing] = [true, false];
    follower?.feed.retry();
    await bench.pass(100);
    expect(follower?.feed.status.phase).toBe('live');
  });

  it('forget nodes that are gone, with the leader and after another took over', async () => {
    await shared(2);
    bench.socket.say(frames.node('v1', 1));
    bench.socket.say(frames.node('v2', 2));
    await bench.until(() => bench.tabs.every(({ live }) => live.nodes.count === 2));
    bench.leader.live.removeNode('v1');
    await bench.until(() => bench.tabs.every(({ live }) => live.nodes.count === 1));
    bench.socket.say(frames.node('v3', 3));
    await bench.until(() => bench.tabs.every(({ live }) => live.nodes.rowOf('v3') !== undefined));
  });

  it('ask again when a batch is missing', async () => {
    await shared(2);
    await showsEverywhere(1);
    const follower = bench.tabs.find((tab) => tab !== bench.leader);
    const before = bench.hub.posted.filter(isWhole).length;
    const last = bench.hub.posted.findLast(isBatch);
    // A script posts a batch in the leader's name that was never made; the next real one does not fit any more.
    bench.hub.forge({ ...last, sequence: last === undefined ? 1 : last.sequence + 1 });
    bench.hub.deliver();
    bench.socket.say(frames.system(2));
    bench.socket.say(frames.node('v9', 9));
    await bench.pass(1_500);
    bench.socket.say(frames.system(3));
    await bench.until(() => follower !== undefined && tpsOf(follower) === 3);
    bench.hub.forge({ ...last, sequence: 1_000_000 });
    await bench.until(() => bench.hub.posted.filter(isWhole).length > before);
  });

  it('neither take nor follow what other scripts post, and count it', async () => {
    await shared(2);
    await showsEverywhere(1);
    const last = bench.hub.posted.findLast(isBatch);
    const before = bench.tabs.map(({ feed }) => feed.sharing?.dropped ?? 0);
    for (const forged of [
      null,
      'claim',
      { word: 'claim' },
      { ...last, term: { number: 2e9, leader: 'x' } },
      { ...last, term: { number: 0, leader: '' }, from: 'x' },
      { ...last, batch: { ...last?.batch, rows: 4e9 } },
      { ...last, batch: { ...last?.batch, buffer: new ArrayBuffer(0), rows: 10 } },
    ])
      bench.hub.forge(forged);
    await bench.pass(300);
    for (const [index, { feed }] of bench.tabs.entries())
      expect((feed.sharing?.dropped ?? 0) - (before[index] ?? 0)).toBeGreaterThanOrEqual(6);
    expect(rolesOf(bench)).toEqual(['follower', 'leader']);
    await showsEverywhere(2);
  });

  it('each go on by themselves when a script makes them quarrel', async () => {
    await shared(2);
    for (let number = 100; number < 140; number += 1) {
      bench.hub.forge({ word: 'claim', from: 'x', term: { number, leader: 'x' }, visible: true, rank: 0 });
      bench.hub.deliver();
    }
    await bench.until(() => bench.tabs.every(({ feed }) => feed.status.phase === 'live'));
    expect(bench.tabs.map(({ feed }) => feed.sharing)).toMatchObject(
      bench.tabs.map(() => ({ role: 'alone', refusal: 'contested' })),
    );
    expect(bench.connections).toBe(2);
  });
});

describe('a tab that cannot share', () => {
  it('runs its own stream where tabs cannot hear each other, and says so', async () => {
    open(({ hub }) => (hub.hasChannel = false));
    await bench.opened(2);
    expect(bench.connections).toBe(2);
    expect(bench.tabs[0]?.feed.sharing).toEqual({ role: 'alone', term: 0, dropped: 0, refusal: 'unsupported' });
    expect(bench.tabs[0]?.feed.thread).toEqual({ place: 'page' });
  });

  it.each([
    ['an address with a query', { wsUrl: 'ws://backend.test/ws?token=s3cret' }],
    ['an address with a user', { url: 'http://user:s3cret@backend.test' }],
    ['anything that is not known to be public', { token: 's3cret' }],
  ])('posts nothing of %s', async (_what, secret) => {
    open();
    const tab = bench.open({ ...sharedPlan, ...secret });
    await bench.pass(500);
    expect(tab.feed.sharing).toMatchObject({ role: 'alone', refusal: 'private' });
    expect(bench.hub.posted).toEqual([]);
  });

  it('does not share unless that was asked for', async () => {
    open();
    const tab = bench.open(livePlan('never'));
    await bench.until(() => tab.feed.status.phase === 'live');
    expect(tab.feed.sharing).toBeUndefined();
    expect(bench.hub.open).toBe(0);
  });
});

describe('tabs of different streams', () => {
  it('have nothing to do with each other, and their channels do not name the backend', async () => {
    open();
    bench.open();
    bench.open(sharedPlan, 'other');
    bench.open({ ...sharedPlan, wsUrl: 'ws://other.test/ws' });
    await bench.until(() => bench.tabs.every(({ feed }) => feed.status.phase === 'live'));
    expect(bench.connections).toBe(3);
    expect(new Set(bench.hub.names).size).toBe(3);
    for (const name of bench.hub.names) expect(name).toMatch(/^aurigraph\/stream\/2\/[\da-f]{16}$/);
  });
});

interface PostedBatch {
  readonly sequence: number;
  readonly whole: boolean;
  readonly batch: object;
}

function isBatch(message: unknown): message is PostedBatch {
  return typeof message === 'object' && message !== null && 'batch' in message;
}

function isWhole(message: unknown): boolean {
  return isBatch(message) && message.whole;
}
