import { describe, expect, it } from 'vitest';
import { readFeedNews } from '../../../../src/session/sharing/read-feed-news.js';
import { IDLE_STATUS } from '../../../../src/v11/feed.js';
import { MAX_UNKNOWN_KINDS } from '../../../../src/v11/unknown-frames.js';

const kind = { endpoint: '/ws', type: 'new', count: 2, example: '{"type":"new"}' };

/** What another tab says of its frames, and what is taken of it. */
function taken(frames: object): unknown {
  const counts = { received: 9, dropped: 0, unknown: 2 };
  return readFeedNews({ status: IDLE_STATUS, frames: { ...counts, ...frames }, lastFrameAt: undefined })?.frames;
}

describe('what a leader says of unknown frames', () => {
  it('is taken as far as it is known, and nothing else', () => {
    expect(taken({})).toEqual({ received: 9, dropped: 0, unknown: 2 });
    const frames = { received: 9, dropped: 0, unknown: 2, late: 1, unknownKinds: [kind] };
    expect(taken({ late: 1, unknownKinds: [{ ...kind, more: 'x' }] })).toEqual(frames);
  });

  it.each([
    ['no list', 'kinds'],
    ['more kinds than anyone tells apart', Array.from({ length: MAX_UNKNOWN_KINDS + 1 }, () => kind)],
    ['no kind', [null]],
    ['a kind without a count', [{ ...kind, count: undefined }]],
    ['a count that is none', [{ ...kind, count: -1 }]],
    ['a long endpoint', [{ ...kind, endpoint: 'x'.repeat(101) }]],
    ['a long type', [{ ...kind, type: 'x'.repeat(101) }]],
    ['a long example', [{ ...kind, example: 'x'.repeat(501) }]],
    ['an example that is no text', [{ ...kind, example: { text: 'x' } }]],
  ])('is refused: %s', (_name, unknownKinds) => {
    expect(taken({ unknownKinds })).toBeUndefined();
  });

  it('is refused where late frames are not counted', () => {
    expect(taken({ late: 'many' })).toBeUndefined();
  });
});
