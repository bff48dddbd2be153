import { decodeFrame, type FrameKind, type FrameSource } from '../../../../src/v11/index.js';
import { RecordingSink } from './recording-sink.js';

/** When frames of these tests are received. */
export const AT = 1_790_000_200_000;

/** Decodes one frame, a text or a value to be sent as JSON, into a new sink. */
export function decode(endpoint: FrameSource, frame: unknown): { sink: RecordingSink; kind: FrameKind } {
  const sink = new RecordingSink();
  const kind = decodeFrame(endpoint, typeof frame === 'string' ? frame : JSON.stringify(frame), sink, AT);
  return { sink, kind };
}
