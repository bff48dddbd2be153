import { describe, expect, it } from 'vitest';
import { FrameOrder } from '../../../src/v11/frame-order.js';
import { ManualClock } from '../../support/manual-clock.js';

/** A frame about a node, padded to a length. */
function frameOf(nodeId: string, throughput: number, timestamp: number, padding = 0): string {
  return JSON.stringify({
    type: 'node-update',
    data: { nodeId, throughput, padding: '·'.repeat(padding) },
    timestamp,
  });
}

const AT = 1_790_000_000_000;

describe.each([
  ['short', 0],
  ['long', 40_000],
])('R8: a %s frame', (_length, padding) => {
  it('is left out when it comes again, and taken when it says something else about the same moment', () => {
    const clock = new ManualClock();
    const order = new FrameOrder(clock);
    expect(order.accepts('/ws', frameOf('a', 1, AT, padding))).toBe(true);
    clock.advance(100);
    expect(order.accepts('/ws', frameOf('a', 1, AT, padding))).toBe(false);
    expect(order.accepts('/ws', frameOf('a', 22, AT, padding))).toBe(true);
    expect(order.accepts('/ws', frameOf('b', 1, AT, padding))).toBe(true);
    expect(order.late).toBe(1);
  });

  it('is left out when a newer one was there, and taken when that was long ago', () => {
    const clock = new ManualClock();
    const order = new FrameOrder(clock);
    expect(order.accepts('/ws', frameOf('a', 1, AT, padding))).toBe(true);
    expect(order.accepts('/ws', frameOf('a', 2, AT - 50, padding))).toBe(false);
    clock.advance(2_001);
    expect(order.accepts('/ws', frameOf('a', 2, AT - 50, padding))).toBe(true);
  });
});

it('keeps no more than so many characters of a backend that makes up nodes', () => {
  const order = new FrameOrder(new ManualClock());
  const isKnown = (): boolean => !order.accepts('/ws', frameOf('first', 1, AT));
  order.accepts('/ws', frameOf('first', 1, AT));
  for (let node = 0; node < 400; node += 1) order.accepts('/ws', frameOf(`n-${node}`, 1, AT, 32_000));
  expect(isKnown()).toBe(true);
  for (let node = 400; node < 800; node += 1) order.accepts('/ws', frameOf(`n-${node}`, 1, AT, 32_000));
  expect(isKnown()).toBe(false);
});
