import { afterEach, describe, expect, it } from 'vitest';
import type { Confidence, Origin } from '../../../src/domain/live-update.js';
import { Happenings } from '../../../src/session/happenings.js';
import { LiveMetrics } from '../../../src/session/live-metrics.js';
import { IDLE_STATUS, type FeedPhase, type FeedStatus } from '../../../src/v11/feed.js';
import { demoPlan, FeedBench, livePlan } from './off-thread/support/feed-bench.js';

const T0 = Date.parse('2026-09-21T14:15:23.456Z');

function origin(at: number, source = '/ws', confidence: Confidence = 'reported'): Origin {
  return { source, at, confidence };
}

/** A frame that says who leads. */
function led(currentLeader: string, timestamp: number): unknown {
  return { type: 'system-metrics', data: { tps: 1, consensusState: { currentLeader, term: 17 } }, timestamp };
}

function status(phase: FeedPhase, connected: boolean): FeedStatus {
  return { ...IDLE_STATUS, phase, connected };
}

describe('what happened to a network', () => {
  it('has a change of the leader, with both names and its time, and not the first leader', () => {
    const happenings = new Happenings();
    happenings.noteLeader('validator-1', origin(T0));
    happenings.noteLeader('validator-1', origin(T0 + 1_000));
    expect(happenings.entries).toEqual([]);
    happenings.noteLeader('', origin(T0 + 2_000));
    happenings.noteLeader('validator-2', origin(T0 + 3_000));
    expect(happenings.entries).toEqual([
      { kind: 'leader-change', at: T0 + 3_000, nodeId: 'validator-2', before: 'validator-1' },
    ]);
  });

  it('takes no leader that is made up, nor two sources that disagree, for an election', () => {
    const happenings = new Happenings();
    for (let turn = 0; turn < 10; turn += 1) {
      happenings.noteLeader(`validator-${turn}`, origin(T0 + turn, '/ws/consensus', 'random'));
      happenings.noteLeader(turn % 2 === 0 ? 'a' : 'b', origin(T0 + turn, turn % 2 === 0 ? '/one' : '/other'));
    }
    expect(happenings.entries).toEqual([]);
  });

  it('has a reconnect with how long the connection was away, but none where a person ended it', () => {
    const happenings = new Happenings();
    happenings.noteStatus(status('connecting', false), T0);
    happenings.noteStatus(status('live', true), T0 + 1_000);
    happenings.noteStatus(status('backoff', false), T0 + 5_000);
    happenings.noteStatus(status('connecting', false), T0 + 8_000);
    happenings.noteStatus(status('live', true), T0 + 9_000);
    expect(happenings.entries).toEqual([{ kind: 'reconnect', at: T0 + 9_000, awayMs: 4_000 }]);
    happenings.noteStatus(status('idle', false), T0 + 20_000);
    happenings.noteStatus(status('live', true), T0 + 30_000);
    expect(happenings.entries).toHaveLength(1);
  });

  it('is bounded: the oldest go, and a list that someone holds does not change', () => {
    const happenings = new Happenings();
    happenings.noteLeader('n0', origin(T0));
    happenings.noteLeader('n1', origin(T0 + 1));
    const held = happenings.entries;
    for (let turn = 2; turn <= 1_000; turn += 1) happenings.noteLeader(`n${turn}`, origin(T0 + turn));
    expect(held).toHaveLength(1);
    expect(happenings.entries).toHaveLength(200);
    expect(happenings.entries.at(-1)).toMatchObject({ nodeId: 'n1000' });
  });

  it('outlives a history that is cleared, and is not told of another network', () => {
    const live = new LiveMetrics({ schedule: () => () => undefined });
    live.leader('validator-1', origin(T0));
    live.leader('validator-2', origin(T0 + 1_000));
    live.clear();
    expect(live.happenings.entries).toHaveLength(1);
    live.forgetNetwork();
    live.leader('other-9', origin(T0 + 2_000));
    expect(live.happenings.entries).toEqual([]);
  });
});

describe.each(['never', 'always'] as const)('what happens on a feed with a Worker %s', (worker) => {
  let bench: FeedBench;

  afterEach(() => bench.end());

  it('is noted where the leader changes', async () => {
    bench = new FeedBench();
    await bench.start(livePlan(worker));
    bench.backend.socket.say(led('validator-1', T0));
    await bench.until(() => bench.live.leaderReading?.value === 'validator-1');
    bench.clock.advance(1_000);
    bench.backend.socket.say(led('validator-2', T0 + 1_000));
    await bench.until(() => bench.live.happenings.entries.length === 1);
    expect(bench.live.happenings.entries[0]).toMatchObject({ kind: 'leader-change', nodeId: 'validator-2' });
  });

  it('has the incidents of a demo network', async () => {
    bench = new FeedBench();
    await bench.start({ ...demoPlan(worker, 24), incidents: [{ atMs: 1_000, incident: 'overload' }] });
    await bench.until(() => (bench.clock.advance(500), (bench.feed.incidents?.length ?? 0) > 0));
    expect(bench.feed.incidents?.[0]).toMatchObject({ kind: 'overload', over: false });
  });
});
