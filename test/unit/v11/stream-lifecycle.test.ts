import { describe, expect, test } from 'vitest';
import { sample } from './support/samples.js';
import { StreamBench } from './support/stream-bench.js';

describe('listeners', () => {
  test('hear each change once, as a new frozen object', () => {
    const bench = new StreamBench();
    const socket = bench.startDesign();
    for (let second = 0; second < 60; second += 1) {
      bench.clock.advance(1_000);
      socket.say(sample('wsA-design-s2c-pong.json'));
    }
    expect(bench.statuses.map(({ phase, receiving }) => `${phase} ${receiving}`)).toEqual([
      'connecting false',
      'live false',
      'live true',
    ]);
    for (const status of bench.statuses) expect(Object.isFrozen(status)).toBe(true);
  });

  test('are not heard any more after they stopped listening, and one that throws does not silence the others', () => {
    const bench = new StreamBench();
    const heard: string[] = [];
    const reported = console.error;
    console.error = () => undefined;
    bench.stream.subscribe(() => {
      throw new Error('broken element');
    });
    const stop = bench.stream.subscribe(({ phase }) => heard.push(phase));
    bench.stream.start();
    stop();
    bench.stream.stop();
    console.error = reported;
    expect(heard).toEqual(['connecting']);
  });
});

describe('connected, receiving and fresh are told apart', () => {
  const facts = (bench: StreamBench): string =>
    (['connected', 'receiving', 'fresh'] as const).filter((fact) => bench.stream.status[fact]).join(' ');

  test('a socket that only answers pings is receiving and not fresh; figures make it fresh for three seconds', () => {
    const bench = new StreamBench();
    expect(facts(bench)).toBe('');
    const socket = bench.startDesign();
    expect(facts(bench)).toBe('connected');
    bench.clock.advance(4_000);
    socket.say(sample('wsA-design-s2c-pong.json'));
    expect(facts(bench)).toBe('connected receiving');
    socket.say(sample('wsA-design-s2c-system-metrics.json'));
    expect(facts(bench)).toBe('connected receiving fresh');
    bench.clock.advance(2_999);
    expect(facts(bench)).toBe('connected receiving fresh');
    bench.clock.advance(1);
    expect(facts(bench)).toBe('connected receiving');
    socket.drop();
    expect(facts(bench)).toBe('');
  });

  test('listeners hear when it is no longer fresh, and rubbish does not make it fresh', () => {
    const bench = new StreamBench();
    const socket = bench.startDesign();
    socket.say(sample('wsA-design-s2c-system-metrics.json'));
    for (let second = 0; second < 5; second += 1) {
      bench.clock.advance(1_000);
      socket.say('rubbish');
    }
    expect(bench.statuses.map(({ fresh }) => fresh)).toEqual([false, false, true, false]);
  });
});

describe('nothing is left after stop', () => {
  const situations: readonly [string, (bench: StreamBench) => void][] = [
    ['while opening', (bench) => bench.stream.start()],
    ['while live on /ws', (bench) => void bench.startDesign()],
    ['while live on the token-free sockets', (bench) => bench.startFallback()],
    [
      'while one of them is reconnecting',
      (bench) => {
        bench.startFallback();
        bench.sockets.last('/ws/metrics').drop();
      },
    ],
    [
      'while a call is under way',
      (bench) => {
        bench.answers['/stats'] = () => {
          throw new Error('aborted');
        };
        bench.startFallback();
        bench.clock.advance(0);
      },
    ],
    ['while waiting for the next try', (bench) => bench.startDesign().drop()],
    [
      'while suspect',
      (bench) => {
        bench.startDesign();
        bench.clock.advance(5_000);
      },
    ],
  ];

  test.each(situations)('%s', async (_, arrange) => {
    const bench = new StreamBench();
    arrange(bench);
    bench.stream.stop();
    await bench.settle();
    expect(bench.clock.pending).toBe(0);
    expect(bench.stream.status).toMatchObject({
      phase: 'idle',
      connected: false,
      receiving: false,
      fresh: false,
      source: '',
      attempt: 0,
      retryAt: undefined,
      failure: undefined,
    });
    const before = [bench.sink.calls, bench.sockets.all.length, bench.calls.length];
    for (const socket of bench.sockets.all) {
      socket.accept();
      socket.say(sample('wsA-design-s2c-system-metrics.json'));
      socket.drop();
    }
    bench.clock.advance(3_600_000);
    await bench.settle();
    expect([bench.sink.calls, bench.sockets.all.length, bench.calls.length]).toEqual(before);
  });

  test('and it can be started again', () => {
    const bench = new StreamBench();
    bench.startDesign();
    bench.stream.stop();
    bench.startDesign().say(sample('wsA-design-s2c-system-metrics.json'));
    expect(bench.stream.status.phase).toBe('live');
    expect(bench.sink.figures.tps).toBe(28640);
  });
});
