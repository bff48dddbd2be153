/**
 * What became of a frame, or of the body of an answer.
 *
 * - `data`: understood, and what it says went to the sink (which can be nothing, as with a list of no nodes).
 * - `control`: understood; acknowledgements, greetings, answers to pings, errors, signs of life.
 * - `unknown`: JSON of a kind that is not known at this endpoint; ignored.
 * - `malformed`: not JSON, not text, too large, or without what its kind needs.
 */
export type FrameKind = 'data' | 'control' | 'unknown' | 'malformed';
