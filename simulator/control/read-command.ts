/** Reads a command that came from outside. */
import { isObject } from '../connection.js';
import { STALLS } from '../faults/line.js';
import { MALFORMATIONS } from '../faults/malformed.js';
import { INCIDENT_KINDS, type PlannedIncident } from '../../src/v11/simulator/incidents.js';
import type { ControlCommand } from './command.js';

type Fields = Readonly<Record<string, unknown>>;

/** The command in a JSON object, or a sentence why there is none. Unknown fields are refused: a typo must not pass. */
export function readCommand(fields: Fields | undefined): ControlCommand | { readonly error: string } {
  try {
    if (fields === undefined) throw new RangeError('A command is a JSON object with `do`.');
    const name = String(fields.do);
    const reader = Object.hasOwn(READERS, name) ? READERS[name as ControlCommand['do']] : undefined;
    if (reader === undefined)
      throw new RangeError(`do must be one of ${Object.keys(READERS).join(', ')}, not “${name}”.`);
    const command = reader(fields);
    const unknown = Object.keys(fields).find((field) => !Object.hasOwn(command, field));
    if (unknown !== undefined) throw new RangeError(`${name} has no field “${unknown}”.`);
    return command;
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

const LONGEST_MS = 600_000;

const READERS: { readonly [Name in ControlCommand['do']]: (fields: Fields) => Extract<ControlCommand, { do: Name }> } =
  {
    drop: (fields) => ({
      do: 'drop',
      path: text(fields, 'path'),
      code: number(fields, 'code', 0, 65_535),
      reason: text(fields, 'reason', 123),
    }),
    refuse: (fields) => ({
      do: 'refuse',
      path: text(fields, 'path'),
      status: fields.status === 0 ? 0 : needed('status', number(fields, 'status', 400, 599)),
      times: number(fields, 'times', 1, 1_000_000),
      retryAfterSeconds: number(fields, 'retryAfterSeconds', 0, 86_400),
    }),
    stall: (fields) => ({ do: 'stall', path: text(fields, 'path'), what: word(fields, 'what', STALLS) }),
    delay: (fields) => ({
      do: 'delay',
      path: text(fields, 'path'),
      ms: needed('ms', number(fields, 'ms', 0, LONGEST_MS)),
    }),
    malformed: (fields) => ({
      do: 'malformed',
      path: text(fields, 'path'),
      kind: word(fields, 'kind', MALFORMATIONS),
      bytes: number(fields, 'bytes', 1, 100_000_000),
    }),
    binary: (fields) => ({ do: 'binary', path: text(fields, 'path'), bytes: number(fields, 'bytes', 0, 100_000_000) }),
    burst: (fields) => ({
      do: 'burst',
      path: text(fields, 'path'),
      perSecond: needed('perSecond', number(fields, 'perSecond', 1, 100_000)),
      forMs: needed('forMs', number(fields, 'forMs', 1, LONGEST_MS)),
      text: text(fields, 'text', 60_000),
    }),
    emit: (fields) => ({
      do: 'emit',
      path: needed('path', text(fields, 'path')),
      everyMs: fields.everyMs === 0 ? 0 : number(fields, 'everyMs', 10, LONGEST_MS),
      text: text(fields, 'text', 60_000),
    }),
    answer: (fields) => ({
      do: 'answer',
      path: needed('path', text(fields, 'path')),
      status: needed('status', number(fields, 'status', 200, 599)),
      text: text(fields, 'text', 60_000),
      contentType: text(fields, 'contentType', 200),
      location: text(fields, 'location'),
      times: number(fields, 'times', 1, 1_000_000),
      cutAfterBytes: number(fields, 'cutAfterBytes', 0, 60_000),
      hang: flag(fields, 'hang'),
    }),
    skew: (fields) => ({ do: 'skew', ms: needed('ms', number(fields, 'ms', -1e12, 1e12)) }),
    'rate-limit': (fields) => ({ do: 'rate-limit', on: needed('on', flag(fields, 'on')) }),
    gateway: (fields) => ({ do: 'gateway', on: needed('on', flag(fields, 'on')) }),
    frames: (fields) => ({
      do: 'frames',
      nodesPerFrame: needed('nodesPerFrame', number(fields, 'nodesPerFrame', 0, 500)),
    }),
    incident: (fields) => ({
      do: 'incident',
      kind: needed('kind', word(fields, 'kind', INCIDENT_KINDS)),
      durationMs: number(fields, 'durationMs', 1_000, 3_600_000),
    }),
    plan: (fields) => ({ do: 'plan', script: script(fields.script) }),
    crash: (fields) => ({
      do: 'crash',
      nodeId: needed('nodeId', text(fields, 'nodeId')),
      forMs: needed('forMs', number(fields, 'forMs', 1, 3_600_000)),
    }),
    revoke: (fields) => ({ do: 'revoke', token: needed('token', text(fields, 'token')) }),
    state: () => ({ do: 'state' }),
    reset: () => ({ do: 'reset' }),
  };

function needed<Value>(name: string, value: Value | undefined): Value {
  if (value === undefined) throw new RangeError(`${name} is missing.`);
  return value;
}

function number(fields: Fields, name: string, min: number, max: number): number | undefined {
  const value = fields[name];
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value;
  throw new RangeError(`${name} must be a whole number from ${min} to ${max}.`);
}

function text(fields: Fields, name: string, maxLength = 2_048): string | undefined {
  const value = fields[name];
  if (value === undefined) return undefined;
  if (typeof value === 'string' && value.length <= maxLength) return value;
  throw new RangeError(`${name} must be text of at most ${maxLength} characters.`);
}

function flag(fields: Fields, name: string): boolean | undefined {
  const value = fields[name];
  if (value === undefined || typeof value === 'boolean') return value;
  throw new RangeError(`${name} must be true or false.`);
}

function word<Word extends string>(fields: Fields, name: string, words: readonly Word[]): Word | undefined {
  const value = fields[name];
  if (value === undefined) return undefined;
  const known = words.find((candidate) => candidate === value);
  if (known === undefined) throw new RangeError(`${name} must be one of ${words.join(', ')}.`);
  return known;
}

function script(value: unknown): PlannedIncident[] {
  if (!Array.isArray(value) || value.length > 1_000) throw new RangeError('script must be a list of at most 1000.');
  return value.map((line: unknown) => {
    const fields = isObject(line) ? line : {};
    return {
      atMs: needed('atMs', number(fields, 'atMs', 0, 86_400_000)),
      incident: needed('incident', word(fields, 'incident', INCIDENT_KINDS)),
      durationMs: number(fields, 'durationMs', 1_000, 3_600_000),
    };
  });
}
