import type { Dice } from '../../../support/generated-files.js';

/** What is put in the place of a value or into a text: what breaks decoders. */
const HOSTILE = [
  'null',
  '-0',
  '-1',
  '1e999',
  '-1e999',
  '1e308',
  '9007199254740993',
  '0.1',
  '""',
  '" "',
  '"1e999"',
  '"NaN"',
  '"-5"',
  '"0x10"',
  '[]',
  '{}',
  '[null]',
  '[[[[]]]]',
  'true',
  '"__proto__"',
  '{"__proto__":{"tps":1,"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '"constructor"',
  '"toString"',
  `"${'x'.repeat(201)}"`,
  '"\\u0000"',
  '"\\ud800"',
  '{"nodeId":"__proto__","throughput":5}',
  '[{"nodeId":"a"},null,7]',
  '1790000123.456789012',
  '"14:15:23"',
  '{"toJSON":1,"valueOf":2,"toString":3}',
];

/** Names that mean something to a decoder or to JavaScript. */
const NAMES = [
  'type',
  'data',
  'payload',
  'channel',
  'metrics',
  'nodes',
  'nodeId',
  'status',
  'timestamp',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'consensusState',
  'tps',
  'performance',
  'validators',
  'length',
];

const VALUE = /:\s*("(?:[^"\\]|\\.)*"|-?[\d.eE+-]+|true|false|null)/g;
const NAME = /"([^"\\]*)":/g;

/** A frame with one to three things wrong: a value, a name, or its very text. */
export function damagedFrame(text: string, dice: Dice): string {
  let frame = text;
  for (let count = dice.whole(1, 3); count > 0; count -= 1) frame = damage(frame, dice);
  return frame;
}

function damage(text: string, dice: Dice): string {
  const roll = dice.roll();
  if (roll < 0.5) return replaceOne(text, VALUE, dice, () => `:${dice.pick(HOSTILE)}`);
  if (roll < 0.7) return replaceOne(text, NAME, dice, () => `"${dice.pick(NAMES)}":`);
  const at = dice.whole(0, text.length);
  if (roll < 0.8) return text.slice(0, at);
  if (roll < 0.9) return text.slice(0, at) + dice.pick(HOSTILE) + text.slice(at);
  return text.slice(0, at) + String.fromCharCode(dice.whole(0, 255)) + text.slice(at + dice.whole(0, 8));
}

/** Replaces the first match after a random place, so that not every match has to be found. */
function replaceOne(text: string, pattern: RegExp, dice: Dice, make: () => string): string {
  pattern.lastIndex = dice.whole(0, text.length);
  const match = pattern.exec(text);
  if (match === null) return text;
  return text.slice(0, match.index) + make() + text.slice(match.index + match[0].length);
}
