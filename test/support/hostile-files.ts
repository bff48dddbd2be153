/** Files that someone made to do harm, or that were damaged on their way: kinds of content at every position (I1-I9). */
import { gzipSync } from 'node:zlib';

/** What reading a file has to come to. */
export type Outcome =
  /** The file as a whole is refused. */
  | 'refused'
  /** The one entry at that place is refused, with issues. */
  | 'entry refused'
  /** It is read. */
  | 'read';

/** One file of the corpus. */
export interface HostileFile {
  readonly name: string;
  readonly source: string | Uint8Array;
  readonly expected: Outcome;
}

type JsonType = 'null' | 'text' | 'number' | 'boolean' | 'object' | 'list';

/** A value as JSON text; without a type it is no JSON, or more than is read. */
interface Kind {
  readonly name: string;
  readonly json: string;
  readonly type?: JsonType;
}

/** A place for a value, and what may stand there besides `null`, for which a default is taken. */
interface Position {
  readonly name: string;
  file(json: string): string;
  takes(kind: Kind): Outcome;
}

const nested = (depth: number, open: string, close: string): string => open.repeat(depth) + close.repeat(depth);

const KINDS: readonly Kind[] = [
  { name: 'null', json: 'null', type: 'null' },
  { name: 'true', json: 'true', type: 'boolean' },
  { name: 'minus zero', json: '-0.5', type: 'number' },
  { name: 'a huge number', json: '1.7976931348623157e308', type: 'number' },
  { name: 'a tiny number', json: '5e-324', type: 'number' },
  { name: 'HTML', json: '"<img src=x onerror=alert(1)>"', type: 'text' },
  { name: 'a formula', json: '"=cmd|calc"', type: 'text' },
  { name: 'a text that overrides direction', json: '"\\u202Egnp.exe"', type: 'text' },
  { name: 'half a pair', json: '"\\ud800"', type: 'text' },
  { name: 'NUL, escaped', json: '"a\\u0000b"', type: 'text' },
  { name: 'the name of a prototype', json: '"__proto__"', type: 'text' },
  { name: 'the name of a method', json: '"toString"', type: 'text' },
  { name: 'NaN as text', json: '"NaN"', type: 'text' },
  { name: 'a script address', json: '"javascript:alert(1)"', type: 'text' },
  { name: 'an empty object', json: '{}', type: 'object' },
  { name: 'a polluted object', json: '{"__proto__":{"polluted":true}}', type: 'object' },
  { name: 'a polluted constructor', json: '{"constructor":{"prototype":{"polluted":true}}}', type: 'object' },
  { name: 'an escaped prototype', json: '{"\\u005f\\u005fproto__":{"polluted":true}}', type: 'object' },
  { name: 'methods of every object', json: '{"toString":1,"valueOf":2,"hasOwnProperty":3,"toJSON":4}', type: 'object' },
  { name: 'a promise', json: '{"then":"x","catch":"y"}', type: 'object' },
  { name: 'a false list', json: '{"length":1e9,"0":"a"}', type: 'object' },
  { name: 'a field a thousand times', json: `{${Array(1_000).fill('"a":1').join(',')}}`, type: 'object' },
  { name: '5,000 fields', json: `{${Array.from({ length: 5_000 }, (_, i) => `"f${i}":1`).join(',')}}`, type: 'object' },
  { name: 'a list of one null', json: '[null]', type: 'list' },
  { name: 'a list of lists', json: nested(20, '[', ']'), type: 'list' },
  { name: 'NaN', json: 'NaN' },
  { name: 'Infinity', json: '-Infinity' },
  { name: 'undefined', json: 'undefined' },
  { name: 'nothing', json: '' },
  { name: 'a number that overflows', json: '1e400' },
  { name: 'a trailing comma', json: '[1,]' },
  { name: 'single quotes', json: "'a'" },
  { name: 'an unquoted name', json: '{a:1}' },
  { name: 'a comment', json: '/* */1' },
  { name: 'a leading zero', json: '007' },
  { name: 'a raw control character', json: '"a\u0001b"' },
  { name: 'a raw line end', json: '"a\nb"' },
  { name: 'NUL', json: '\u0000' },
  { name: 'an open text', json: '"a' },
  { name: 'an open object', json: '{"a":' },
  { name: 'a bad escape', json: '"\\x00"' },
  { name: 'two values', json: '1 2' },
  { name: 'a list deeper than 32', json: nested(33, '[', ']') },
  { name: 'objects deeper than 32', json: `${'{"a":'.repeat(40)}1${'}'.repeat(40)}` },
  { name: 'a depth bomb', json: nested(100_000, '[', ']') },
  { name: 'a depth bomb that is left open', json: '['.repeat(200_000) },
  { name: '60,000 values', json: `[${Array(60_000).fill('0').join(',')}]` },
  { name: 'more than 1 MB', json: `"${'x'.repeat(1_100_000)}"` },
];

const channel = (config: string, more = ''): string =>
  `{"id":"n","type":"channel","name":"N","enabled":true${more},"config":${config}}`;
const CHANNEL_CONFIG = '"maxConnections":50,"routingAlgorithm":"weighted","bufferSize":5000';
const configuration = (fields: string, nodes = `[${channel(`{${CHANNEL_CONFIG},"timeout":30000}`)}]`): string =>
  `{"id":"c","name":"C","created":"2026-01-01T00:00:00.000Z","modified":"2026-01-01T00:00:00.000Z",` +
  `"isDefault":false,"performanceMode":"staging","nodes":${nodes},"version":"1.0"${fields}}`;

const only =
  (...types: readonly JsonType[]) =>
  ({ type }: Kind): Outcome => {
    if (type === undefined) return 'refused';
    return types.includes(type) ? 'read' : 'entry refused';
  };
const anything = only('null', 'text', 'number', 'boolean', 'object', 'list');

/** A field that the configuration has already: the last one counts. */
const again = (key: string, takes: Position['takes']): Position => ({
  name: `as ${key}`,
  file: (json) => configuration(`,"${key}":${json}`),
  takes,
});

const inConfig = (key: string, takes: Position['takes']): Position => ({
  name: `as ${key} of a node`,
  file: (json) => configuration('', `[${channel(`{${CHANNEL_CONFIG},"timeout":30000,"${key}":${json}}`)}]`),
  takes,
});

const POSITIONS: readonly Position[] = [
  again('unknown', anything),
  again('id', only('null', 'text', 'number')),
  again('name', only('null', 'text')),
  again('description', only('null', 'text')),
  again('created', only('null')),
  again('isDefault', only('null', 'boolean')),
  again('performanceMode', only('null')),
  inConfig('unknown', anything),
  inConfig('timeout', only('null')),
  inConfig('routingAlgorithm', only('null', 'text')),
  {
    name: 'as config of a node',
    file: (json) => configuration('', `[${channel(json)}]`),
    takes: only('null', 'object'),
  },
  {
    name: 'as a field of a node',
    file: (json) => configuration('', `[${channel(`{${CHANNEL_CONFIG},"timeout":30000}`, `,"unknown":${json}`)}]`),
    takes: anything,
  },
  {
    name: 'as a node',
    file: (json) => configuration('', `[${json},${channel('{}')}]`),
    takes: only(),
  },
  { name: 'as an element of a list', file: (json) => `[${json},${configuration('')}]`, takes: only() },
  { name: 'as an element of a bundle', file: (json) => `{"configs":[${json},${configuration('')}]}`, takes: only() },
  {
    name: 'as settings of a bundle',
    file: (json) => `{"configs":[${configuration('')}],"settings":${json}}`,
    takes: only('null', 'object'),
  },
  { name: 'beside a bundle', file: (json) => `{"configs":[${configuration('')}],"more":${json}}`, takes: anything },
];

/** Kinds at positions: what stands there is refused, or read. */
function* placed(): Generator<HostileFile> {
  for (const kind of KINDS)
    for (const { name, file, takes } of POSITIONS)
      yield { name: `${kind.name} ${name}`, source: file(kind.json), expected: takes(kind) };
}

/** A whole file that was damaged on its way, at many places. */
function* damaged(): Generator<HostileFile> {
  const text = JSON.stringify(JSON.parse(configuration('')), null, 2);
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < text.length; at += 7) {
    const insert = (byte: number): Uint8Array => Uint8Array.from([...bytes.slice(0, at), byte, ...bytes.slice(at)]);
    yield { name: `cut off at ${at}`, source: text.slice(0, at), expected: 'refused' };
    yield { name: `no UTF-8 at ${at}`, source: insert(0xff), expected: 'refused' };
    yield { name: `NUL at ${at}`, source: insert(0), expected: 'refused' };
  }
}

/** A file in other wrappings. */
function* wrapped(): Generator<HostileFile> {
  const text = configuration('');
  const utf8 = new TextEncoder().encode(text);
  const utf16 = Uint8Array.from(text.split('').flatMap((unit) => [unit.charCodeAt(0) & 255, unit.charCodeAt(0) >> 8]));
  const swapped = utf16.map((_, index) => utf16[index ^ 1] ?? 0);
  yield { name: 'UTF-8 with a mark', source: Uint8Array.from([0xef, 0xbb, 0xbf, ...utf8]), expected: 'read' };
  yield { name: 'UTF-16 LE with a mark', source: Uint8Array.from([0xff, 0xfe, ...utf16]), expected: 'read' };
  yield { name: 'UTF-16 BE with a mark', source: Uint8Array.from([0xfe, 0xff, ...swapped]), expected: 'read' };
  yield { name: 'UTF-16 LE', source: utf16, expected: 'refused' };
  yield { name: 'UTF-16 BE', source: swapped, expected: 'refused' };
  yield {
    name: 'UTF-16 cut in half',
    source: Uint8Array.from([0xff, 0xfe, ...utf16.slice(0, 101)]),
    expected: 'refused',
  };
  yield { name: 'CRLF', source: text.replaceAll(',', ',\r\n'), expected: 'read' };
  yield { name: 'gzip', source: gzipSync(text), expected: 'refused' };
  yield { name: 'a ZIP archive', source: Uint8Array.from([0x50, 0x4b, 3, 4, ...utf8]), expected: 'refused' };
  yield { name: 'twice', source: text + text, expected: 'refused' };
  yield { name: 'one in each line', source: `${text}\n${text}`, expected: 'refused' };
  yield { name: 'nothing', source: '', expected: 'refused' };
  yield {
    name: 'random bytes',
    source: Uint8Array.from({ length: 4_096 }, (_, i) => (i * 7919) % 256),
    expected: 'refused',
  };
}

/** Crowds, which take longest. */
function* crowds(): Generator<HostileFile> {
  const list = (count: number, json: string): string => `[${Array(count).fill(json).join(',')}]`;
  yield { name: '2,000 empty configurations', source: list(2_000, '{"nodes":[]}'), expected: 'read' };
  yield { name: '2,000 hollow configurations', source: list(2_000, '{"name":"a"}'), expected: 'entry refused' };
  yield { name: '40,000 configurations', source: list(40_000, '{}'), expected: 'refused' };
  yield { name: '5,000 bare nodes', source: `{"nodes":${list(5_000, '{"type":"slim"}')}}`, expected: 'entry refused' };
  yield { name: '5,000 empty nodes', source: `{"nodes":${list(5_000, '{"type":"channel"}')}}`, expected: 'read' };
  yield { name: '5,000 nodes that are none', source: `{"nodes":${list(5_000, '0')}}`, expected: 'entry refused' };
  yield { name: '20,000 nodes', source: `{"nodes":${list(20_000, '{"type":"slim"}')}}`, expected: 'refused' };
  yield { name: '20,000 secrets', source: configuration(`,"x":${list(20_000, '{"token":1}')}`), expected: 'read' };
  yield {
    name: 'a name of 100 kB',
    source: configuration(`,"name":"${'x'.repeat(100_000)}"`),
    expected: 'entry refused',
  };
  yield { name: 'an id of 1 MB', source: configuration(`,"id":"${'x'.repeat(1_000_000)}"`), expected: 'entry refused' };
}

/** The corpus: the same files on every run. */
export function hostileFiles(): readonly HostileFile[] {
  return [...placed(), ...damaged(), ...wrapped(), ...crowds()];
}
