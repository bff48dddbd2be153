/** The hot path is written by hand; here it is held equal to schemas that say what is accepted (performance P14). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { UpdateSink } from '../../../src/domain/live-update.js';
import type * as z from '../../../src/domain/zod.js';
import { PARSE_OPTIONS } from '../../../src/domain/validation.js';
import { decodeDesign } from '../../../src/v11/decode/design.js';
import { decodeMetrics } from '../../../src/v11/decode/flat.js';
import { recordOf, type JsonRecord } from '../../../src/v11/decode/readers.js';
import { decodeFrame, type FrameKind } from '../../../src/v11/index.js';
import { AT } from './support/decode.js';
import { designFrames, metricsFrames, mutated } from './support/frame-generators.js';
import { designFrame, metricsFrame, tellFrame, type SchemaFrame } from './support/frame-schemas.js';
import { RecordingSink } from './support/recording-sink.js';
import { sample } from './support/samples.js';

/** Properties in all; AURIGRAPH_RUNS=1000000 is the long run. */
const RUNS = Number(process.env['AURIGRAPH_RUNS'] ?? 4_000);
const TIMEOUT_MS = 60_000 + RUNS * 5;

/** How one socket's hot path is read, and what it must be equal to. */
interface Case {
  readonly socket: '/ws' | '/ws/metrics';
  readonly decode: (frame: JsonRecord, sink: UpdateSink, receivedAt: number) => FrameKind;
  readonly schema: z.Schema<SchemaFrame>;
  readonly frames: fc.Arbitrary<unknown>;
}

const CASES: readonly Case[] = [
  { socket: '/ws', decode: decodeDesign, schema: designFrame, frames: designFrames },
  { socket: '/ws/metrics', decode: decodeMetrics, schema: metricsFrame, frames: metricsFrames },
];

/** What a sink was told, without who told it. */
function told(sink: RecordingSink): unknown {
  return { figures: sink.figures, leader: sink.leaders.at(-1), nodes: [...sink.nodes] };
}

/** Compares both readings of a frame, and says whether it was accepted. */
function compare({ socket, decode, schema }: Case, value: unknown): boolean {
  const parsed = schema.safeParse(value, PARSE_OPTIONS);
  const frame = recordOf(value);
  const decoded = new RecordingSink();
  const kind = frame === undefined ? 'malformed' : decode(frame, decoded, AT);
  expect(kind === 'data', JSON.stringify(value)).toBe(parsed.success);
  const expected = new RecordingSink();
  if (parsed.success) tellFrame(expected, parsed.data, socket, AT);
  expect(told(decoded), JSON.stringify(value)).toEqual(told(expected));
  return parsed.success;
}

describe.each(CASES)('the hot path of $socket accepts, refuses and reads as its schema does', (each) => {
  test.each([
    ['valid frames', each.frames],
    ['frames with something changed', mutated(each.frames)],
    ['any JSON', fc.jsonValue()],
  ])(
    '%s',
    (name, frames) => {
      let accepted = 0;
      const count = (value: unknown): void => void (accepted += compare(each, value) ? 1 : 0);
      // A failure names the frame; to make it smaller would take minutes.
      fc.assert(fc.property(frames, count), { numRuns: RUNS, endOnFailure: true });
      // Otherwise it would prove little.
      if (name !== 'any JSON') expect(accepted).toBeGreaterThan(RUNS / 5);
      expect(accepted).toBeLessThan(RUNS);
    },
    TIMEOUT_MS,
  );

  test('the same through the text of the frame', () => {
    fc.assert(
      fc.property(each.frames, (value) => {
        const text = JSON.stringify(value);
        const parsed = each.schema.safeParse(JSON.parse(text), PARSE_OPTIONS);
        fc.pre(parsed.success);
        const [decoded, expected] = [new RecordingSink(), new RecordingSink()];
        expect(decodeFrame(each.socket, text, decoded, AT)).toBe('data');
        if (parsed.success) tellFrame(expected, parsed.data, each.socket, AT);
        expect(told(decoded)).toEqual(told(expected));
      }),
      { numRuns: 500, endOnFailure: true },
    );
  });
});

test('the samples of the hot path are accepted by the schemas', () => {
  for (const name of ['node-update', 'system-metrics', 'consensus-update']) {
    expect(compare(CASES[0] as Case, JSON.parse(sample(`wsA-design-s2c-${name}.json`)))).toBe(true);
  }
  expect(compare(CASES[1] as Case, JSON.parse(sample('wsB-metrics.json')))).toBe(true);
});
