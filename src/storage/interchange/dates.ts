/** Dates in every notation of the dialects, to ISO 8601 in UTC with milliseconds (interchange 2, protocol 5.2). */
import { toTimestamp } from '../../domain/timestamp.js';

/** Where dates without a zone are taken to be: minutes east of UTC, or the zone of this machine. */
export type AssumedZone = number | 'local';

/** A date that was read. */
export interface ReadDate {
  /** ISO 8601 with `Z`. */
  readonly timestamp: string;
  /** What had to be decided or was lost. */
  readonly lack?: 'zone' | 'microseconds' | 'text';
}

const OFFSET = /^([+-])(\d{2})(?::?(\d{2}))?$/;
const CANONICAL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?Z$/;
const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?(Z|[+-]\d{2}(?::?\d{2})?)?$/i;
const MINUTE_MS = 60_000;
const LONGEST_DATE = 40;
/** Epoch seconds would lie in January 1970; they are not guessed at. */
const EARLIEST_EPOCH_MS = Date.UTC(2000, 0);
const LATEST_EPOCH_MS = Date.UTC(3000, 0);

/** The zone that a caller asks for: `UTC`, `local`, or an offset such as `+05:30`; nothing if it is none of them. */
export function zoneFrom(name: string): AssumedZone | undefined {
  if (name === 'local') return 'local';
  return /^(?:utc|z)$/i.test(name) ? 0 : offsetMinutes(name);
}

/** Reads a date; nothing if it is none. A canonical one stays as it is, byte for byte. */
export function readDate(value: unknown, zone: AssumedZone): ReadDate | undefined {
  if (typeof value === 'number') return fromEpoch(value);
  if (typeof value !== 'string' || value.length > LONGEST_DATE) return undefined;
  const match = ISO.exec(value.trim());
  if (match === null) return undefined;
  const fraction = match[7] ?? '';
  const epochMs = instant(match.slice(1, 7).map(Number), fraction, zoneOf(match[8], zone));
  if (epochMs === undefined) return undefined;
  const timestamp = CANONICAL.test(value) ? value : toTimestamp(epochMs);
  if (match[8] === undefined) return { timestamp, lack: 'zone' };
  return /[1-9]/.test(fraction.slice(3)) ? { timestamp, lack: 'microseconds' } : { timestamp };
}

function fromEpoch(epochMs: number): ReadDate | undefined {
  const isPlausible = epochMs >= EARLIEST_EPOCH_MS && epochMs < LATEST_EPOCH_MS;
  return isPlausible ? { timestamp: toTimestamp(epochMs), lack: 'text' } : undefined;
}

function zoneOf(written: string | undefined, assumed: AssumedZone): AssumedZone | undefined {
  if (written === undefined) return assumed;
  return written.toUpperCase() === 'Z' ? 0 : offsetMinutes(written);
}

function offsetMinutes(text: string): number | undefined {
  const [, sign, hours = '', minutes = '0'] = OFFSET.exec(text) ?? [];
  const size = Number(hours) * 60 + Number(minutes);
  if (sign === undefined || Number(minutes) > 59 || size > 24 * 60) return undefined;
  return sign === '-' ? -size : size;
}

/** Epoch milliseconds; nothing for days and hours that do not exist, which engines read differently. */
function instant(parts: readonly number[], fraction: string, zone: AssumedZone | undefined): number | undefined {
  const [year = 0, month = 0, day = 0, ...time] = parts;
  const [hour, minute, second] = time.map((part) => part || 0) as [number, number, number];
  const ms = Number(fraction.slice(0, 3).padEnd(3, '0'));
  const utc = Date.UTC(year, month - 1, day, hour, minute, second, ms);
  const exists = toParts(utc).every((part, index) => part === [year, month, day, hour, minute, second][index]);
  if (!exists || zone === undefined) return undefined;
  if (zone === 'local') return new Date(year, month - 1, day, hour, minute, second, ms).getTime();
  return utc - zone * MINUTE_MS;
}

function toParts(epochMs: number): readonly number[] {
  const date = new Date(epochMs);
  return [
    ...[date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()],
    ...[date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()],
  ];
}
