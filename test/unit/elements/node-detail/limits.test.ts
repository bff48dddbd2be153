import { describe, expect, it } from 'vitest';
import { createNodeConfiguration } from '../../../../src/domain/node-config.js';
import { limitOf } from '../../../../src/elements/node-detail/limits.js';

const channel = createNodeConfiguration('channel', 'c', 'Channel');
const business = createNodeConfiguration('business', 'b', 'Business');
const validator = createNodeConfiguration('validator', 'v', 'Validator');

describe('the limit of a figure', () => {
  it.each([
    [channel, 'activeConnections', 44, 'inside'],
    [channel, 'activeConnections', 45, 'near'],
    [channel, 'activeConnections', 50, 'near'],
    [channel, 'activeConnections', 51, 'over'],
    [channel, 'queueDepth', 5_001, 'over'],
    [business, 'throughput', 7_199, 'inside'],
    [business, 'throughput', 8_001, 'over'],
    [business, 'queueSize', 9_500, 'near'],
  ] as const)('of %o, %s at %d: %s', (node, field, value, verdict) => {
    expect(limitOf(field, value, node)?.verdict).toBe(verdict);
  });

  it('is not there where nothing is configured, told or comparable', () => {
    expect(limitOf('activeConnections', 10, undefined)).toBeUndefined();
    expect(limitOf('activeConnections', NaN, channel)).toBeUndefined();
    expect(limitOf('throughput', 10, channel)).toBeUndefined();
    expect(limitOf('latencyMs', 10, validator)).toBeUndefined();
  });

  it('holds nothing against a figure below zero', () => {
    expect(limitOf('queueDepth', -5, channel)).toMatchObject({ share: 0, verdict: 'inside' });
  });
});
