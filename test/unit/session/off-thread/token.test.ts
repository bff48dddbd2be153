import { inspect } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { findSecrets } from '../../../support/canaries.js';
import type { Behaviour } from '../../v11/support/test-backend.js';
import { TokenBench } from './support/token-bench.js';

const TOKEN = 'canary-Kx7Qm2Zr9Tw4-token';
const NEXT_TOKEN = 'canary-Bv5Hn8Jd1Ys6-token';

/** `/ws/metrics`, which asks for no token, and speaks all the time. */
const metrics: Behaviour = (client) => {
  const say = (): void => client.send('{"timestamp":"2026-09-21T14:15:23.456Z","tps":7,"cpu":1,"memory":1}');
  say();
  const timer = setInterval(say, 4);
  client.on('close', () => clearInterval(timer));
};

/** Says figures until the page shows them. */
async function untilShown(bench: TokenBench, tps: number): Promise<void> {
  await bench.until(() => {
    bench.token.say(tps);
    return bench.live.reading('tps')?.value === tps;
  });
}

describe.each(['never', 'always'] as const)('a token, with a Worker %s', (worker) => {
  const place = worker === 'always' ? 'worker' : 'page';

  it('is sent in the first message, for its origin, and what it opened is shown', async () => {
    const give = vi.fn(() => TOKEN);
    const bench = await TokenBench.start(worker, [TOKEN], { token: give });
    await bench.until(() => bench.feed.status.phase === 'live');
    await untilShown(bench, 12);
    expect(bench.feed.thread).toEqual({ place });
    expect(bench.feed.status).toMatchObject({ source: '/ws/v11', failure: undefined });
    expect(bench.sent).toEqual([TOKEN]);
    expect(new Set(give.mock.calls.flat())).toEqual(new Set([`http://127.0.0.1:${bench.server.port}`]));
    expect(bench.server.asked.join()).not.toContain(TOKEN);
  });

  it('that is refused is not sent again, and the stream stops and says so', async () => {
    const bench = await TokenBench.start(worker, [TOKEN], { token: () => 'wrong-token' });
    await bench.until(() => bench.feed.status.phase === 'stopped', 100);
    expect(bench.feed.status.failure).toMatchObject({ code: 'unauthorized' });
    expect(bench.sent).toEqual(['wrong-token']);
    bench.clock.advance(3_600_000);
    await bench.settle();
    expect(bench.sent).toEqual(['wrong-token']);
  });

  it('that is refused is replaced by the next one that the page has', async () => {
    let asked = 0;
    const bench = await TokenBench.start(worker, [TOKEN], { token: () => (asked++ === 0 ? 'stale-token' : TOKEN) });
    await bench.until(() => bench.feed.status.phase === 'live');
    expect(bench.sent).toEqual(['stale-token', TOKEN]);
  });

  it('that expires is asked for anew, and nothing stops meanwhile', async () => {
    let current = TOKEN;
    const bench = await TokenBench.start(worker, [TOKEN], { token: () => Promise.resolve(current) });
    await bench.until(() => bench.feed.status.phase === 'live');
    await untilShown(bench, 12);
    const phases: string[] = [];
    bench.feed.subscribe(({ phase }) => phases.push(phase));
    current = NEXT_TOKEN;
    bench.token.tokens.add(NEXT_TOKEN);
    const [old] = bench.token.members;
    old?.send('{"type":"error","message":"Authentication expired","timestamp":1}');
    await bench.until(() => bench.token.members.length === 2 && old?.readyState !== 1);
    await untilShown(bench, 22);
    expect(bench.sent).toEqual([TOKEN, NEXT_TOKEN]);
    expect(phases.filter((phase) => phase !== 'live')).toEqual([]);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error(`no ${TOKEN}`);
      },
      'could not get a token',
    ],
    ['rejects', () => Promise.reject(new Error(`no ${TOKEN}`)), 'could not get a token'],
    ['never answers', () => new Promise<string>(() => undefined), 'could not get a token'],
    ['gives nothing', () => undefined, undefined],
    ['gives what is no token', () => 'two words\r\nX-Evil: 1', undefined],
  ] as [string, () => string | undefined | Promise<string>, string | undefined][])(
    'of a page that %s is not sent, what needs none goes on, and no word of the page is told',
    async (_what, give, words) => {
      const bench = await TokenBench.start(worker, [TOKEN], { token: give }, { '/ws/metrics': metrics });
      await bench.until(() => bench.live.reading('tps')?.value === 7);
      await bench.until(() => (bench.feed.status.failure?.message ?? '').includes(words ?? ''), 100);
      expect(bench.feed.status.phase).toBe('live');
      expect(bench.feed.thread).toEqual({ place });
      expect(bench.token.heard).toEqual([]);
      expect(JSON.stringify([bench.feed.status, bench.said])).not.toContain(TOKEN);
    },
  );

  it('of another origin than the backend’s is not even asked for', async () => {
    const give = vi.fn(() => TOKEN);
    const options = { token: give, tokenOrigin: 'wss://elsewhere.example', tokenInUrl: true };
    const bench = await TokenBench.start(worker, [TOKEN], options, { '/ws/metrics': metrics });
    await bench.until(() => bench.feed.status.failure?.code === 'origin-mismatch');
    expect(bench.feed.status.failure).toMatchObject({ origin: 'https://elsewhere.example' });
    expect([give.mock.calls, bench.token.heard, bench.server.asked.join().includes(TOKEN)]).toEqual([[], [], false]);
  });

  it('stands in an address only where the page allowed that', async () => {
    const options = { token: () => TOKEN, tokenInUrl: true };
    const bench = await TokenBench.start(worker, [TOKEN], options, { '/ws/metrics': metrics });
    await bench.until(() => bench.feed.status.source.includes('/ws/transactions'));
    expect(bench.server.asked.filter((url) => url.includes(TOKEN))).toEqual([`/ws/transactions?token=${TOKEN}`]);
  });

  it('is in no message but the answers that were asked for, in no log, status or address, though the backend quotes it', async () => {
    const logs: unknown[] = [];
    const spies = (['log', 'warn', 'error', 'info', 'debug'] as const).map((name) =>
      vi.spyOn(console, name).mockImplementation((...args: unknown[]) => void logs.push(...args)),
    );
    const bench = await TokenBench.start(worker, [TOKEN], { token: () => TOKEN });
    const statuses: string[] = [];
    bench.feed.subscribe((status) => statuses.push(JSON.stringify(status)));
    await bench.until(() => bench.token.members.length === 1);
    const [member] = bench.token.members;
    for (const message of [`Not authorized: ${TOKEN}`, `bad channel ${TOKEN}`])
      member?.send(JSON.stringify({ type: 'error', message, timestamp: 1 }));
    member?.send(JSON.stringify({ type: 'new-kind', quote: TOKEN }));
    await bench.until(() => bench.feed.status.failure !== undefined && bench.feed.frames.unknown > 0);
    await untilShown(bench, 12);
    for (const spy of spies) spy.mockRestore();
    const answers = bench.said.filter(({ by, type }) => by === 'page' && type === 'token');
    const others = bench.said.filter((said) => !answers.includes(said));
    const questions = bench.said.filter(({ type }) => type === 'ask-token');
    // It was really used, and crossed as often as it was asked for.
    expect(bench.sent).toContain(TOKEN);
    expect(answers.length > 0).toBe(worker === 'always');
    expect(answers).toHaveLength(questions.length);
    const seen = [
      ...others.map(({ text }) => text),
      ...statuses,
      ...bench.server.asked,
      inspect(logs),
      inspect(bench.feed, { depth: 9, showHidden: true }),
      JSON.stringify([bench.feed, bench.feed.status, bench.feed.frames]),
    ];
    expect(findSecrets(seen.join('\n'), [TOKEN])).toEqual([]);
  });
});

describe('a Worker', () => {
  it.each(['http://elsewhere.example', 'ws://127.0.0.1:1', '', 'javascript:1', 7, null])(
    'that asks for the token of another origin, %s, gets none, and the page is not even asked',
    async (origin) => {
      const give = vi.fn(() => TOKEN);
      const bench = await TokenBench.start('always', [TOKEN], { token: give });
      await bench.until(() => bench.feed.status.phase === 'live');
      const asked = give.mock.calls.length;
      bench.workers[0]?.dispatchEvent(new MessageEvent('message', { data: { type: 'ask-token', ask: 4_711, origin } }));
      await bench.settle();
      const answer = bench.said.findLast(({ by, type }) => by === 'page' && type === 'token');
      expect(JSON.parse(answer?.text ?? '')).toEqual({ type: 'token', ask: 4_711, answer: 'none' });
      expect(give).toHaveBeenCalledTimes(asked);
    },
  );

  it('that is gone when the page has the token at last is not told it', async () => {
    let give: (token: string) => void = () => undefined;
    const token = (): Promise<string> => new Promise((resolve) => (give = resolve));
    const bench = await TokenBench.start('always', [TOKEN], { token });
    await bench.until(() => bench.said.some(({ type }) => type === 'ask-token'));
    bench.feed.dispose();
    give(TOKEN);
    await bench.settle();
    expect(bench.workers[0]?.isTerminated).toBe(true);
    expect(bench.said.filter(({ by, type }) => by === 'page' && type === 'token')).toEqual([]);
  });
});

it('a stream with a token moves to a Worker when there is much to do, and nothing of it is missed', async () => {
  const bench = await TokenBench.start('auto', [TOKEN], { token: () => TOKEN });
  await bench.until(() => bench.feed.status.phase === 'live');
  let step = 0;
  await bench.until(() => {
    for (let frame = 0; frame < 20; frame += 1) bench.token.say((step += 1));
    return bench.feed.thread?.place === 'worker';
  });
  await untilShown(bench, (step += 1));
  expect(bench.sent).toEqual([TOKEN, TOKEN]);
  await bench.until(() => bench.token.members[0]?.readyState !== 1);
  const values = [...bench.live.series('tps').values];
  expect(values).toEqual([...values].sort((a, b) => a - b));
});
