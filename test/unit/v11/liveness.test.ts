import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  dueAt,
  initialLiveness,
  reduceLiveness,
  type EndReason,
  type Heartbeat,
  type Liveness,
  type LivenessEffect,
  type LivenessEvent,
} from '../../../src/v11/liveness.js';

/** Runs the reducer by itself: time passes from one due moment to the next. */
class Life {
  state: Liveness = initialLiveness();
  at = 0;
  effects: LivenessEffect['type'][] = [];
  timeouts: number[] = [];

  send(event: LivenessEvent): this {
    const step = reduceLiveness(this.state, event, this.at, () => 0.5);
    this.state = step.state;
    this.effects.push(...step.effects.map(({ type }) => type));
    for (const effect of step.effects) if (effect.type === 'open') this.timeouts.push(effect.timeoutMs);
    return this;
  }

  /** Lets time pass with ticks when they are due. */
  pass(ms: number): this {
    const end = this.at + ms;
    while (dueAt(this.state) <= end) {
      this.at = Math.max(this.at, dueAt(this.state));
      this.send({ type: 'tick' });
    }
    this.at = end;
    return this;
  }

  /** Lets time pass without anything being run, as a sleeping machine does; the tick comes at the end. */
  sleep(ms: number): this {
    this.at += ms;
    return this.send({ type: 'tick' });
  }

  live(heartbeat: Heartbeat): this {
    return this.send({ type: 'start' }).send({ type: 'opened', heartbeat });
  }

  /** Milliseconds until a phase is reached. */
  until(phase: Liveness['phase']): number {
    const from = this.at;
    while (this.state.phase !== phase) {
      this.at = dueAt(this.state);
      this.send({ type: 'tick' });
    }
    return this.at - from;
  }
}

describe('opening', () => {
  test('the first attempt may take ten seconds, later ones four', () => {
    const life = new Life().send({ type: 'start' }).send({ type: 'closed', reason: 1006 }).pass(1_000);
    expect(life.timeouts).toEqual([10_000, 4_000]);
    expect(life.state.phase).toBe('connecting');
  });

  test('starting twice opens once', () => {
    expect(new Life().send({ type: 'start' }).send({ type: 'start' }).effects).toEqual(['open']);
  });

  test.each([1000, 1001, 1005, 1006, 1011, 1012, 1013, 'silent', 'failed'] as EndReason[])(
    '%s is tried again',
    (reason) => {
      const life = new Life().live('expect').send({ type: 'closed', reason });
      expect(life.state.phase).toBe('backoff');
      expect(life.pass(1_000).state.phase).toBe('connecting');
    },
  );

  test.each([1008, 4401, 4403, 'refused'] as EndReason[])(
    '%s is final until someone asks for another try',
    (reason) => {
      const life = new Life().live('expect').send({ type: 'closed', reason }).pass(86_400_000);
      expect(life.state.phase).toBe('stopped');
      for (const type of ['start', 'wake', 'online'] as const) expect(life.send({ type }).state.phase).toBe('stopped');
      expect(life.send({ type: 'retry' }).state.phase).toBe('connecting');
    },
  );

  test('a server that accepts and closes is not hammered', () => {
    const life = new Life().send({ type: 'start' });
    let attempts = 0;
    while (life.at < 60_000) {
      attempts += 1;
      life.send({ type: 'opened', heartbeat: 'expect' }).pass(5).send({ type: 'closed', reason: 1000 });
      life.until('connecting');
    }
    expect(attempts).toBeLessThanOrEqual(8);
  });
});

describe('a backend that answers pings', () => {
  test('is pinged every four seconds, hidden every twenty-five', () => {
    const life = new Life().live('ping');
    const pings = (ms: number): number => {
      const before = life.effects.length;
      for (let passed = 0; passed < ms; passed += 500) life.pass(500).send({ type: 'life' });
      return life.effects.length - before;
    };
    expect(pings(100_000)).toBe(25);
    life.send({ type: 'visible', visible: false });
    pings(4_000);
    expect(pings(100_000)).toBe(4);
  });

  test('that goes silent is suspected, and given up within six seconds', () => {
    const life = new Life().live('ping').pass(10).send({ type: 'life' });
    const suspected = life.until('suspect');
    const lost = suspected + life.until('backoff');
    expect(suspected).toBeLessThanOrEqual(5_000);
    expect(lost).toBeLessThanOrEqual(6_000);
    expect(life.effects).toEqual(['open', 'ping', 'ping', 'abandon']);
  });

  test('is trusted again after any frame', () => {
    const life = new Life().live('ping');
    life.until('suspect');
    expect(life.send({ type: 'life' }).state.phase).toBe('live');
  });

  test('a frame from before the ping is no answer to it', () => {
    const life = new Life().live('ping').pass(4_000);
    expect(life.effects).toContain('ping');
    const late = reduceLiveness(life.state, { type: 'life' }, life.at - 1, Math.random).state;
    expect(late.deadAt).toBe(life.state.deadAt);
  });
});

describe('a backend that sends by itself', () => {
  test('is suspected after two and a half silent seconds, given up after six, and never pinged', () => {
    const life = new Life().live('expect').pass(2_499);
    expect(life.state.phase).toBe('live');
    expect(life.pass(1).state.phase).toBe('suspect');
    expect(life.pass(3_499).state.phase).toBe('suspect');
    expect(life.pass(1).state.phase).toBe('backoff');
    expect(life.effects).toEqual(['open', 'abandon']);
  });

  test('lives as long as it sends', () => {
    const life = new Life().live('expect');
    for (let second = 0; second < 3_600; second += 1) life.pass(1_000).send({ type: 'life' });
    expect([life.state.phase, life.effects]).toEqual(['live', ['open']]);
  });
});

test('a socket that may be silent is never suspected', () => {
  const life = new Life()
    .live('none')
    .pass(86_400_000)
    .send({ type: 'wake' })
    .send({ type: 'offline' })
    .pass(86_400_000);
  expect([life.state.phase, life.effects]).toEqual(['live', ['open']]);
});

describe('time that was slept through', () => {
  test.each(['ping', 'expect'] as const)('a minute of sleep is no failure where frames (%s) go on', (heartbeat) => {
    const life = new Life().live(heartbeat).pass(1_000).sleep(60_000).pass(500).send({ type: 'life' });
    expect(life.state.phase).toBe('live');
    expect(life.effects).not.toContain('abandon');
  });

  test.each(['ping', 'expect'] as const)(
    'a connection that died in the sleep (%s) is replaced within three seconds',
    (heartbeat) => {
      const life = new Life().live(heartbeat).pass(1_000).sleep(60_000);
      expect(life.until('backoff')).toBeLessThanOrEqual(3_000);
    },
  );

  test.each(['ping', 'expect'] as const)(
    'what came before the sleep and is delivered after it (%s) is no sign that the connection lives',
    (heartbeat) => {
      const life = new Life().live(heartbeat).pass(1_000).sleep(60_000);
      for (let frame = 0; frame < 10; frame += 1) life.pass(20).send({ type: 'life' });
      expect(200 + life.until('connecting')).toBeLessThanOrEqual(3_000);
    },
  );

  test('a ping that comes much too late is a sleep, too: the connection is given a second and a half, and no more', () => {
    const life = new Life().live('ping').pass(10).send({ type: 'life' }).sleep(5_200).pass(20).send({ type: 'life' });
    expect(life.state.phase).toBe('live');
    expect(20 + life.until('backoff')).toBeLessThanOrEqual(1_500);
    expect(life.until('connecting')).toBeLessThanOrEqual(250);
  });

  test('a timer that is late again while the connection is probed leaves time for an answer', () => {
    const life = new Life().live('ping').send({ type: 'wake' }).sleep(1_450);
    expect(life.effects.at(-1)).toBe('ping');
    expect(life.pass(300).send({ type: 'life' }).state.phase).toBe('live');
    expect(life.effects).not.toContain('abandon');
  });

  test.each([
    ['ping', 'tick'],
    ['ping', 'wake'],
    ['expect', 'tick'],
    ['expect', 'wake'],
  ] as const)(
    'a page that was busy gives no connection (%s) up before it asked and listened (%s)',
    (heartbeat, type) => {
      const busy = (): Life => {
        const life = new Life().live(heartbeat).send({ type: 'wake' });
        life.at += 3_600;
        return life.send({ type });
      };
      expect(busy().effects.includes('ping')).toBe(heartbeat === 'ping');
      const living = busy().pass(300).send({ type: 'life' }).pass(500);
      expect([living.state.phase, living.effects.includes('abandon')]).toEqual(['live', false]);
      expect(busy().until('backoff')).toBeLessThanOrEqual(heartbeat === 'ping' ? 1_500 : 2_500);
      // It listens once: what is dead is not kept by a page that is busy all the time.
      const dead = busy();
      dead.at += 3_600;
      expect(dead.send({ type }).effects.at(-1)).toBe('abandon');
    },
  );

  test('a ping that comes a little late is none', () => {
    const life = new Life().live('ping').sleep(4_900).pass(20).send({ type: 'life' });
    expect(life.until('suspect')).toBeGreaterThan(4_000);
  });

  test('an attempt that began before the sleep is not waited for', () => {
    for (const before of [
      new Life().send({ type: 'start' }),
      new Life().live('ping').send({ type: 'closed', reason: 1006 }).pass(1_000),
    ]) {
      const life = before;
      const opened = life.effects.filter((effect) => effect === 'open').length;
      life.at += 8_000;
      life.send({ type: 'wake' });
      expect(life.state.phase).toBe('connecting');
      expect(life.effects.slice(-2)).toEqual(['abandon', 'open']);
      expect(life.effects.filter((effect) => effect === 'open')).toHaveLength(opened + 1);
      // One that has just begun is.
      life.pass(500).send({ type: 'wake' });
      expect(life.effects.filter((effect) => effect === 'open')).toHaveLength(opened + 1);
    }
  });

  test.each(['ping', 'expect'] as const)(
    'timers that fire once a minute do not keep a dead connection (%s)',
    (heartbeat) => {
      const life = new Life().live(heartbeat).send({ type: 'visible', visible: false });
      for (let minute = 0; minute < 4; minute += 1) life.sleep(60_000);
      expect(life.effects).toContain('abandon');
    },
  );

  test('timers that fire once a minute do not end a connection that sends', () => {
    for (const heartbeat of ['ping', 'expect'] as const) {
      const life = new Life().live(heartbeat).send({ type: 'visible', visible: false });
      for (let second = 1; second <= 3_600; second += 1) {
        life.at += 1_000;
        life.send({ type: 'life' });
        if (second % 60 === 0) life.send({ type: 'tick' });
      }
      expect([heartbeat, life.effects.includes('abandon')]).toEqual([heartbeat, false]);
    }
  });
});

describe('what the page tells', () => {
  test('on return to a page with a lost connection the next try comes at once', () => {
    for (const event of [{ type: 'wake' }, { type: 'online' }] as const) {
      const life = new Life().live('expect').send({ type: 'closed', reason: 1006 });
      expect(life.send(event).state.phase).toBe('connecting');
    }
    const life = new Life()
      .live('expect')
      .send({ type: 'visible', visible: false })
      .send({ type: 'closed', reason: 1006 });
    expect(life.send({ type: 'visible', visible: true }).state.phase).toBe('connecting');
  });

  test('on return to a page with an open connection it is checked without alarm', () => {
    const life = new Life().live('ping').send({ type: 'wake' }).pass(400);
    expect([life.state.phase, life.effects]).toEqual(['live', ['open', 'ping']]);
    expect(400 + life.until('backoff')).toBeLessThanOrEqual(1_500);
  });

  test('several signs of the same return give a silent connection no more time than one', () => {
    const life = new Life().live('ping').send({ type: 'wake' });
    for (let sign = 0; sign < 10; sign += 1) life.pass(140).send({ type: sign % 2 === 0 ? 'online' : 'wake' });
    expect(1_400 + life.until('backoff')).toBeLessThanOrEqual(1_500);
  });

  test('offline is a suspicion, not a fact', () => {
    const life = new Life().live('ping').send({ type: 'offline' });
    expect(life.state.phase).toBe('suspect');
    expect(life.pass(100).send({ type: 'life' }).pass(1_500).state.phase).toBe('live');
  });
});

test('stopping leaves nothing that is due', () => {
  for (const heartbeat of ['ping', 'expect'] as const) {
    const life = new Life().live(heartbeat).send({ type: 'stop' });
    expect([life.state.phase, dueAt(life.state), life.effects.at(-1)]).toEqual(['idle', Infinity, 'abandon']);
  }
});

test('whatever happens, there is never a phase without a way on, and never two connections', () => {
  const event = fc.constantFrom<LivenessEvent>(
    { type: 'start' },
    { type: 'stop' },
    { type: 'retry' },
    { type: 'tick' },
    { type: 'wake' },
    { type: 'online' },
    { type: 'offline' },
    { type: 'life' },
    { type: 'opened', heartbeat: 'ping' },
    { type: 'opened', heartbeat: 'expect' },
    { type: 'closed', reason: 1006 },
    { type: 'closed', reason: 1008 },
    { type: 'visible', visible: false },
    { type: 'visible', visible: true },
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(event, fc.nat(70_000)), { maxLength: 60 }), (events) => {
      const life = new Life();
      let open = 0;
      for (const [next, ms] of events) {
        life.at += ms;
        life.effects = [];
        const before = life.state.phase;
        life.send(next);
        if (next.type === 'closed' && life.state.phase !== before) open -= 1;
        for (const effect of life.effects) open += effect === 'open' ? 1 : effect === 'abandon' ? -1 : 0;
        const wants = ['connecting', 'live', 'suspect'].includes(life.state.phase) ? 1 : 0;
        expect(open).toBe(wants);
        if (life.state.phase === 'backoff' || life.state.phase === 'live' || life.state.phase === 'suspect')
          expect(dueAt(life.state)).toBeLessThan(Infinity);
      }
    }),
    { numRuns: 1_000 },
  );
});
