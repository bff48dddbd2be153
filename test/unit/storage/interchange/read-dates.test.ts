import { describe, expect, it } from 'vitest';
import { canonicalFile, readOne, refusal } from './files.js';

const created = (found: unknown, assumeTimeZone?: string) => {
  const { configuration, notices, issues } = readOne(canonicalFile({ created: found }), { assumeTimeZone });
  return { used: configuration?.created, told: notices[0]?.message, issues };
};

describe('interchange 2: dates that name a zone', () => {
  it.each([
    '2026-09-20T08:00:00.123Z',
    '2026-09-20T08:00:00Z',
    '2026-09-20T08:00:00.1Z',
    '1970-01-01T00:00:00.000Z',
    '2024-02-29T23:59:59.999Z',
  ])('keeps %s byte for byte', (date) => {
    expect(created(date)).toEqual({ used: date, told: undefined, issues: [] });
  });

  it.each([
    ['2026-09-20T13:30:00.123+05:30', '2026-09-20T08:00:00.123Z'],
    ['2026-09-20T13:30:00+0530', '2026-09-20T08:00:00.000Z'],
    ['2026-09-20T03:00:00-05', '2026-09-20T08:00:00.000Z'],
    ['2026-09-20T08:00Z', '2026-09-20T08:00:00.000Z'],
    ['2026-09-20 08:00:00Z', '2026-09-20T08:00:00.000Z'],
    ['2026-09-20t08:00:00z', '2026-09-20T08:00:00.000Z'],
    [' 2026-09-20T08:00:00.000Z ', '2026-09-20T08:00:00.000Z'],
    ['2026-09-20T08:00:00,5Z', '2026-09-20T08:00:00.500Z'],
    ['2026-09-20T08:00:00.123000Z', '2026-09-20T08:00:00.123Z'],
  ])('reads %s as the same instant', (date, used) => {
    expect(created(date)).toEqual({ used, told: undefined, issues: [] });
  });

  it.each([
    ['2025-10-09T12:34:56.789123Z', '2025-10-09T12:34:56.789Z'],
    ['2025-10-09T12:34:56.789999+00:00', '2025-10-09T12:34:56.789Z'],
    ['2025-10-09T12:34:56.000000001Z', '2025-10-09T12:34:56.000Z'],
  ])('truncates the microseconds of %s and tells', (date, used) => {
    expect(created(date)).toEqual({ used, told: expect.stringContaining('millisecond'), issues: [] });
  });
});

describe('protocol 5.2: dates without a zone', () => {
  const zoneless = '2025-10-09T12:34:56.789123';

  it.each([
    [undefined, '2025-10-09T12:34:56.789Z', 'UTC'],
    ['UTC', '2025-10-09T12:34:56.789Z', 'UTC'],
    ['utc', '2025-10-09T12:34:56.789Z', 'UTC'],
    ['Z', '2025-10-09T12:34:56.789Z', 'UTC'],
    ['+05:30', '2025-10-09T07:04:56.789Z', '+05:30'],
    ['-03:00', '2025-10-09T15:34:56.789Z', '-03:00'],
    ['+14', '2025-10-08T22:34:56.789Z', '+14'],
  ])('are taken as %s, and told', (zone, used, name) => {
    expect(created(zoneless, zone)).toMatchObject({
      used,
      told: `This date names no time zone. It was taken as ${name}.`,
    });
  });

  it('are taken as those of this machine on request, across summer time', () => {
    const before = process.env['TZ'];
    process.env['TZ'] = 'Europe/Berlin';
    try {
      expect(new Date('2025-07-01T12:00:00').toISOString()).toBe('2025-07-01T10:00:00.000Z');
      expect(created('2025-07-01T12:00:00', 'local').used).toBe('2025-07-01T10:00:00.000Z');
      expect(created('2025-01-01T12:00:00', 'local').used).toBe('2025-01-01T11:00:00.000Z');
      expect(created('2025-07-01T12:00:00Z', 'local').used).toBe('2025-07-01T12:00:00Z');
      expect(created('2025-07-01T12:00:00').used).toBe('2025-07-01T12:00:00.000Z');
    } finally {
      if (before === undefined) delete process.env['TZ'];
      else process.env['TZ'] = before;
    }
  });

  it.each([
    ['2025-10-09T12:34:56', '2025-10-09T12:34:56.000Z'],
    ['2025-10-09 12:34:56.789', '2025-10-09T12:34:56.789Z'],
    ['2025-10-09T12:34', '2025-10-09T12:34:00.000Z'],
    ['2025-10-09', '2025-10-09T00:00:00.000Z'],
  ])('may be written as %s', (date, used) => {
    expect(created(date)).toMatchObject({ used, told: expect.stringContaining('no time zone') });
  });

  it.each(['Mars', '', '+25:00', '+05:70', 'Europe/Berlin'])('cannot be taken as %j', (assumeTimeZone) => {
    expect(refusal(canonicalFile(), { assumeTimeZone })).toMatchObject({ remedy: expect.stringContaining('UTC') });
  });
});

describe('what is no date', () => {
  it.each([
    ...['yesterday', '', '2025-13-01T00:00:00Z', '2025-02-29'],
    ...['2025-01-01T00:60:00Z', '2025-01-01T00:00:61Z', '0000-00-00', '2025-01-01T00:00:00+99:00', '09/10/2025'],
    ...['2025-01-01T00:00:00.0000000000Z', '1'.repeat(100), true, {}, 5, 1e15],
  ])('is refused: %j', (date) => {
    expect(created(date).issues).toMatchObject([{ path: ['created'] }]);
  });

  it('but milliseconds since 1970 are one, and told', () => {
    expect(created(1_790_000_123_456)).toMatchObject({
      ...{ used: '2026-09-21T14:15:23.456Z', told: expect.stringContaining('1970') },
    });
  });
});
