import type { NodeKind } from '../engine/node-kind.js';

/**
 * Shapes of the states as SVG path data, 10 units wide, filled by the even-odd rule: a state is told by shape and word
 * first, by colour second.
 */
export const STATE_SHAPES: Readonly<Record<NodeKind, string>> = {
  /** A star. */
  leader: 'M5 0l1.5 3.3 3.5.4-2.6 2.4.7 3.6L5 7.9 1.9 9.7l.7-3.6L0 3.7l3.5-.4z',
  /** A disc. */
  active: 'M5 1a4 4 0 1 0 0 8 4 4 0 1 0 0-8z',
  /** A triangle. */
  busy: 'M5 .5 9.8 9H.2z',
  /** A ring. */
  idle: 'M5 1a4 4 0 1 0 0 8 4 4 0 1 0 0-8zM5 2.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 1 1 0-5z',
  /** A square. */
  failing: 'M1 1h8v8H1z',
  /** A cross. */
  offline: 'M1.9.8 5 3.9 8.1.8l1.1 1.1L6.1 5l3.1 3.1-1.1 1.1L5 6.1 1.9 9.2.8 8.1 3.9 5 .8 1.9z',
  /** A dash. */
  other: 'M1 4.2h8v1.6H1z',
};
